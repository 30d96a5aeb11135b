import type { Spoken } from './evaluate.ts';

/** Permissions used and calls refused, to compare what is granted with what is exercised. */
export interface Usage {
  /**
   * `<statement id>#<position of the action>#<position of the resource>` of every statement that allowed a call: here the
   * calls AWS makes when a role is given to a function or a state machine, in `run` the calls made afterwards.
   */
  readonly deployment: ReadonlySet<string>;
  readonly run: ReadonlySet<string>;
  /** Every refusal, in IAM's words. */
  readonly denied: ReadonlySet<string>;
  /** `<service>:<operation> <action>` of every authorization that a call needed besides its own action. */
  readonly dependent: ReadonlySet<string>;
}

/** Collects usage while the sandbox runs. */
export class UsageRecord implements Usage {
  readonly deployment = new Set<string>();
  readonly run = new Set<string>();
  readonly denied = new Set<string>();
  readonly dependent = new Set<string>();
  private deployed = false;

  /** Another environment with the same policies is being deployed. */
  beginOfDeployment(): void {
    this.deployed = false;
  }

  /** From here on calls are those of a running environment. */
  endOfDeployment(): void {
    this.deployed = true;
  }

  /** A plain copy, to be sent to another thread. */
  copy(): Usage {
    return { deployment: this.deployment, run: this.run, denied: this.denied, dependent: this.dependent };
  }

  /** A call of an operation asked for these. */
  asked(call: string, actions: readonly string[]): void {
    for (const action of actions) if (action !== call) this.dependent.add(`${call} ${action}`);
  }

  allowed(by: readonly Spoken[]): void {
    const exercised = this.deployed ? this.run : this.deployment;
    for (const { statement, action, resource } of by) exercised.add(`${statement.id}#${action}#${resource}`);
  }
}
