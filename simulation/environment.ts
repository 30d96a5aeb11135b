import { caller } from './calls/caller.ts';
import { answeredBy, interceptClients } from './calls/client.ts';
import { fetchedIn, interceptHttp } from './calls/http.ts';
import { interceptSql, queriedIn } from './calls/sql.ts';
import { intercept } from './determinism.ts';
import type { World } from './world/world.ts';

let prepared = false;

/** Makes this thread a place where handlers can run in a world. Before any handler is loaded; lasts as long as the thread. */
export function prepareThread(): void {
  if (prepared) return;
  prepared = true;
  // Errors are ordinary here, thousands a second, and nobody reads where they were made.
  Error.stackTraceLimit = 0;
  // A function sees its own variables alone, as its template gives them, and what every Lambda function sees.
  const own = { ...process.env };
  const every = { AWS_REGION: 'sa-east-1', AWS_DEFAULT_REGION: 'sa-east-1', TZ: 'UTC' };
  process.env = new Proxy(own, {
    get: (_target, name) => {
      const environment = caller.getStore()?.environment as Record<string, string> | undefined;
      return environment?.[String(name)] ?? every[String(name) as keyof typeof every] ?? own[String(name)];
    },
  });
  intercept();
  interceptClients();
  interceptSql();
  interceptHttp();
}

/** Whatever handlers ask from here on, `world` answers. */
export function enter(world: World | undefined): void {
  answeredBy(world);
  queriedIn(world);
  fetchedIn(world);
}
