import { JsonShapeDeserializer, JsonShapeSerializer } from '@aws-sdk/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';

/** Wire form of awsJson 1.0 and 1.1 services (ECS, DynamoDB, Step Functions, SSM, CloudWatch, EventBridge …). */
const settings = {
  timestampFormat: { useTrait: true, default: 7 },
  jsonName: false,
  httpBindings: false,
} as ConstructorParameters<typeof JsonShapeSerializer>[0];

export async function readJson(shape: NormalizedSchema, body: string): Promise<unknown> {
  return await new JsonShapeDeserializer(settings).read(shape, body === '' ? '{}' : body);
}

export function writeJson(shape: NormalizedSchema, output: object): string {
  // An operation without output answers an empty document.
  if (!shape.isStructSchema()) return '{}';
  const serializer = new JsonShapeSerializer(settings);
  serializer.write(shape, output);
  return String(serializer.flush());
}

export const writeJsonError = (error: Error): string =>
  JSON.stringify({ __type: error.name, message: error.message, ...errorMembers(error) });

/** Errors carry their modelled members too (a cancelled transaction its reasons). */
export function errorMembers(error: Error): Record<string, unknown> {
  const { name: _name, message: _message, stack: _stack, ...members } = error as Error & Record<string, unknown>;
  const internal = ['$fault', '$metadata', '$response', '$retryable', '$service', 'status', 'cause'];
  return Object.fromEntries(
    Object.entries(members).filter(([member, value]) => value !== undefined && !internal.includes(member)),
  );
}
