import { XmlShapeSerializer } from '@aws-sdk/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';

/** Wire form of awsQuery services (RDS, load balancing, SNS): a form in, XML out. */

/** Rebuilds a request from its form fields, driven by the input's schema. */
export function readQuery(shape: NormalizedSchema, form: URLSearchParams, prefix = ''): unknown {
  const key = prefix.replace(/\.$/, '');
  const has = (path: string) =>
    [...form.keys()].some((field) => field === path.replace(/\.$/, '') || field.startsWith(path));
  if (shape.isStructSchema()) {
    const members: Record<string, unknown> = {};
    for (const [member, memberShape] of shape.structIterator()) {
      const path = `${prefix}${xmlName(memberShape, member)}.`;
      if (has(path)) members[member] = readQuery(memberShape, form, path);
    }
    return members;
  }
  if (shape.isListSchema()) {
    if (form.get(key) === '') return [];
    const item = shape.getValueSchema();
    const base = flattened(shape) ? prefix : `${prefix}${xmlName(item, 'member')}.`;
    const items: unknown[] = [];
    for (let index = 1; has(`${base}${index}.`); index++) items.push(readQuery(item, form, `${base}${index}.`));
    return items;
  }
  if (shape.isMapSchema()) {
    const base = flattened(shape) ? prefix : `${prefix}entry.`;
    const entries: Record<string, unknown> = {};
    for (let index = 1; has(`${base}${index}.`); index++) {
      const name = form.get(`${base}${index}.${xmlName(shape.getKeySchema(), 'key')}`) ?? '';
      const valuePath = `${base}${index}.${xmlName(shape.getValueSchema(), 'value')}.`;
      entries[name] = readQuery(shape.getValueSchema(), form, valuePath);
    }
    return entries;
  }
  const raw = form.get(key) ?? '';
  if (shape.isBooleanSchema()) return raw === 'true';
  if (shape.isNumericSchema()) return Number(raw);
  if (shape.isTimestampSchema()) return new Date(raw);
  if (shape.isBlobSchema()) return Buffer.from(raw, 'base64');
  return raw;
}

/** The answer's XML envelope. */
export function writeQuery(
  operation: string,
  shape: NormalizedSchema,
  output: object,
  xmlNamespace: string,
  requestId: string,
): string {
  let inner = '';
  if (shape.isStructSchema()) {
    const serializer = new XmlShapeSerializer({
      timestampFormat: { useTrait: true, default: 5 },
      httpBindings: false,
      serviceNamespace: '',
    } as ConstructorParameters<typeof XmlShapeSerializer>[0]);
    serializer.write(shape, output);
    // The serializer writes the shape's own element around the members; the envelope has its own name for it.
    inner = String(serializer.flush()).replace(/^<[^>/]+\/>$|^<[^>]+>|<\/[^>]+>$/g, '');
  }
  return `<${operation}Response xmlns="${xmlNamespace}"><${operation}Result>${inner}</${operation}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`;
}

export const writeQueryError = (
  code: string,
  message: string,
  side: 'Sender' | 'Receiver',
  requestId: string,
): string =>
  `<ErrorResponse><Error><Type>${side}</Type><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`;

export const escapeXml = (text: string): string =>
  text.replace(/[<>&]/g, (character) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;' })[character] ?? character);

const xmlName = (shape: NormalizedSchema, fallback: string): string =>
  (shape.getMergedTraits() as { xmlName?: string }).xmlName ?? fallback;
const flattened = (shape: NormalizedSchema): boolean =>
  Boolean((shape.getMergedTraits() as { xmlFlattened?: unknown }).xmlFlattened);
