import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { clientSettings } from '../../lambdas/aws/client-settings.ts';
import type { WorkflowKind } from '../../lib/workflows/machine.ts';
import { EXIT, Stop } from '../exit.ts';
import type { Words } from '../words/words.ts';

/** An environment under control, as its workflows' names say it. */
export interface Environment {
  readonly name: string;
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

export const sfn = new SFNClient(clientSettings);

const MACHINE = /^arn:([a-z-]+):states:([a-z0-9-]+):(\d{12}):stateMachine:knowngood-(.+)-release$/;

/**
 * The environments of the account and Region that the credentials lead to, by name. They are found by the names of their
 * release workflows: whoever may read anything of knowngood may list those, and nobody else's stack is looked at.
 */
export async function findEnvironments(): Promise<Environment[]> {
  const found: Environment[] = [];
  let nextToken: string | undefined;
  do {
    const page = await sfn.send(new ListStateMachinesCommand({ maxResults: 1_000, nextToken }));
    for (const { stateMachineArn = '' } of page.stateMachines ?? []) {
      const [, partition = '', region = '', account = '', name = ''] = MACHINE.exec(stateMachineArn) ?? [];
      if (name !== '') found.push({ name, partition, region, account });
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return found.sort((a, b) => a.name.localeCompare(b.name));
}

/** The environment that is meant: the named one, or the only one. @throws Stop where it is not clear which */
export function chosen(found: readonly Environment[], asked: string | undefined, words: Words): Environment {
  const names = found.map(({ name }) => name);
  if (found.length === 0) throw new Stop(EXIT.notFound, words.errors.noEnvironments, words.errors.whereLooked);
  if (asked !== undefined) {
    const one = found.find(({ name }) => name === asked);
    if (one !== undefined) return one;
    throw new Stop(EXIT.notFound, words.errors.unknownEnvironment(asked, names), words.errors.whereLooked);
  }
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) throw new Stop(EXIT.wrongInput, words.errors.whichEnvironment(names));
  return only;
}

export const arnOf = ({ partition, region, account }: Environment, service: string, resource: string): string =>
  `arn:${partition}:${service}:${region}:${account}:${resource}`;

export const machineOf = (environment: Environment, kind: WorkflowKind): string =>
  arnOf(environment, 'states', `stateMachine:knowngood-${environment.name}-${kind}`);

export const topicOf = (environment: Environment, audience: 'devops' | 'teams' | 'chat'): string =>
  arnOf(environment, 'sns', `knowngood-${environment.name}-${audience}`);
