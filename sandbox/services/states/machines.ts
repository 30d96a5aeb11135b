import * as sfn from '@aws-sdk/client-sfn';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Properties, ResourceContext } from '../../kernel/resource.ts';
import type { Machine } from './asl.ts';
import { mayRun } from './role.ts';
import { assertSupported } from './supported.ts';

/** A deployed state machine. Executions keep the one they were started with. */
export interface MachineState {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  /** The definition as it was given. */
  readonly text: string;
  readonly machine: Machine;
  readonly createdAt: number;
}

/** Definitions: at most 1 MiB (Developer Guide, service-quotas). */
const LARGEST_DEFINITION = 1_048_576;

/** State machines by ARN. */
export class Machines {
  private readonly all = new Map<string, MachineState>();
  private readonly kernel: Kernel;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  /** @throws StatesError InvalidDefinition, which names what is not supported */
  create(properties: Properties, { generatedName }: Pick<ResourceContext, 'generatedName'>): MachineState {
    const { region, account, clock } = this.kernel;
    const name: string = properties['StateMachineName'] ?? generatedName;
    const text: string = properties['DefinitionString'];
    if (Buffer.byteLength(text) > LARGEST_DEFINITION)
      throw new Error(`The definition of ${name} has more than ${LARGEST_DEFINITION} bytes.`);
    const type: string = properties['StateMachineType'] ?? 'STANDARD';
    if (type !== 'STANDARD') throw new Error(`The sandbox does not model state machines of type ${type}.`);
    const machine = supported(text);
    const arn = `arn:aws:states:${region}:${account}:stateMachine:${name}`;
    mayRun(this.kernel, arn, properties);
    const created: MachineState = {
      name,
      arn,
      roleArn: properties['RoleArn'],
      text,
      machine,
      createdAt: clock.now(),
    };
    this.all.set(created.arn, created);
    return created;
  }

  find(arn: string | undefined): MachineState {
    const found = this.all.get(arn ?? '');
    if (found === undefined)
      throw new sfn.StateMachineDoesNotExist({ message: `State Machine Does Not Exist: '${arn}'`, $metadata: {} });
    return found;
  }

  delete(arn: string): void {
    this.all.delete(arn);
  }

  list(): MachineState[] {
    return [...this.all.values()];
  }
}

/** Definitions already found good, by their text: many worlds deploy the same one, and nobody changes a machine. */
const known = new Map<string, Machine>();

function supported(text: string): Machine {
  const found = known.get(text) ?? (JSON.parse(text) as Machine);
  if (!known.has(text)) assertSupported(found);
  known.set(text, found);
  return found;
}

export const describeMachine = ({ arn, name, roleArn, text, createdAt }: MachineState) => ({
  stateMachineArn: arn,
  name,
  roleArn,
  definition: text,
  type: 'STANDARD' as const,
  status: 'ACTIVE' as const,
  creationDate: new Date(createdAt),
});
