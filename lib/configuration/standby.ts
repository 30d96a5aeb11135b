import * as v from 'valibot';
import { STANDBYS } from '../../lambdas/model/standby-mode.ts';

/**
 * `until-good`: a release that makes a snapshot has it restored beside the live database while it goes on, and a rollback with the
 * database then waits for no restore. A second instance runs until the release is good, and is paid for. A request says otherwise for
 * one release.
 */
export const standby = v.optional(v.picklist(STANDBYS), 'none');

/** What a standby needs of the configuration, and why; none: it may be asked for. */
export function standbyLacks({
  connect,
  retention,
}: {
  readonly connect?: unknown;
  readonly retention?: unknown;
}): readonly string[] {
  return [
    ...(connect === undefined ? ['database.connect, since one that is not proven is not used'] : []),
    ...(retention === undefined ? ['database.retention, since nothing else would delete it'] : []),
  ];
}
