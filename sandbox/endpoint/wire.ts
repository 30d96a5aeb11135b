import { cborOperation, readCbor, writeCbor, writeCborError } from './cbor.ts';
import { readJson, writeJson, writeJsonError } from './json.ts';
import { readQuery, writeQuery, writeQueryError } from './query.ts';
import type { Received } from './received.ts';
import { readS3, writeS3, writeS3Error } from './rest-xml.ts';
import type { OperationShapes } from './schema.ts';

export interface Answer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** One request in the form it came in: how to read it, and how to answer in the same form. */
export interface Wire {
  readonly operation: string;
  /** False where the form itself says what the input is, without the client's schemas. */
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
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  // A client of a service that once spoke awsQuery still looks for that form's error codes, if it says so.
  const queryError = (code: string, status: number): Record<string, string> =>
    request.headers['x-amzn-query-mode'] === 'true' ? { 'x-amzn-query-error': `${code};${side(status)}` } : {};

  if (signingName === 's3') {
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
  if (request.headers['smithy-protocol'] === 'rpc-v2-cbor') {
    const headers = { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' };
    return {
      operation: cborOperation(path) ?? '?',
      bySchema: true,
      read: (shapes) => readCbor(shapes.input, body),
      answer: (shapes, output) => ({ headers, body: writeCbor(shapes.output, output) }),
      fail: (code, error, status) => ({
        headers: { ...headers, ...queryError(code, status) },
        body: writeCborError(error),
      }),
    };
  }
  const version = /x-amz-json-(1\.\d)/.exec(request.headers['content-type'] ?? '')?.[1];
  if (version !== undefined) {
    const headers = { 'content-type': `application/x-amz-json-${version}` };
    return {
      operation: String(request.headers['x-amz-target']).split('.').pop() ?? '',
      bySchema: true,
      read: (shapes) => readJson(shapes.input, body.toString('utf8')),
      answer: (shapes, output) => ({ headers, body: writeJson(shapes.output, output) }),
      fail: (code, error, status) => ({
        headers: { ...headers, 'x-amzn-errortype': error.name, ...queryError(code, status) },
        body: writeJsonError(error),
      }),
    };
  }
  const form = new URLSearchParams(body.toString('utf8'));
  const operation = form.get('Action') ?? `${request.method} ${path}`;
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

const side = (status: number): 'Sender' | 'Receiver' => (status < 500 ? 'Sender' : 'Receiver');
