import { checkHealth } from './health-check.ts';
import { ListenerServer, type ListenerServerOptions } from './listener-server.ts';

/** A listener's data plane, whatever carries its requests. */
export type DataPlane = Pick<ListenerServer, 'port' | 'obey' | 'announce' | 'close'> &
  Partial<Pick<ListenerServer, 'refuse'>>;

/** What requests and health checks travel on. */
export interface Fabric {
  listen(options: ListenerServerOptions): Promise<DataPlane>;
  readonly check: typeof checkHealth;
}

/** This machine's loopback. */
export const network: Fabric = { listen: (options) => ListenerServer.open(options), check: checkHealth };
