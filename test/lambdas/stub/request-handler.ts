import { type HttpRequest, HttpResponse } from '@smithy/core/protocols';
import type { Answer } from '../../../sandbox/endpoint/answer.ts';
import { type Received, signatureOf } from '../../../sandbox/endpoint/received.ts';
import { errorTraits, operationShapes, shapeless } from '../../../sandbox/endpoint/schema.ts';
import { wireOf } from '../../../sandbox/endpoint/wire.ts';
import { clientOf } from './services.ts';

/** Answers one call, `<service>:<operation>`. @throws an error of the service, which is answered, or of the connection */
export type Serve = (operation: string, input: Record<string, unknown>) => Promise<object> | object;

/** What an SDK client puts its HTTP requests through: here they are read, answered and never sent. */
export class StubRequestHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  private readonly serve: Serve;

  constructor(serve: Serve) {
    this.serve = serve;
  }

  async handle(request: HttpRequest): Promise<{ response: HttpResponse }> {
    const came = received(request);
    const { signingName } = signatureOf(came);
    const client = await clientOf(signingName);
    const wire = wireOf(came, bodyOf(request), signingName, 'stub');
    const shapes = wire.bySchema ? operationShapes(client, wire.operation) : shapeless;
    if (shapes === undefined) throw new Error(`${signingName} has no operation "${wire.operation}".`);
    const input = (await wire.read(shapes)) as Record<string, unknown>;
    try {
      return respond(200, wire.answer(shapes, await this.serve(`${signingName}:${wire.operation}`, input)));
    } catch (thrown) {
      const error = thrown as Error & { status?: number };
      const { code, status } = errorTraits(client, error.name);
      const answered = error.status ?? status;
      // No service's error: the connection broke, or the test itself is wrong.
      if (answered === undefined) throw error;
      return respond(answered, wire.fail(code, error, answered));
    }
  }

  httpHandlerConfigs(): object {
    return {};
  }
}

function received({ method, path, query = {}, headers }: HttpRequest): Received {
  const asked = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => [value ?? ''].flat().map((one): [string, string] => [name, one])),
  ).toString();
  return {
    method,
    url: asked === '' ? path : `${path}?${asked}`,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
  };
}

function bodyOf({ body }: HttpRequest): Buffer {
  if (body === undefined || typeof body === 'string') return Buffer.from(body ?? '');
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  throw new Error('The stub reads no streams.');
}

const respond = (statusCode: number, { headers, body }: Answer): { response: HttpResponse } => ({
  response: new HttpResponse({
    statusCode,
    headers: { ...headers, 'x-amzn-requestid': 'stub' },
    body: typeof body === 'string' ? Buffer.from(body) : body,
  }),
});
