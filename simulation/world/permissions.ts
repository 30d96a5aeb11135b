import { UsageRecord } from '../../sandbox/iam/usage.ts';

/**
 * What IAM has allowed in the worlds of one template, which all have the same policies: the same question has the same
 * answer, and what was exercised in one was exercised.
 */
export class Permissions {
  readonly usage = new UsageRecord();
  private readonly whileDeploying = new Set<string>();
  private readonly whileRunning = new Set<string>();
  private asked = this.whileDeploying;

  /** Questions that have been answered with yes. */
  get allowed(): Set<string> {
    return this.asked;
  }

  /** A world is being deployed: AWS asks other things then. */
  beginOfDeployment(): void {
    this.asked = this.whileDeploying;
    this.usage.beginOfDeployment();
  }

  endOfDeployment(): void {
    this.asked = this.whileRunning;
    this.usage.endOfDeployment();
  }
}
