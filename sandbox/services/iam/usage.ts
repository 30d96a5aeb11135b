import type { Spoken } from './evaluate.ts';

/** What has been used and what was refused, for the comparison of what is granted with what is exercised. */
export interface Usage {
  /**
   * `<statement id>#<position of the action>#<position of the resource>` of every statement that allowed a call: what AWS
   * asks of a role when it is given to a function or a state machine, and what was called afterwards.
   */
  readonly deployment: ReadonlySet<string>;
  readonly run: ReadonlySet<string>;
  /** Every refusal, in IAM's words. */
  readonly denied: ReadonlySet<string>;
}

/** Collects usage while the sandbox runs. */
export class UsageRecord implements Usage {
  readonly deployment = new Set<string>();
  readonly run = new Set<string>();
  readonly denied = new Set<string>();
  private deployed = false;

  /** Another environment with the same policies is being deployed. */
  beginOfDeployment(): void {
    this.deployed = false;
  }

  /** From here on calls are those of a running environment. */
  endOfDeployment(): void {
    this.deployed = true;
  }

  /** As it is now, of nothing but data. */
  copy(): Usage {
    return { deployment: this.deployment, run: this.run, denied: this.denied };
  }

  allowed(by: readonly Spoken[]): void {
    const exercised = this.deployed ? this.run : this.deployment;
    for (const { statement, action, resource } of by) exercised.add(`${statement.id}#${action}#${resource}`);
  }
}
