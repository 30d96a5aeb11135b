import type { SnapshotPoint } from '../../../lambdas/model/release.ts';
import { STATES } from '../../../lambdas/model/state-names.ts';
import { type Given, present } from '../expression.ts';
import type { Part } from '../flow.ts';
import { equals } from '../operators.ts';
import { $, release } from '../variables.ts';
import type { Workflow } from '../workflow.ts';

/**
 * Has the snapshot restored beside the live database, where the release asks for it: by a workflow of its own, so that nothing of it is
 * on the release's way, and none of its failures the release's.
 */
export function startStandby(w: Workflow, restorePoint: Given<SnapshotPoint>): Part {
  const { identifier, resourceId, settings } = $.inspection.database;
  const start = w.task(STATES.startTheStandby, w.steps.startStandby, {
    order: {
      ...{ release: release.id, version: release.version, restorePoint },
      ...{ live: { identifier, resourceId }, settings },
    },
  });
  return w.when('Is a standby asked for?', equals(present(release.standby), 'until-good'), w.orTell(start, 'standby'));
}
