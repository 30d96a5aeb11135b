import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Principal } from '../../../sandbox/kernel/access.ts';
import { ScaledClock } from '../../../sandbox/kernel/clock.ts';
import type { BusEvent, Kernel, Measurement } from '../../../sandbox/kernel/kernel.ts';
import type { Created, Properties } from '../../../sandbox/kernel/resource.ts';
import type { ServiceModel } from '../../../sandbox/kernel/service.ts';
import { removeAtEnd } from '../../../sandbox/processes/guard.ts';

export interface FakeKernel extends Kernel {
  readonly measured: Measurement[];
  readonly published: BusEvent[];
  /** Calls to other services, answered by `answer`. */
  readonly calls: { principal: string; service: string; operation: string; input: unknown }[];
  answer: (service: string, operation: string, input: unknown) => unknown;
}

/** A kernel that records what the services tell it. A virtual minute lasts a third of a second. */
export function fakeKernel(factor = 180): FakeKernel {
  const folder = mkdtempSync(join(tmpdir(), 'knowngood-test-'));
  removeAtEnd(folder);
  const kernel: FakeKernel = {
    clock: new ScaledClock(factor),
    account: '111122223333',
    region: 'sa-east-1',
    endpointUrl: 'http://127.0.0.1:4566',
    folder,
    measured: [],
    published: [],
    calls: [],
    answer: () => {
      throw new Error('no answer was prepared');
    },
    publish: (event) => kernel.published.push(event),
    measure: (measurement) => kernel.measured.push(measurement),
    async call(principal, service, operation, input) {
      kernel.calls.push({ principal: principal.arn, service, operation, input });
      return kernel.answer(service, operation, input);
    },
    async deliver() {},
    authorize() {},
    attachPolicy() {},
    credentials: (roleArn) => ({ accessKeyId: `key-of-${roleArn}`, secretAccessKey: 'secret', sessionToken: 'token' }),
    log() {},
  };
  return kernel;
}

export const PERSON: Principal = { arn: 'arn:aws:iam::111122223333:user/person' };

/** Makes a template's resource, as the deployment of a stack `Test` does. */
export async function create(
  model: ServiceModel,
  type: string,
  properties: Properties,
  logicalId = 'Thing',
): Promise<Created> {
  const provider = model.resources[type];
  if (!provider) throw new Error(`no provider of ${type}`);
  const generatedName = `test-${logicalId.toLowerCase()}-0a1b2c3d`;
  return provider(properties, { stackName: 'Test', logicalId, generatedName });
}

/** Real time: asks again and again until `look` gives something truthy. */
export async function until<T>(look: () => T | Promise<T>, ms = 8000): Promise<Exclude<T, false | undefined | '' | 0>> {
  const end = performance.now() + ms;
  for (;;) {
    const found = await look();
    if (found) return found as Exclude<T, false | undefined | '' | 0>;
    if (performance.now() > end) throw new Error(`not so after ${ms} ms: ${look}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
