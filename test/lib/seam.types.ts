/**
 * What must not compile: a case without its error fails `npm run check`. Nothing of this file runs.
 */
import { execution, moment, now } from '../../lib/workflows/context.ts';
import { type Expression, present } from '../../lib/workflows/expression.ts';
import { append, differs, equals, fieldByName, isMember, isOneOf, ofKind } from '../../lib/workflows/operators.ts';
import { $, known, release, returnPoint } from '../../lib/workflows/variables.ts';
import type { Workflow } from '../../lib/workflows/workflow.ts';

declare const w: Workflow;
const { steps } = w;

// Variables and paths
// @ts-expect-error a misspelt variable
$.lokc;
// @ts-expect-error a misspelt path
release.idd;
// @ts-expect-error a path below a leaf
release.id.length;
// @ts-expect-error a path through what may be null
$.triage.release.knownGood.version;
// @ts-expect-error a field that only one member of the union has
$.trigger.dryRun;
// @ts-expect-error a path that the other workflow's answer has
$.taken.lokc;

// Payloads
const complete = { lock: $.lock, now, release: release.id, ended: 'refused', observed: null } as const;
w.task('complete', steps.closeRelease, complete);
// @ts-expect-error a missing field
w.task('x', steps.closeRelease, { lock: $.lock, now, release: release.id, ended: 'refused' });
// @ts-expect-error a misspelt field
w.task('x', steps.closeRelease, { ...complete, endd: 'refused', ended: undefined });
// @ts-expect-error a wrong member of a union, as a literal
w.task('x', steps.closeRelease, { ...complete, ended: 'refusd' });
// @ts-expect-error a wrong member of a union, as an expression
w.task('x', steps.closeRelease, { ...complete, ended: release.kind });
// @ts-expect-error an expression of another type
w.task('x', steps.closeRelease, { ...complete, release: $.lock });
// @ts-expect-error a text where an expression was meant
w.task('x', steps.closeRelease, { ...complete, lock: '{% $lock %}' });
// @ts-expect-error a whole record where one of its fields belongs
w.task('x', steps.closeRelease, { ...complete, release });
// @ts-expect-error a number where the field is a text
w.task('x', steps.closeRelease, { ...complete, release: 7 });
// @ts-expect-error the answer of another step
w.task('x', steps.closeRelease, { ...complete, observed: $.inspection.plan });
w.task('x', steps.inspectRestorePoint, {
  now,
  // @ts-expect-error what may be null, where it may not
  restorePoint: $.triage.release.restorePoint,
  database: known.database,
  oldestHours: 1,
});
w.task('x', steps.inspectRestorePoint, {
  now,
  restorePoint: returnPoint,
  database: known.database,
  // @ts-expect-error an expression of a text where a number belongs
  oldestHours: execution.name,
});
w.task('x', steps.stopMigration, {
  lock: $.lock,
  // @ts-expect-error half a moment
  moment: { now: moment.now },
  since: now,
  cluster: 'c',
  release: release.id,
  limitMinutes: 1,
});

// Answers and what is assigned
// @ts-expect-error a field that the step does not answer
w.task('x', steps.writePostMortem, {} as never, (answer) => ({ postMortem: answer.documnt }));
// @ts-expect-error a variable of another type
w.task('x', steps.writePostMortem, {} as never, (answer) => ({ checks: answer.document }));
// @ts-expect-error a variable that is listed nowhere
w.task('x', steps.writePostMortem, {} as never, (answer) => ({ postMortm: answer.document }));
// @ts-expect-error a literal of another type
w.pass('x', { assign: { readOnly: 'false' } });

// Messages
// @ts-expect-error a kind that nobody has words for
w.tell('x', 'devops', { kind: 'reminderr', incident: $.incident, postMortem: $.postMortem });
// @ts-expect-error a fact that belongs to another kind
w.tell('x', 'devops', { kind: 'reminder', incident: $.incident, postMortem: $.postMortem, version: release.version });
// @ts-expect-error an audience that does not exist
w.tell('x', 'devop', { kind: 'reminder', incident: $.incident, postMortem: $.postMortem });

// Questions
// @ts-expect-error compared with what it can never be
equals(release.migration, 'braking');
// @ts-expect-error compared with another type
differs($.readOnly, 'false');
// @ts-expect-error one of them can never be
isOneOf($.triage.decision, ['services', 'service-and-database']);
// @ts-expect-error no member of this kind
ofKind($.trigger, 'persons', (person) => person.reason, '');
// @ts-expect-error not a field of this member
ofKind($.trigger, 'alarm', (alarm) => alarm.dryRun, false);
// @ts-expect-error the other value is of another type
ofKind($.trigger, 'person', (person) => person.to, 0);
// @ts-expect-error not a condition
isMember($.trigger, 'person', (person) => person.reason);
// @ts-expect-error a list of texts takes no number
append($.because, $.triage.recurrence);
// @ts-expect-error not a field of the list's items
fieldByName($.inspection.services, 'desiredcount');
// @ts-expect-error a condition is no text
w.when('x', release.id, w.succeed('x'));
w.lookUntil(w.task('x', steps.stopMigration, {} as never), {
  question: 'x?',
  // @ts-expect-error what the loop looks at does not say this
  done: (seen) => seen.ended,
  ...{ pace: {} as never, withinMinutes: 1 },
});

// Expressions are no texts, and texts no expressions
// @ts-expect-error an expression is no text
const text: string = release.id;
// @ts-expect-error a text is no expression
const code: Expression<string> = '$release.id';
// @ts-expect-error an expression of a wide type is none of a narrow one
const narrow: Expression<'breaking'> = release.migration;
export const cases = [text, code, narrow, present(release)];
