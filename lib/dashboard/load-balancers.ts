import { Fn, Token } from 'aws-cdk-lib';
import { resolve } from '../configuration/reference.ts';
import type { CheckedConfiguration } from '../configuration/schema.ts';

/**
 * The load balancers of an environment, as CloudWatch names them. One that only a deployment knows has a placeholder, which
 * CloudFormation fills in: written out at each of its metrics, two of them would take 50 kB of the template.
 */
export class LoadBalancers {
  /** `app/<name>/<id>`, or the placeholder of one. */
  readonly names: readonly string[];
  /** What a placeholder stands for. */
  readonly placeholders: Readonly<Record<string, string>>;

  constructor({ listeners }: CheckedConfiguration) {
    const all = listeners.map(({ arn }) => loadBalancerOf(resolve(arn)));
    const unknown = [...new Set(all.filter((one) => Token.isUnresolved(one)))];
    this.placeholders = Object.fromEntries(unknown.map((one, at) => [`Balancer${at}`, one]));
    this.names = [
      ...new Set(all.filter((one) => !Token.isUnresolved(one))),
      ...Object.keys(this.placeholders).map((name) => `\${${name}}`),
    ];
  }
}

/** Of the ARN `…:listener/app/<name>/<id>/<listener>`. */
export function loadBalancerOf(listener: string): string {
  const path = Token.isUnresolved(listener)
    ? Fn.select(1, Fn.split(':listener/', listener, 2))
    : (listener.split(':listener/')[1] ?? '');
  if (!Token.isUnresolved(path)) return path.split('/').slice(0, 3).join('/');
  const parts = Fn.split('/', path, 4);
  return Fn.join(
    '/',
    [0, 1, 2].map((at) => Fn.select(at, parts)),
  );
}
