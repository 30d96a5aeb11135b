import type { Spoken } from './evaluate.ts';

/** What has been used and what was refused, for the comparison of what is granted with what is exercised. */
export interface Usage {
  /** `<statement id>#<position of the action>#<position of the resource>` of every statement that allowed a call. */
  readonly exercised: ReadonlySet<string>;
  /** Every refusal, in IAM's words. */
  readonly denied: readonly string[];
}

/** Collects usage while the sandbox runs. */
export class UsageRecord implements Usage {
  readonly exercised = new Set<string>();
  readonly denied: string[] = [];

  allowed(by: readonly Spoken[]): void {
    for (const { statement, action, resource } of by) this.exercised.add(`${statement.id}#${action}#${resource}`);
  }
}
