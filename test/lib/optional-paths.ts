import * as v from 'valibot';

type Schema = v.GenericSchema;

/** As much of a schema's own parts as is walked here. */
interface Parts {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly item?: Schema;
  readonly value?: Schema;
  readonly wrapped?: Schema;
  readonly options?: readonly unknown[];
}

/** Whether a configuration of some set gives a key that may be left out, and whether one leaves it out. */
export interface Seen {
  given: boolean;
  leftOut: boolean;
}

/**
 * Walks a schema beside a value of it and notes, by path, every key that may be left out and every alternative among objects.
 * Only where the object around a key is there, can the key be left out.
 */
export function note(schema: Schema, value: unknown, seen: Map<string, Seen>, path = ''): void {
  const parts = schema as unknown as Parts;
  const at = (name: string): Seen => {
    const known = seen.get(name) ?? { given: false, leftOut: false };
    seen.set(name, known);
    return known;
  };
  if (parts.wrapped !== undefined) {
    if (value !== undefined && value !== null) note(parts.wrapped, value, seen, path);
  } else if (parts.entries !== undefined) {
    for (const [key, entry] of Object.entries(parts.entries)) {
      const inside = path === '' ? key : `${path}.${key}`;
      const given = (value as Record<string, unknown> | undefined)?.[key];
      if (mayBeLeftOut(entry)) at(inside)[given === undefined ? 'leftOut' : 'given'] = true;
      note(entry, given, seen, inside);
    }
  } else if (parts.item !== undefined) {
    for (const one of Array.isArray(value) ? value : []) note(parts.item, one, seen, `${path}[]`);
  } else if (parts.type === 'record' && parts.value !== undefined) {
    for (const one of Object.values(value ?? {})) note(parts.value, one, seen, `${path}{}`);
  } else if (parts.type === 'union' || parts.type === 'variant') {
    noteAlternatives((parts.options ?? []) as readonly Schema[], value, seen, path);
  }
}

function noteAlternatives(options: readonly Schema[], value: unknown, seen: Map<string, Seen>, path: string): void {
  const objects = options.filter((option) => (option as unknown as Parts).entries !== undefined);
  for (const [index, option] of options.entries()) {
    const fits = value !== undefined && v.safeParse(option, value).success;
    if (objects.length > 1 && objects.includes(option)) {
      const keys = Object.keys((option as unknown as Parts).entries ?? {}).join('+');
      const name = `${path}<${index}: ${keys}>`;
      const known = seen.get(name) ?? { given: false, leftOut: true };
      seen.set(name, { ...known, given: known.given || fits });
    }
    if (fits) note(option, value, seen, path);
  }
}

const mayBeLeftOut = (schema: Schema): boolean =>
  ['optional', 'exact_optional', 'nullish'].includes((schema as unknown as Parts).type);
