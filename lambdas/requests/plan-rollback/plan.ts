import { goesBack } from '../../services/goes-back.ts';
import { titleOf } from '../../services/schedule.ts';
import type { Input, Output, Target } from './contract.ts';

/** What a rollback would do, where it would return to, and what would stop it. */
export function plan(input: Input): Output {
  const { triage, knownGood, restorePoint, counted } = input;
  const stops = [
    ...(knownGood?.fit === false ? knownGood.problems : []),
    ...(restorePoint?.fit === false ? restorePoint.problems : []),
    ...(counted?.freeze === true ? counted.because : []),
  ];
  const problems = [...input.problems, ...stops];
  const decision = stops.length > 0 ? 'freeze' : triage.decision;
  const target = targetOf(input);
  return {
    wouldRun: problems.length === 0 && MOVES.has(decision),
    decision,
    because: [
      ...triage.because,
      ...(knownGood?.problems ?? []),
      ...(restorePoint?.problems ?? []),
      ...(counted?.because ?? []),
    ],
    problems,
    target,
    lost: counted?.lost ?? null,
    plan: decision === 'freeze' ? freezes(triage) : target === null ? [] : sentences(target, input),
  };
}

/** Decisions that change something without asking a person. */
const MOVES: ReadonlySet<string> = new Set(['services', 'services-and-database', 'reopen']);

const freezes = ({ staysOpen }: Input['triage']): string[] =>
  staysOpen
    ? ['leave everything as it is, users in, and tell DevOps the input of each decision']
    : ['show users the maintenance page', 'leave everything else as it is, and tell DevOps the input of each decision'];

function targetOf({ triage, services, restorePoint }: Input): Target | null {
  const { decision, release } = triage;
  const known = release.knownGood;
  if (known === null || !GOES_BACK.has(decision)) return null;
  const back = services.filter((service) => goesBack(service, { decision, undone: release }));
  return {
    undone: release.undone,
    undoneVersion: release.version,
    version: known.version,
    verifiedBy: known.verifiedBy,
    commit: known.commit,
    recordedAt: known.recordedAt,
    services: back.flatMap(({ name }) =>
      known.services
        .filter((service) => service.name === name)
        .map(({ taskDefinition, images }) => ({ name, taskDefinition, images })),
    ),
    database: databaseOf(triage, restorePoint),
  };
}

const GOES_BACK: ReadonlySet<string> = new Set(['services', 'services-and-database', 'freeze']);

function databaseOf(triage: Input['triage'], found: Input['restorePoint']): Target['database'] {
  const { knownGood, restorePoint } = triage.release;
  if (triage.decision !== 'services-and-database' || !knownGood || !restorePoint) return null;
  return {
    identifier: knownGood.database.identifier,
    restorePoint:
      'snapshot' in restorePoint
        ? restorePoint.snapshot
        : 'kept' in restorePoint
          ? restorePoint.kept
          : restorePoint.pointInTime,
    kept: 'kept' in restorePoint,
    time: found === null || found.time === '' ? null : found.time,
  };
}

function sentences({ services, database, version }: Target, { triage, counted, schedules = [] }: Input): string[] {
  const names = services.map(({ name, taskDefinition }) => `${name} (${taskDefinition})`);
  return [
    ...(triage.page ? ['show users the maintenance page'] : []),
    ...(database === null
      ? ['leave the database as it is']
      : [
          ...(schedules.length === 0 ? [] : [`pause the schedules: ${schedules.map(titleOf).join(', ')}`]),
          'stop all services, end the application sessions in the database',
          database.kept
            ? `lift the quarantine of ${database.restorePoint}, prove it, and point the application at it; keep ${database.identifier}, quarantined`
            : `restore ${database.restorePoint} beside ${database.identifier}, prove it, and point the application at it; keep ${database.identifier}, quarantined`,
          counted === null || !counted.lost.known
            ? `nobody knows how many writes would be lost${counted?.lost.known === false ? ` (${counted.lost.why})` : ''}`
            : counted.lost.total === 1
              ? '1 write would be lost as things stand'
              : `${counted.lost.total} writes would be lost as things stand`,
        ]),
    'put back the parameters that were changed since',
    names.length === 0
      ? 'switch no service'
      : version === 'unknown'
        ? `switch back to what ran before: ${names.join(', ')}`
        : `switch ${database?.kept ? 'forward' : 'back'} to version ${version}: ${names.join(', ')}`,
    `run the checks${database === null || schedules.length === 0 ? '' : ', resume the schedules'}, then watch the alarms`,
  ];
}
