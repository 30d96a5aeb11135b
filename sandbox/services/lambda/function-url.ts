import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { signatureOf } from '../../endpoint/received.ts';
import type { Principal } from '../../kernel/access.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { ResourceProvider } from '../../kernel/resource.ts';
import { refuseUnmodelled } from '../../template/properties/refuse.ts';
import type { Outcome } from './instance.ts';
import { type LambdaState, nameOf } from './state.ts';

/** What an address answers with. */
export interface UrlAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Lambda's own has a host name for each address; here each has a path on the endpoint. */
const PATH = '/lambda-url/';

/** Addresses of functions with IAM authorization (https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html). */
export class FunctionUrls {
  private readonly state: LambdaState;
  private readonly invoke: (name: string, payload: unknown) => Promise<Outcome>;
  /** By the last part of the path: name of the function. */
  private readonly functions = new Map<string, string>();

  constructor(state: LambdaState, invoke: (name: string, payload: unknown) => Promise<Outcome>) {
    this.state = state;
    this.invoke = invoke;
  }

  /** @throws Error for an address that anybody may call: the sandbox knows none */
  readonly provider: ResourceProvider = (properties) => {
    refuseUnmodelled('AWS::Lambda::Url', properties, ['AuthType', 'TargetFunctionArn']);
    if (properties['AuthType'] !== 'AWS_IAM')
      throw new Error(`The sandbox knows function URLs with AWS_IAM alone; found ${properties['AuthType']}.`);
    const { arn, name } = this.state.find(nameOf(properties['TargetFunctionArn']));
    const id = createHash('sha256').update(name).digest('hex').slice(0, 32);
    this.functions.set(id, name);
    const url = `${this.state.kernel.endpointUrl}${PATH}${id}/`;
    return { ref: arn, attributes: { FunctionUrl: url, FunctionArn: arn } };
  };

  isOne = (url: string | undefined): boolean => url?.startsWith(PATH) === true;

  /**
   * A request to an address. Both permissions are asked of whoever signed: `lambda:InvokeFunctionUrl`, and since October 2025
   * `lambda:InvokeFunction` with `lambda:InvokedViaFunctionUrl` (same page, "Access control").
   * @param by who signed; undefined: nobody
   */
  async answer(request: IncomingMessage, body: Buffer, by: Principal | undefined): Promise<UrlAnswer> {
    const name = this.functions.get(request.url?.slice(PATH.length).split(/[/?]/)[0] ?? '');
    if (name === undefined) return json(404, {});
    const fn = this.state.find(name);
    if (by === undefined || signatureOf(request).signingName !== 'lambda') return FORBIDDEN;
    try {
      const { kernel } = this.state;
      const asked = [
        { action: 'lambda:InvokeFunctionUrl', context: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } },
        { action: 'lambda:InvokeFunction', context: { 'lambda:InvokedViaFunctionUrl': 'true' } },
      ];
      for (const check of asked) kernel.authorize(by, { ...check, resource: fn.arn });
    } catch {
      return FORBIDDEN;
    }
    return answered(await this.invoke(name, eventOf(this.state.kernel, request, body, by)));
  }
}

const json = (status: number, body: object): UrlAnswer => ({
  ...{ status, headers: { 'content-type': 'application/json' } },
  body: JSON.stringify(body),
});

/** Lambda's own words. */
const FORBIDDEN = json(403, {
  Message:
    'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
});

/** The payload in format 2.0 (https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html). */
function eventOf({ account, clock }: Kernel, request: IncomingMessage, body: Buffer, by: Principal): object {
  const [rawPath = '/', rawQueryString = ''] = (request.url ?? '/').split('?');
  const { method } = request;
  return {
    ...{ version: '2.0', routeKey: '$default', rawPath, rawQueryString, headers: request.headers },
    requestContext: {
      accountId: account,
      authentication: null,
      authorizer: { iam: identityOf(by, account) },
      domainName: `${request.headers.host}${rawPath.replace(/\/$/, '')}`,
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' },
      requestId: randomUUID(),
      routeKey: '$default',
      stage: '$default',
      timeEpoch: clock.now(),
    },
    body: body.toString('base64'),
    isBase64Encoded: true,
  };
}

/** A role's session is known by the name that it was taken on with; its ARN has no path of the role. No source identity is told. */
function identityOf({ arn, session }: Principal, accountId: string): object {
  const role = /:role\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1];
  const name = session ?? 'sandbox';
  return {
    ...{ accountId, cognitoIdentity: null, principalOrgId: null },
    ...(role === undefined
      ? { userArn: arn, userId: 'AIDASANDBOX', callerId: 'AIDASANDBOX' }
      : {
          userArn: `arn:aws:sts::${accountId}:assumed-role/${role}/${name}`,
          ...{ userId: `AROASANDBOX:${name}`, callerId: `AROASANDBOX:${name}` },
        }),
  };
}

/** An error of the function is Lambda's 502, which says nothing of it. */
function answered(outcome: Outcome): UrlAnswer {
  if ('error' in outcome) return json(502, { Message: 'Internal Server Error' });
  const { statusCode, headers, body } = outcome.result as {
    statusCode: number;
    headers?: Record<string, string>;
    body?: string;
  };
  return { status: statusCode, headers: headers ?? {}, body: body ?? '' };
}
