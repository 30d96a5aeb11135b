import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Principal } from '../kernel/access.ts';
import type { ServiceModel } from '../kernel/service.ts';
import { WireError } from '../kernel/wire-error.ts';
import type { UrlAnswer } from '../services/lambda/function-url.ts';
import type { Answer } from './answer.ts';
import { type FaultedCall, type Faults, faultError } from './faults.ts';
import { signatureOf } from './received.ts';
import { errorTraits, operationShapes, shapeless } from './schema.ts';
import { wireOf } from './wire.ts';

export interface EndpointOptions {
  service(signingName: string): ServiceModel | undefined;
  /** Who signed with this access key; undefined: nobody. */
  principal(accessKeyId: string): Principal | undefined;
  /** A visit that nobody signs: the address by which a receiver confirms its subscription. Undefined: the address is none. */
  visit?(url: URL): { readonly status: number; readonly body: string } | undefined;
  /** An address of a function, which is asked with a signature; undefined: it is none. */
  functionUrl?(request: IncomingMessage, body: Buffer, by: Principal | undefined): Promise<UrlAnswer> | undefined;
  /** Authorizes and runs an operation. */
  call(principal: Principal, service: ServiceModel, operation: string, input: unknown): Promise<object>;
}

/** How many calls are remembered. */
const REMEMBERED = 5_000;

/** One HTTP endpoint for every AWS service, speaking each one's wire form by its SDK client's own schemas. */
export class Endpoint {
  readonly calls: (FaultedCall & { error?: string })[] = [];
  /** Decides which calls fail; set by a test. */
  faults: Faults = () => undefined;
  private readonly options: EndpointOptions;
  private server: Server | undefined;

  constructor(options: EndpointOptions) {
    this.options = options;
  }

  /** Listens on loopback; 0 chooses a free port. */
  async listen(port = 0): Promise<string> {
    const server = createServer((request, response) => {
      this.serve(request, response).catch((error: unknown) => {
        if (!request.destroyed) console.error(error);
        response.destroy();
      });
    });
    server.keepAliveTimeout = 60_000;
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server?.closeAllConnections();
    this.server?.close();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const visited =
      request.method === 'GET' ? this.options.visit?.(new URL(request.url ?? '/', 'http://sandbox')) : undefined;
    if (visited !== undefined) {
      response.writeHead(visited.status, { 'content-type': 'text/xml' }).end(visited.body);
      return;
    }
    const { accessKey, signingName } = signatureOf(request);
    const ofFunction = await this.options.functionUrl?.(request, body, this.options.principal(accessKey));
    if (ofFunction !== undefined) {
      response.writeHead(ofFunction.status, ofFunction.headers).end(ofFunction.body);
      return;
    }
    const service = this.options.service(signingName);
    const requestId = randomUUID();
    response.setHeader('x-amzn-requestid', requestId);
    const wire = wireOf(request, body, signingName, requestId, service?.xmlNamespace);
    const call: FaultedCall & { error?: string } = {
      principal: '',
      service: signingName,
      operation: wire.operation,
      input: undefined,
    };
    try {
      if (signingName === '')
        throw new WireError(
          'MissingAuthenticationToken',
          'This is the endpoint of the AWS services: requests come signed, from the AWS CLI or an SDK with the access key "sandbox".',
          403,
        );
      if (service === undefined)
        throw new WireError('UnknownService', `The sandbox does not play the service "${signingName}".`, 501);
      const principal = this.options.principal(accessKey);
      if (principal === undefined)
        throw new WireError(
          'UnrecognizedClientException',
          'The security token included in the request is invalid. A person of the sandbox has the access key "sandbox".',
          403,
        );
      const shapes = wire.bySchema ? operationShapes(service.module as object, wire.operation) : shapeless;
      if (shapes === undefined)
        throw new WireError('UnknownOperationException', `${signingName} has no operation "${wire.operation}".`, 400);
      const input = await wire.read(shapes);
      Object.assign(call, { principal: principal.arn, input });
      this.remember(call);
      const fault = this.faults(call);
      const error = faultError(fault);
      if (error !== undefined) throw error;
      if (fault === 'time-out') return;
      const output = await this.options.call(principal, service, wire.operation, input);
      if (fault === 'lose-answer') {
        response.destroy();
        return;
      }
      send(response, 200, wire.answer(shapes, output));
    } catch (thrown) {
      const error = thrown as Error & { status?: number };
      const traits = errorTraits((service?.module ?? {}) as object, error.name);
      const status = error.status ?? traits.status ?? 500;
      call.error = traits.code;
      if (status >= 500 && !(error instanceof WireError)) console.error(error);
      send(response, status, wire.fail(traits.code, error, status));
    }
  }

  private remember(call: FaultedCall): void {
    this.calls.push(call);
    if (this.calls.length > REMEMBERED) this.calls.splice(0, REMEMBERED / 2);
  }
}

function send(response: ServerResponse, status: number, { headers, body }: Answer): void {
  response.writeHead(status, headers).end(body);
}
