import { UsageRecord } from '../../sandbox/services/iam/usage.ts';

/** By principal and action. */
type Answers = Map<string, Map<string, Set<string>>>;

/**
 * What IAM has allowed in the worlds of one template, which all have the same policies: the same question has the same
 * answer, and what was exercised in one was exercised.
 */
export class Permissions {
  readonly usage = new UsageRecord();
  private readonly whileDeploying: Answers = new Map();
  private readonly whileRunning: Answers = new Map();
  private asked = this.whileDeploying;

  /** What a principal may do an action to, and in what context: questions that have been answered with yes. */
  allowedTo(principal: string, action: string): Set<string> {
    const actions = this.asked.get(principal) ?? new Map<string, Set<string>>();
    this.asked.set(principal, actions);
    const about = actions.get(action) ?? new Set<string>();
    actions.set(action, about);
    return about;
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
