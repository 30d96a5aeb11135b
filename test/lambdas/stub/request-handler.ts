import { Readable } from 'node:stream';
import { type HttpRequest, HttpResponse } from '@smithy/core/protocols';
import type { Answer } from '../../../sandbox/endpoint/answer.ts';
import { bodyOf, receivedFrom, signatureOf } from '../../../sandbox/endpoint/received.ts';
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

  async handle(request: HttpRequest, { abortSignal }: Aborted = {}): Promise<{ response: HttpResponse }> {
    const came = receivedFrom(request);
    const { signingName } = signatureOf(came);
    const client = await clientOf(signingName);
    const wire = wireOf(came, bodyOf(request), signingName, 'stub');
    const shapes = wire.bySchema ? operationShapes(client, wire.operation) : shapeless;
    if (shapes === undefined) throw new Error(`${signingName} has no operation "${wire.operation}".`);
    const input = (await wire.read(shapes)) as Record<string, unknown>;
    try {
      const served = Promise.resolve(this.serve(`${signingName}:${wire.operation}`, input));
      const answer = wire.answer(shapes, await Promise.race([served, ...aborted(abortSignal)]));
      const answered = respond(200, answer);
      // What is read as a stream, the SDK takes as one alone.
      if (wire.operation === 'GetObject') answered.response.body = Readable.from([answered.response.body]);
      return answered;
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

interface Aborted {
  readonly abortSignal?: { onabort: unknown } | undefined;
}

/** As the SDK's own handler: a request that is given up has an error of its own. Nothing without a signal. */
const aborted = (signal: Aborted['abortSignal']): Promise<never>[] =>
  signal === undefined
    ? []
    : [
        new Promise((_, reject) => {
          signal.onabort = () => reject(Object.assign(new Error('Request aborted'), { name: 'AbortError' }));
        }),
      ];

const respond = (statusCode: number, { headers, body }: Answer): { response: HttpResponse } => ({
  response: new HttpResponse({
    statusCode,
    headers: { ...headers, 'x-amzn-requestid': 'stub' },
    body: typeof body === 'string' ? Buffer.from(body) : body,
  }),
});
