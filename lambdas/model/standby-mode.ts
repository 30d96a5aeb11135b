/**
 * `until-good`: as soon as a release has its snapshot, it is restored beside the live database, and stands ready for a rollback until
 * the release is good. Nothing uses it before the pointer names it.
 */
export const STANDBYS = ['none', 'until-good'] as const;
export type StandbyMode = (typeof STANDBYS)[number];
