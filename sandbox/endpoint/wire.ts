import type { Answer } from './answer.ts';
import { cborOperation, readCbor, writeCbor, writeCborError } from './cbor.ts';
import { errorMembers, readJson, writeJson, writeJsonError } from './json.ts';
import { readQuery, writeQuery, writeQueryError } from './query.ts';
import type { Received } from './received.ts';
import { readRestJson, routeOf, speaksRestJson } from './rest-json.ts';
import { readS3, writeS3, writeS3Error } from './rest-xml.ts';
import type { OperationShapes } from './schema.ts';

/** One request in the form it came in: how to read it, and how to answer in the same form. */
export interface Wire {
  readonly operation: string;
  /** False where the form needs none of the client's schemas to read the input. */
  readonly bySchema: boolean;
  read(shapes: OperationShapes): Promise<unknown> | unknown;
  answer(shapes: OperationShapes, output: object): Answer;
  /** @param code of awsQuery services; the other forms call an error by its own name */
  fail(code: string, error: Error, status: number): Answer;
}

/** @param xmlNamespace of an awsQuery service's answers. */
export function wireOf(
  request: Received,
  body: Buffer,
  signingName: string,
  requestId: string,
  xmlNamespace = '',
): Wire {
  if (signingName === 's3') return restXml(request, body);
  if (speaksRestJson(signingName)) return restJson(request, body, signingName);
  if (request.headers['smithy-protocol'] === 'rpc-v2-cbor') return rpcCbor(request, body);
  const version = /x-amz-json-(1\.\d)/.exec(request.headers['content-type'] ?? '')?.[1];
  if (version !== undefined) return awsJson(request, body, version);
  return awsQuery(request, body, requestId, xmlNamespace);
}

function restXml(request: Received, body: Buffer): Wire {
  const { operation, input } = readS3(request, body);
  return {
    operation,
    bySchema: false,
    read: () => input,
    answer: (_shapes, output) => writeS3(operation, output),
    fail: (code, { message }) => ({
      headers: { 'content-type': 'application/xml' },
      body: request.method === 'HEAD' ? '' : writeS3Error(code, message),
    }),
  };
}

function restJson(request: Received, body: Buffer, signingName: string): Wire {
  const headers = { 'content-type': 'application/json' };
  const route = routeOf(signingName, request);
  return {
    operation: route?.operation ?? `${request.method} ${pathOf(request)}`,
    bySchema: true,
    read: (shapes) => readRestJson(shapes.input, body.toString('utf8'), request, route?.labels ?? {}),
    answer: (shapes, output) => ({ headers, body: writeJson(shapes.output, output) }),
    fail: (_code, error) => ({
      headers: { ...headers, 'x-amzn-errortype': error.name },
      body: JSON.stringify({ Message: error.message, ...errorMembers(error) }),
    }),
  };
}

function rpcCbor(request: Received, body: Buffer): Wire {
  const headers = { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' };
  return {
    operation: cborOperation(pathOf(request)) ?? '?',
    bySchema: true,
    read: (shapes) => readCbor(shapes.input, body),
    answer: (shapes, output) => ({ headers, body: writeCbor(shapes.output, output) }),
    fail: (code, error, status) => ({
      headers: { ...headers, ...queryError(request, code, status) },
      body: writeCborError(error),
    }),
  };
}

function awsJson(request: Received, body: Buffer, version: string): Wire {
  const headers = { 'content-type': `application/x-amz-json-${version}` };
  return {
    operation: String(request.headers['x-amz-target']).split('.').pop() ?? '',
    bySchema: true,
    read: (shapes) => readJson(shapes.input, body.toString('utf8')),
    answer: (shapes, output) => ({ headers, body: writeJson(shapes.output, output) }),
    fail: (code, error, status) => ({
      headers: { ...headers, 'x-amzn-errortype': error.name, ...queryError(request, code, status) },
      body: writeJsonError(error),
    }),
  };
}

function awsQuery(request: Received, body: Buffer, requestId: string, xmlNamespace: string): Wire {
  const form = new URLSearchParams(body.toString('utf8'));
  const operation = form.get('Action') ?? `${request.method} ${pathOf(request)}`;
  const headers = { 'content-type': 'text/xml' };
  return {
    operation,
    bySchema: true,
    read: (shapes) => readQuery(shapes.input, form),
    answer: (shapes, output) => ({
      headers,
      body: writeQuery(operation, shapes.output, output, xmlNamespace, requestId),
    }),
    fail: (code, { message }, status) => ({
      headers,
      body: writeQueryError(code, message, side(status), requestId),
    }),
  };
}

const pathOf = ({ url }: Received): string => new URL(url ?? '/', 'http://localhost').pathname;

/** A client of a service that once spoke awsQuery still looks for that form's error codes, if it says so. */
const queryError = ({ headers }: Received, code: string, status: number): Record<string, string> =>
  headers['x-amzn-query-mode'] === 'true' ? { 'x-amzn-query-error': `${code};${side(status)}` } : {};

const side = (status: number): 'Sender' | 'Receiver' => (status < 500 ? 'Sender' : 'Receiver');
