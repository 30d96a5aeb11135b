import type { Pointer } from '../model/environment.ts';

/** The pointer's value for an endpoint. */
export const pointerValue = (pointer: Pointer, host: string, port: number): string =>
  pointer.format === 'host:port' ? `${host}:${port}` : host;
