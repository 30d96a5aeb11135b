import type { Fabric } from './fabric.ts';
import { checkHealth } from './health-check.ts';
import { ListenerServer } from './listener-server.ts';

/** This machine's loopback. */
export const network: Fabric = { listen: (options) => ListenerServer.open(options), check: checkHealth };
