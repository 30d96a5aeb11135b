import type { Properties } from '../../kernel/resource.ts';

/**
 * Throws if a template's resource has a property that is not modelled: ignoring it would let the sandbox pass what an
 * account would not. `modelled` names the properties that are obeyed, and those that change nothing a sandbox can show.
 */
export function refuseUnmodelled(type: string, properties: Properties, modelled: readonly string[]): void {
  const unknown = Object.keys(properties).filter((name) => properties[name] !== undefined && !modelled.includes(name));
  if (unknown.length === 0) return;
  throw new Error(`${type}: the sandbox does not model ${unknown.join(', ')}; it would behave otherwise in an account`);
}
