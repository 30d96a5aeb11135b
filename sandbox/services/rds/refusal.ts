import { WireError } from '../../kernel/wire-error.ts';

/** Refuses a parameter that the sandbox would have to ignore: the call would behave otherwise in an account. */
export function notModelled(operation: string, request: object, modelled: readonly string[]): void {
  const unknown = Object.entries(request).filter(([name, value]) => value !== undefined && !modelled.includes(name));
  if (unknown.length === 0) return;
  const names = unknown.map(([name]) => name).join(', ');
  throw new WireError('NotImplementedException', `the sandbox's ${operation} does not model ${names}`, 501);
}
