/** Where intrinsic functions look things up. Every lookup throws an error that names what is missing. */
export interface Lookup {
  ref(name: string): unknown;
  attribute(logicalId: string, name: string): unknown;
  export(name: string): unknown;
  mapping(map: string, first: string, second: string): unknown;
  condition(name: string): boolean;
  availabilityZones(): string[];
  /** `{{resolve:<service>:<rest>}}` */
  dynamic(service: string, rest: string): Promise<string>;
}

const NO_VALUE = Symbol('AWS::NoValue');

/** Resolves every intrinsic function and dynamic reference in a template's value. */
export async function resolveValue(value: unknown, lookup: Lookup): Promise<unknown> {
  const resolved = await walk(value, lookup);
  return resolved === NO_VALUE ? undefined : resolved;
}

async function walk(value: unknown, lookup: Lookup): Promise<unknown> {
  if (typeof value === 'string') return await dynamicReferences(value, lookup);
  if (Array.isArray(value)) {
    const items = await Promise.all(value.map((item) => walk(item, lookup)));
    return items.filter((item) => item !== NO_VALUE);
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (
    entries.length === 1 &&
    first !== undefined &&
    (first[0] === 'Ref' || first[0].startsWith('Fn::') || first[0] === 'Condition')
  ) {
    const result = await intrinsic(first[0], first[1], lookup);
    return typeof result === 'string' ? await dynamicReferences(result, lookup) : result;
  }
  const out: Record<string, unknown> = {};
  for (const [key, member] of entries) {
    const resolved = await walk(member, lookup);
    if (resolved !== NO_VALUE) out[key] = resolved;
  }
  return out;
}

async function intrinsic(name: string, argument: unknown, lookup: Lookup): Promise<unknown> {
  const resolved = async () => await walk(argument, lookup);
  switch (name) {
    case 'Ref':
      return argument === 'AWS::NoValue' ? NO_VALUE : lookup.ref(String(argument));
    case 'Condition':
      return lookup.condition(String(argument));
    case 'Fn::GetAtt': {
      const [id, ...attribute] = typeof argument === 'string' ? argument.split('.') : (argument as string[]);
      return lookup.attribute(String(id), attribute.join('.'));
    }
    case 'Fn::Join': {
      const [separator, parts] = (await resolved()) as [string, unknown[]];
      return parts.map(String).join(separator);
    }
    case 'Fn::Split': {
      const [separator, text] = (await resolved()) as [string, string];
      return text.split(separator);
    }
    case 'Fn::Select': {
      const [index, items] = (await resolved()) as [string | number, unknown[]];
      return items[Number(index)];
    }
    case 'Fn::Sub':
      return await substitute(argument, lookup);
    case 'Fn::ImportValue':
      return lookup.export(String(await resolved()));
    case 'Fn::GetAZs':
      return lookup.availabilityZones();
    case 'Fn::FindInMap': {
      const [map, a, b] = (await resolved()) as [string, string, string];
      return lookup.mapping(map, a, b);
    }
    case 'Fn::If': {
      const [condition, yes, no] = argument as [string, unknown, unknown];
      return await walk(lookup.condition(condition) ? yes : no, lookup);
    }
    case 'Fn::Equals': {
      const [a, b] = (await resolved()) as [unknown, unknown];
      return a === b;
    }
    case 'Fn::Not':
      return !((await resolved()) as [boolean])[0];
    case 'Fn::And':
      return ((await resolved()) as boolean[]).every(Boolean);
    case 'Fn::Or':
      return ((await resolved()) as boolean[]).some(Boolean);
    case 'Fn::Base64':
      return Buffer.from(String(await resolved())).toString('base64');
    default:
      throw new Error(`The sandbox does not know the intrinsic function "${name}".`);
  }
}

async function substitute(argument: unknown, lookup: Lookup): Promise<string> {
  const [text, given] = Array.isArray(argument)
    ? (argument as [string, Record<string, unknown>])
    : [String(argument), {}];
  const variables = (await walk(given, lookup)) as Record<string, unknown>;
  return text.replace(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
    if (literal !== '') return `\${${name}}`;
    if (name in variables) return String(variables[name]);
    const [id = '', ...attribute] = name.split('.');
    return String(attribute.length === 0 ? lookup.ref(name) : lookup.attribute(id, attribute.join('.')));
  });
}

async function dynamicReferences(text: string, lookup: Lookup): Promise<string> {
  let out = text;
  for (const [whole, service = '', rest = ''] of text.matchAll(/\{\{resolve:([a-z-]+):([^}]*)\}\}/g)) {
    out = out.replace(whole, await lookup.dynamic(service, rest));
  }
  return out;
}

/** Logical ids a value refers to (and export names it imports). */
export function references(value: unknown): { readonly ids: Set<string>; readonly imports: Set<string> } {
  const ids = new Set<string>();
  const imports = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const item of node) visit(item);
    else if (typeof node === 'object' && node !== null) {
      for (const [key, member] of Object.entries(node)) {
        if (key === 'Ref') ids.add(String(member));
        else if (key === 'Fn::GetAtt')
          ids.add(String(Array.isArray(member) ? member[0] : String(member).split('.')[0]));
        else if (key === 'Fn::ImportValue' && typeof member === 'string') imports.add(member);
        else if (key === 'Fn::Sub') {
          for (const [, name = ''] of JSON.stringify(member).matchAll(/\$\{([^!}][^}]*)\}/g))
            ids.add(name.split('.')[0] ?? '');
        }
        visit(member);
      }
    }
  };
  visit(value);
  return { ids, imports };
}
