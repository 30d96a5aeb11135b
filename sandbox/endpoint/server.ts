import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Principal, type ServiceModel, WireError } from '../kernel/service.ts';
import { type FaultedCall, type Faults, faultError } from './faults.ts';
import { readJson, writeJson, writeJsonError } from './json.ts';
import { readQuery, writeQuery, writeQueryError } from './query.ts';
import { readS3, writeS3, writeS3Error } from './rest-xml.ts';
import { errorTraits, operationShapes } from './schema.ts';

export interface EndpointOptions {
  service(signingName: string): ServiceModel | undefined;
  /** Who signed with this access key; undefined: nobody. */
  principal(accessKeyId: string): Principal | undefined;
  /** Authorizes and runs an operation. */
  call(principal: Principal, service: ServiceModel, operation: string, input: unknown): Promise<object>;
}

/** How many calls are remembered. */
const REMEMBERED = 5_000;

/** One HTTP endpoint for every AWS service, speaking each one's wire form by its SDK client's own schemas. */
export class Endpoint {
  readonly calls: (FaultedCall & { error?: string })[] = [];
  /** What is to happen to calls; a test or a rehearsal sets it. */
  faults: Faults = () => undefined;
  private readonly options: EndpointOptions;
  private server: Server | undefined;

  constructor(options: EndpointOptions) {
    this.options = options;
  }

  /** Listens on loopback; 0 chooses a free port. */
  async listen(port = 0): Promise<string> {
    const server = createServer((request, response) => {
      this.serve(request, response).catch(() => response.destroy());
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
    const [, accessKey = '', signingName = ''] =
      /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
    const service = this.options.service(signingName);
    const wire = wireOf(request, body, signingName);
    const requestId = randomUUID();
    response.setHeader('x-amzn-requestid', requestId);
    const call: FaultedCall & { error?: string } = {
      principal: '',
      service: signingName,
      operation: wire.operation,
      input: undefined,
    };
    try {
      if (service === undefined)
        throw new WireError('UnknownService', `The sandbox does not play the service "${signingName}".`, 501);
      const principal = this.options.principal(accessKey);
      if (principal === undefined)
        throw new WireError(
          'UnrecognizedClientException',
          'The security token included in the request is invalid.',
          403,
        );
      const shapes = wire.form === 's3' ? undefined : operationShapes(service.module as object, wire.operation);
      if (shapes === undefined && wire.form !== 's3')
        throw new WireError('UnknownOperationException', `${signingName} has no operation "${wire.operation}".`, 400);
      const input =
        wire.form === 's3'
          ? wire.input
          : wire.form === 'json'
            ? await readJson(required(shapes).input, body.toString('utf8'))
            : readQuery(required(shapes).input, wire.parameters);
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
      if (wire.form === 's3') {
        const answer = writeS3(wire.operation, output);
        response.writeHead(200, answer.headers).end(answer.body);
      } else if (wire.form === 'json') {
        response
          .writeHead(200, { 'content-type': `application/x-amz-json-${wire.version}` })
          .end(writeJson(required(shapes).output, output));
      } else {
        response
          .writeHead(200, { 'content-type': 'text/xml' })
          .end(writeQuery(wire.operation, required(shapes).output, output, service.xmlNamespace ?? '', requestId));
      }
    } catch (thrown) {
      const error = thrown as Error & { status?: number };
      const traits = errorTraits((service?.module ?? {}) as object, error.name);
      const status = error.status ?? traits.status ?? 500;
      call.error = traits.code;
      if (status >= 500 && !(error instanceof WireError)) console.error(error);
      if (wire.form === 's3')
        response.writeHead(status, { 'content-type': 'application/xml' }).end(writeS3Error(traits.code, error.message));
      else if (wire.form === 'json')
        response
          .writeHead(status, {
            'content-type': `application/x-amz-json-${wire.version}`,
            'x-amzn-errortype': traits.code,
          })
          .end(writeJsonError(traits.code, error));
      else
        response
          .writeHead(status, { 'content-type': 'text/xml' })
          .end(writeQueryError(traits.code, error.message, status, requestId));
    }
  }

  private remember(call: FaultedCall): void {
    this.calls.push(call);
    if (this.calls.length > REMEMBERED) this.calls.splice(0, REMEMBERED / 2);
  }
}

type Wire =
  | { readonly form: 'json'; readonly version: string; readonly operation: string }
  | { readonly form: 'query'; readonly operation: string; readonly parameters: URLSearchParams }
  | {
      readonly form: 's3';
      readonly operation: 'PutObject' | 'GetObject' | 'HeadObject' | 'ListObjectsV2';
      readonly input: Record<string, unknown>;
    };

function wireOf(request: IncomingMessage, body: Buffer, signingName: string): Wire {
  if (signingName === 's3') {
    const read = readS3(request, body);
    return { form: 's3', operation: read?.operation ?? 'GetObject', input: read?.input ?? {} };
  }
  const version = /x-amz-json-(1\.\d)/.exec(request.headers['content-type'] ?? '')?.[1];
  if (version !== undefined)
    return { form: 'json', version, operation: String(request.headers['x-amz-target']).split('.').pop() ?? '' };
  const parameters = new URLSearchParams(body.toString('utf8'));
  return { form: 'query', operation: parameters.get('Action') ?? '?', parameters };
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('no shapes');
  return value;
}
