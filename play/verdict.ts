import type { Cloud } from '../sandbox/cloud.ts';
import type { HelpVisitor } from './help-visitor.ts';
import type { Answer, Second } from './traffic.ts';

/** A claim of the play, checked against the databases, the executions and the mailbox themselves. */
export interface Claim {
  readonly claim: string;
  readonly holds: boolean;
  readonly found: string;
}

export interface Outcome {
  readonly good: { readonly status: string; readonly from: number; readonly to: number };
  readonly bad: { readonly status: string; readonly error: string };
  readonly rollback: { readonly status: string; readonly startedByAlarm: boolean; readonly output: RollbackOutput };
  /** When the restore point was asked for, in real ms; nothing could be written around it. */
  readonly restorePointAt: number;
}

export interface RollbackOutput {
  readonly decision?: string;
  readonly lost?: {
    readonly known: boolean;
    readonly total?: number;
    readonly tables?: Record<string, { readonly inserted: number }>;
  };
  readonly restored?: string;
  readonly quarantined?: string;
  readonly postMortem?: string;
}

export async function verify(
  cloud: Cloud,
  outcome: Outcome,
  answers: readonly Answer[],
  seconds: readonly Second[],
  helpVisitor: Pick<HelpVisitor, 'statuses' | 'refused'>,
): Promise<Claim[]> {
  const { restored = '', quarantined = '', lost } = outcome.rollback.output;
  const serving = await comments(cloud, restored);
  const kept = await comments(cloud, quarantined);
  const before = answers.filter((a) => a.acknowledged && a.at < outcome.restorePointAt);
  // The rollback opened the application again while people still asked: those answers are in the restored database.
  const during = answers.filter(
    (a) => a.at >= outcome.restorePointAt && kept.has(a.comment) && !serving.has(a.comment),
  );
  const acknowledged = answers.filter((a) => a.acknowledged);
  const nowhere = acknowledged.filter((a) => !serving.has(a.comment) && !kept.has(a.comment));
  const errorsWhileGood = seconds
    .slice(outcome.good.from, outcome.good.to + 1)
    .reduce((n, second) => n + second.errors + second.maintenance, 0);
  const counted = lost?.tables?.['answers']?.inserted ?? -1;
  const claim = (text: string, holds: boolean, found: string): Claim => ({ claim: text, holds, found });
  const version = await servedVersion(cloud);
  const missing = before.filter((a) => !serving.has(a.comment)).length;
  return [
    claim('release 1.1.0 is good', outcome.good.status === 'SUCCEEDED', outcome.good.status),
    claim('users saw no error during release 1.1.0', errorsWhileGood === 0, `${errorsWhileGood} errors`),
    claim(
      'release 2.0.0 was stopped by the rollback',
      outcome.bad.status === 'ABORTED' && outcome.bad.error === 'RolledBack',
      `${outcome.bad.status} ${outcome.bad.error}`,
    ),
    claim(
      'the alarm started the rollback',
      outcome.rollback.startedByAlarm,
      outcome.rollback.startedByAlarm ? 'by EventBridge' : 'not by the alarm',
    ),
    claim(
      'the rollback is done, with the database',
      outcome.rollback.status === 'SUCCEEDED' && outcome.rollback.output.decision === 'services-and-database',
      `${outcome.rollback.status}, ${outcome.rollback.output.decision}`,
    ),
    claim(
      'answers acknowledged before release 2.0.0 are all present',
      missing === 0 && before.length > 0,
      `${before.length - missing} of ${before.length}`,
    ),
    claim(
      'answers written to 2.0.0 are counted as lost, exactly',
      counted === during.length && counted > 0,
      `${counted} counted, ${during.length} found in the quarantined database`,
    ),
    claim('no acknowledged answer is nowhere', nowhere.length === 0, `${nowhere.length} of ${acknowledged.length}`),
    claim('the application runs what it ran before', version === '1.1.0', `version ${version}`),
    claim(
      'the other application on the same listener was reached throughout',
      helpVisitor.refused === 0 && helpVisitor.statuses.length > 0,
      `${helpVisitor.statuses.length - helpVisitor.refused} of ${helpVisitor.statuses.length} requests`,
    ),
  ];
}

/** Comments of the answers in an instance's database, read as its administrator. */
export async function comments(cloud: Cloud, instance: string): Promise<ReadonlySet<string>> {
  const server = cloud.rds.serverOf(instance);
  if (server === undefined) return new Set();
  const rows = await server.query<{ comment: string }>('SELECT comment FROM answers', [], 'survey');
  return new Set(rows.map((row) => row.comment));
}

async function servedVersion(cloud: Cloud): Promise<string> {
  const url = cloud.deployment.outputs('SurveyPlatform')['PublicUrl'] ?? '';
  const response = await fetch(`${url}/version`);
  return response.ok ? ((await response.json()) as { version: string }).version : `none: status ${response.status}`;
}
