import { VARIABLES } from '../../lambdas/model/variables.ts';
import { allow } from '../steps/step.ts';
import type { WorkflowKind } from '../workflows/machine.ts';
import { type Grant, GrantGroup } from './grant.ts';

/** Looking at and starting executions of our own workflows. */
export class WorkflowGrants extends GrantGroup {
  describe(...kinds: WorkflowKind[]): Grant {
    return {
      permissions: [
        allow(
          ['states:DescribeExecution'],
          kinds.map((kind) => this.arns.executions(kind)),
        ),
      ],
    };
  }

  /** Of every workflow: whether anything runs. */
  get listRunning(): Grant {
    const kinds: WorkflowKind[] = ['release', 'rollback', 'decision', 'settle', 'standby'];
    return {
      permissions: [
        allow(
          ['states:ListExecutions'],
          kinds.map((kind) => this.arns.machine(kind)),
        ),
      ],
    };
  }

  readHistories(...kinds: WorkflowKind[]): Grant {
    return {
      permissions: [
        allow(
          ['states:GetExecutionHistory'],
          kinds.map((kind) => this.arns.executions(kind)),
        ),
      ],
    };
  }

  get startRollback(): Grant {
    return {
      environment: { [VARIABLES.rollbackMachine]: this.arns.machine('rollback') },
      permissions: [allow(['states:StartExecution'], [this.arns.machine('rollback')])],
    };
  }
}
