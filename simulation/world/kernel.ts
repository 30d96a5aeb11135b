import type { AccessCheck, Principal } from '../../sandbox/kernel/access.ts';
import type { Clock } from '../../sandbox/kernel/clock.ts';
import { SandboxKernel } from '../../sandbox/kernel/sandbox-kernel.ts';
import type { Iam } from '../../sandbox/services/iam/iam.ts';
import type { Permissions } from './permissions.ts';

export const ACCOUNT = '111122223333';
const REGION = 'sa-east-1';

/** The sandbox's kernel in a world: a question that IAM has allowed before is not evaluated again. */
export class WorldKernel extends SandboxKernel {
  private readonly permissions: Permissions;

  constructor(clock: Clock, iam: Iam, permissions: Permissions) {
    super({ clock, account: ACCOUNT, region: REGION, folder: '', iam });
    this.permissions = permissions;
  }

  override authorize(principal: Principal, check: AccessCheck): void {
    const allowed = this.permissions.allowedTo(principal.arn, check.action);
    const about = `${check.resource}${textOf(principal.context)}${textOf(check.context)}`;
    if (allowed.has(about)) return;
    super.authorize(principal, check);
    allowed.add(about);
  }
}

function textOf(conditions: Readonly<Record<string, unknown>> | undefined): string {
  let text = '|';
  for (const name in conditions) {
    const value = conditions[name];
    text += ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`;
  }
  return text;
}
