import { type Machine, PREFIX } from '../world/control-plane.ts';
import type { World } from '../world/world.ts';

/** The person at the keyboard: may do everything. */
export const PERSON = { arn: 'arn:aws:iam::111122223333:user/person' };

/** What the person did, for the timeline. */
export interface Deed {
  readonly at: number;
  readonly what: string;
}

/** What a person does in the Step Functions console, written down. */
export class AtTheConsole {
  readonly deeds: Deed[] = [];
  protected readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  /** The execution's ARN. @throws Error as Step Functions refuses it */
  async start(machine: Exclude<Machine, 'settle' | 'standby'>, input: object): Promise<string> {
    this.did(`starts a ${machine}: ${JSON.stringify(input)}`);
    const { region, account } = this.world.kernel;
    const { executionArn } = (await this.asks('StartExecution', {
      stateMachineArn: `arn:aws:states:${region}:${account}:stateMachine:${PREFIX}${machine}`,
      name: `person-${machine}-${this.deeds.length}`,
      input: JSON.stringify(input),
    })) as { executionArn: string };
    return executionArn;
  }

  async stop(executionArn: string): Promise<void> {
    this.did(`stops ${executionArn.split(':').at(-1)}`);
    await this.asks('StopExecution', { executionArn, error: 'Person', cause: 'stopped by hand' });
  }

  async redrive(executionArn: string): Promise<void> {
    this.did(`redrives ${executionArn.split(':').at(-1)}`);
    await this.asks('RedriveExecution', { executionArn });
  }

  protected did(what: string): void {
    this.deeds.push({ at: this.world.clock.now(), what });
  }

  private async asks(operation: string, input: object): Promise<unknown> {
    return await this.world.kernel.call(PERSON, 'states', operation, input);
  }
}
