import { devNull } from 'node:os';
import { caller } from '../calls/caller.ts';
import { interceptConsole } from '../calls/function-log.ts';
import { interceptHttp } from '../calls/http.ts';
import { interceptClients } from '../calls/sdk-client.ts';
import { interceptSql } from '../calls/sql.ts';
import { intercept } from './time-and-chance.ts';

let prepared = false;

/** Makes this thread a place where handlers can run in a world. Before any handler is loaded; lasts as long as the thread. */
export function prepareThread(): void {
  if (prepared) return;
  prepared = true;
  // Errors are ordinary here, thousands a second, and nobody reads where they were made.
  Error.stackTraceLimit = 0;
  // A function sees its own variables alone, as its template gives them, and what every Lambda function sees.
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));
  const every = {
    ...{ AWS_REGION: 'sa-east-1', AWS_DEFAULT_REGION: 'sa-east-1', TZ: 'UTC' },
    // No settings of whoever runs this.
    ...{ AWS_CONFIG_FILE: devNull, AWS_SHARED_CREDENTIALS_FILE: devNull },
    // Requests are signed with these and never leave the thread: who calls is known by the call itself.
    ...{ AWS_ACCESS_KEY_ID: 'simulation', AWS_SECRET_ACCESS_KEY: 'simulation', AWS_ENDPOINT_URL: 'http://127.0.0.1' },
  };
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
  interceptConsole();
}
