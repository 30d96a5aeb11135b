import { THROW_AWAY } from '../../lambdas/model/backup-drill.ts';
import { DELETE_AFTER_TAG, EXPIRING_INSTANCES, EXPIRING_SNAPSHOTS, KEEP_TAG } from '../../lambdas/model/retention.ts';

const tag = (name: string): string => `aws:ResourceTag/${name}`;
const PURPOSES = [...EXPIRING_SNAPSHOTS, ...EXPIRING_INSTANCES];

/**
 * What may be deleted: what a release or a rollback of this environment made, dated, and kept by nobody. IAM cannot compare a
 * date in a tag with the time: that its day is over, the function sees to.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html
 */
export const deletes = (environment: string): Record<string, Record<string, string | string[]>> => ({
  StringEquals: { [tag('knowngood')]: environment, [tag('knowngood:purpose')]: PURPOSES },
  Null: { [tag(DELETE_AFTER_TAG)]: 'false', [tag(KEEP_TAG)]: 'true' },
});

/** The same as denials, each for one thing that must be so: whatever another policy allows. */
export const deletesNothingElse = (environment: string): Record<string, Record<string, string | string[]>>[] => [
  // A tag that is not there is not equal, either.
  { StringNotEquals: { [tag('knowngood')]: environment } },
  { StringNotEquals: { [tag('knowngood:purpose')]: PURPOSES } },
  { Null: { [tag(DELETE_AFTER_TAG)]: 'true' } },
  { Null: { [tag(KEEP_TAG)]: 'false' } },
];

/** What a backup drill may delete: a database of its own name that it has tagged as it restored it. */
export const throwsAway = (environment: string): Record<string, Record<string, string>> => ({
  StringEquals: { [tag('knowngood')]: environment, [tag('knowngood:purpose')]: THROW_AWAY },
});

/** The same as denials. */
export const throwsNothingElseAway = (environment: string): Record<string, Record<string, string>>[] => [
  { StringNotEquals: { [tag('knowngood')]: environment } },
  { StringNotEquals: { [tag('knowngood:purpose')]: THROW_AWAY } },
];
