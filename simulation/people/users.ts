import { OTHER_HOST, PAGE_MARK } from '../world/survey-platform.ts';
import { NEW } from '../world/versions.ts';
import type { World } from '../world/world.ts';

/** A user comes this often; while the new version is bad often enough that the alarm on the error rate has its 20 requests a minute. Virtual ms. */
const VISIT_MS = 12_000;
const BUSY_VISIT_MS = 2_400;

/** Users who come for as long as the run goes on. */
export async function users(world: World): Promise<void> {
  const { clock, versions, facts } = world;
  for (;;) {
    const busy = versions.bad && facts.apps.some((app) => app.running && app.version === NEW);
    await clock.sleep(busy ? BUSY_VISIT_MS : VISIT_MS);
    visit(world);
    visitNeighbour(world);
  }
}

/** A user of the other application on the same listener. */
function visitNeighbour(world: World): void {
  const [listener] = world.listeners;
  const request = { method: 'GET', url: '/', headers: { host: OTHER_HOST }, source: '203.0.113.7' };
  const { status } = listener?.request(request, () => ({ status: 500, body: '' })) ?? { status: 0 };
  world.facts.neighbours.push({ at: world.clock.now(), status });
}

/** A user's write; an acknowledged one is a fact. */
function visit(world: World): void {
  // Each listener in its turn, where there are several.
  const listener = world.listeners[world.facts.served.length % world.listeners.length];
  if (listener === undefined) throw new Error('There is no listener.');
  const write = world.facts.nextWrite();
  const headers = { host: `127.0.0.1:${listener.port}` };
  const request = { method: 'POST', url: '/answers', headers, source: '203.0.113.8' };
  let schema = '';
  const { by, status, body } = listener.request(request, (app) => {
    schema = world.postgres.at(app.database)?.content.schema ?? '';
    return { status: app.answer(write, world.chance.next()), body: '' };
  });
  world.facts.served.push({ at: world.clock.now(), by, status, page: body.includes(PAGE_MARK), schema });
}
