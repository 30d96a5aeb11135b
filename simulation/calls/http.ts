import { callOf } from './call.ts';
import { never } from './caller.ts';
import { asked } from './current.ts';

/** Virtual ms. */
const LATENCY_MS = [5, 40] as const;
/** `fetch` of the handlers gives up after this. */
const GIVEN_UP_AFTER_MS = 4_000;

/** Puts the world's listeners behind `fetch`, as a user outside reaches them. */
export function interceptHttp(): void {
  globalThis.fetch = (async (target: URL | string, options: RequestInit = {}) => {
    const { to, by } = asked(`fetch ${target}`);
    if (by.killed) return await never();
    await to.clock.sleep(to.chance.int(...LATENCY_MS));
    if (by.killed) return await never();
    const url = new URL(target);
    // AWS itself, which is reached here from everywhere; the sandbox plays subnets without a way out.
    if (url.origin === process.env['AWS_ENDPOINT_URL']) return answer(403, '');
    const call = callOf(by, to.clock.now(), { service: 'http', operation: 'Get', input: url.pathname });
    to.calls.push(call);
    const fault = to.faults.onCall(call);
    call.fault = fault ?? '';
    if (fault === 'time-out' || fault === 'lose-answer') {
      await to.clock.sleep(GIVEN_UP_AFTER_MS);
      throw Object.assign(new Error('The operation was aborted due to timeout'), { name: 'TimeoutError' });
    }
    if (fault === 'cut-off') return await never();
    if (fault === 'throttle' || fault === 'server-error' || fault === 'access-denied')
      return answer(fault === 'server-error' ? 500 : fault === 'throttle' ? 429 : 403, fault);
    const { status, body } = to.ask(url, options.method ?? 'GET', new Headers(options.headers));
    call.took = true;
    call.answered = status;
    return answer(status, body);
  }) as typeof fetch;
}

const answer = (status: number, body: string) => ({ status, text: async () => body });
