/**
 * Survivors that do no harm, judged by reading: the file, the text of the line, the mistake (any in that line where it is left
 * out), and why. `test/mutation` fails for a text that no longer stands in its file.
 */
export const harmless = [
  {
    file: 'lambdas/requests/triage/decide.ts',
    text: 'if (!found.all.some(changedAnything))',
    why: 'all of them have changed something, or the one there is has not',
  },
  {
    file: 'lambdas/requests/read-rollback-trigger/after-page.ts',
    text: 'lowered - raised < looksBack',
    why: 'a page that was up for just as long as the window, to the millisecond',
  },
  {
    file: 'lambdas/requests/read-rollback-trigger/handler.ts',
    text: '(await instanceByName(identifier))?.Endpoint',
    why: 'the instance was seen a moment before; one that vanishes between ends the decision either way',
  },
  {
    file: 'lambdas/requests/take-lock/handler.ts',
    text: 'if (lock !== undefined) return lock;',
    why: 'the ledger is read once more, and says that the lock is ours',
  },
  {
    file: 'lambdas/services/register-task-definitions/forward.ts',
    text: 'order !== undefined && { order }',
    why: 'a field that is undefined is none in the JSON of a state',
  },
  {
    file: 'lambdas/services/resume-services/handler.ts',
    text: 'found.get(name)?.desiredCount',
    why: 'a service that is not there fails the step in either way',
  },
  {
    file: 'lambdas/services/resume-services/handler.ts',
    text: 'known.desiredCount > 0',
    why: 'a service that had no task is asked for none: nothing changes',
  },
  {
    file: 'lambdas/maintenance/area.ts',
    text: 'rule.IsDefault === true ||',
    why: 'the default rule has no conditions, so it takes all without being asked',
  },
  {
    file: 'lambdas/maintenance/area.ts',
    text: 'const lower: Written',
    why: 'both sides are written alike, in capitals or not',
  },
  {
    file: 'lambdas/maintenance/conditions.ts',
    text: "field: 'host-header' | 'path-pattern'): Looked | null {",
    why: 'what is no condition has no field, and is not found',
  },
  {
    file: 'lambdas/maintenance/look-at-maintenance/handler.ts',
    text: 'if (first === undefined) return [];',
    why: 'a configuration without a listener is refused when it is synthesized',
  },
  {
    file: 'lambdas/maintenance/raise-maintenance/handler.ts',
    text: 'if (found === undefined && !rules.some(',
    instead: 'true',
    why: 'our rule of another priority, while nobody shows whose the wanted one is: tried again either way',
  },
  {
    file: 'lambdas/maintenance/conditions.ts',
    text: 'values: config?.Values ?? condition.Values ?? []',
    instead: '["Stryker was here"]',
    why: 'a condition of neither form; the text that stands in for it is no host',
  },
  {
    file: 'lambdas/requests/read-rollback-trigger/handler.ts',
    text: 'at === null ? [] :',
    instead: '["Stryker was here"]',
    why: 'no pointer holds that text',
  },
  {
    file: 'lambdas/requests/read-rollback-trigger/handler.ts',
    text: 'return host === undefined ? null',
    why: 'an address of "undefined" is what no pointer holds either',
  },
  {
    file: 'lambdas/services/target-groups.ts',
    text: 'loadBalancers = []',
    why: 'what is no load balancer has no target group',
  },
  {
    file: 'lambdas/environment/inspect-environment/handler.ts',
    text: "seen.kind === 'there' ? [[image",
    why: 'a release whose image is not there is refused',
  },
  {
    file: 'lambdas/observation/alarms.ts',
    text: 'AlarmHistoryItems = []',
    why: 'CloudWatch always answers with a list',
  },
  {
    file: 'lambdas/environment/inspect-environment/times.ts',
    text: "'snapshot' in restorePoint ? restorePoint : null",
    why: 'text only: how long a snapshot took would be said of a point in time as well',
  },
  {
    file: 'lambdas/people/write-post-mortem/draft.ts',
    text: 'named.flatMap(([name, when]) =>',
    why: 'text only: a figure of the times that the table beside it names',
  },
  {
    file: 'lambdas/database/begin-backup-drill/handler.ts',
    text: 'if (now?.running?.id === work) return',
    why: "the write was refused by another's record, which stands there and runs",
  },
  {
    file: 'lambdas/database/begin-backup-drill/handler.ts',
    text: 'const other = `the backup drill ${now?.running?.id',
    instead: 'now?.running.id',
    why: "the write was refused by another's record, which stands there and runs",
  },
  {
    file: 'lambdas/database/begin-backup-drill/handler.ts',
    text: 'const other = `the backup drill ${now?.running?.id',
    instead: 'now.running',
    why: "the write was refused by another's record, which stands there and runs",
  },
  {
    file: 'lambdas/database/inspect-read-role/proving.ts',
    text: 'if (name !== PROOF_FAILED) throw error;',
    instead: 'false',
    why: 'an error of a database that stops answering has no cause to quote, and ends the look all the same',
  },
  {
    file: 'lambdas/database/inspect-read-role/proving.ts',
    text: 'problems: answer === null ? []',
    instead: 'false',
    why: 'of an answer that did not come nothing is a problem in either way',
  },
  {
    file: 'lambdas/database/row-counts.ts',
    text: 'const more = Array.from(',
    why: 'fewer or more connections: the same rows, later or sooner',
  },
  {
    file: 'lambdas/database/restore-points/data.ts',
    text: '(data.Encrypted ?? false)',
    instead: 'true',
    why: 'RDS says of each snapshot and backup whether it is encrypted',
  },
  {
    file: 'lambdas/messages/render.ts',
    text: 'const fits = (some',
    why: 'a body of just as many bytes, to the byte',
  },
  {
    file: 'lambdas/messages/render.ts',
    text: 'line.length > 250 ? oneLine',
    why: 'a line of 250 characters or fewer is shortened to itself',
  },
  {
    file: 'lambdas/messages/standby.ts',
    text: 'if (prices === null ||',
    instead: 'false',
    why: 'without prices there is no price of an hour either',
  },
];
