import { NormalizedSchema } from '@smithy/core/schema';

/** An operation's shapes, as the service's SDK client exports them: `[traits…, input, output]` under `<Operation>$`. */
export interface OperationShapes {
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
}

/** For a wire form that needs no schema. */
export const shapeless: OperationShapes = { input: NormalizedSchema.of('unit'), output: NormalizedSchema.of('unit') };

type Schema = Parameters<typeof NormalizedSchema.of>[0];

/** Shapes of an operation, or `undefined` where the client knows no such operation. */
export function operationShapes(module: object, operation: string): OperationShapes | undefined {
  const schema = (module as Record<string, unknown>)[`${operation}$`];
  if (!Array.isArray(schema)) return undefined;
  return { input: NormalizedSchema.of(deref(schema[4])), output: NormalizedSchema.of(deref(schema[5])) };
}

/** The code of awsQuery services and the HTTP status, as an error's schema gives them. */
export function errorTraits(module: object, name: string): { readonly code: string; readonly status?: number } {
  const schema = (module as Record<string, unknown>)[`${name}$`];
  const traits = Array.isArray(schema) && typeof schema[3] === 'object' ? (schema[3] as Traits) : {};
  const status = traits.awsQueryError?.[1] ?? traits.httpError ?? (Array.isArray(schema) ? 400 : undefined);
  return { code: traits.awsQueryError?.[0] ?? name, ...(status === undefined ? {} : { status }) };
}

interface Traits {
  readonly awsQueryError?: readonly [string, number];
  readonly httpError?: number;
}

const deref = (value: unknown): Schema => (typeof value === 'function' ? value() : value) as Schema;
