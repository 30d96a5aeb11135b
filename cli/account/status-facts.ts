import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { verification } from '../../lambdas/environment/record-known-good/verified.ts';
import type { AutomationRecord } from '../../lambdas/model/automation.ts';
import type { BackupDrillRecord } from '../../lambdas/model/backup-drill.ts';
import type { Alarm, Language } from '../../lambdas/model/environment.ts';
import type { ReleaseRecord, RollbackRecord, StatusRecord, WatchdogRecord } from '../../lambdas/model/ledger.ts';
import type { Trigger } from '../../lambdas/model/rollback.ts';
import { STATES } from '../../lambdas/model/state-names.ts';
import { changedAnything } from '../../lambdas/requests/triage/candidates.ts';
import type { Input, Output as Triage } from '../../lambdas/requests/triage/contract.ts';
import { decide } from '../../lambdas/requests/triage/decide.ts';
import { type DeployedMachine, givenTo } from './deployed.ts';
import type { Environment } from './environments.ts';
import { deployed, execution } from './executions.ts';
import { isDenied } from './failure.ts';
import { type Frozen, frozenMessage } from './frozen.ts';
import { ledgerOf } from './ledger.ts';

/** What a service runs now. */
export interface RunningService {
  readonly name: string;
  readonly taskDefinition: string;
  /** Container -> image, as the task definition names it; null: it may not be read. */
  readonly images: Readonly<Record<string, string>> | null;
  readonly running: number;
  readonly desired: number;
}

/** Everything that the status of an environment is told from. What may not be read is null, and never guessed. */
export interface StatusFacts {
  readonly environment: Environment;
  readonly timeZone: string;
  readonly status: StatusRecord;
  /** The execution that holds the environment runs; null: none holds it. */
  readonly holderRuns: boolean | null;
  readonly services: readonly RunningService[] | null;
  /** Newest first, back to the release that what runs comes from. */
  readonly releases: readonly ReleaseRecord[];
  readonly rollbacks: readonly RollbackRecord[];
  /** What a rollback that a person asks for now would do; null: what runs may not be read. */
  readonly back: Triage | null;
  readonly frozen: Frozen | null;
  readonly watchdog: WatchdogRecord;
  readonly automation: AutomationRecord;
  /** Absent: there are no backup drills, or none has been noted. */
  readonly backupDrill?: BackupDrillRecord;
  /** The configured alarms with what CloudWatch says of each (absent: it does not exist); null: they may not be read. */
  readonly alarms: readonly { readonly configured: Alarm; readonly found?: MetricAlarm }[] | null;
}

/** Enough for "usually", and for every database that is still kept. */
const ROLLBACKS = 100;

export async function statusFacts(environment: Environment, language: Language): Promise<StatusFacts> {
  const ledger = await ledgerOf(environment);
  const { readBackupDrill } = await import('../../lambdas/ledger/backup-drill.ts');
  const [status, releases, rollbacks, watchdog, automation, rollback, release, backupDrill] = await Promise.all([
    ledger.readStatus(),
    ledger.newestReleases((soFar) => soFar.filter(({ outcome }) => outcome === 'good').length >= 2),
    ledger.newestRollbacks(ROLLBACKS),
    ledger.readWatchdog(),
    ledger.readAutomation(),
    deployed(environment, 'rollback'),
    deployed(environment, 'release'),
    readBackupDrill(),
  ]);
  const [services, alarms, holder, frozen] = await Promise.all([
    readable(() => runningServices(rollback)),
    readable(() => alarmsOf(rollback)),
    status.holder === null ? undefined : execution(status.holder),
    frozenMessage(environment, status),
  ]);
  const { timeZone = 'UTC' } = givenTo(release, STATES.writeTheChangeRecord) as { readonly timeZone?: string };
  const back = services === null ? null : triage(rollback, language, { status, releases, rollbacks, services });
  return {
    ...{ environment, timeZone, status, services, releases, rollbacks, back, watchdog, automation },
    alarms,
    ...(backupDrill && { backupDrill }),
    holderRuns: status.holder === null ? null : holder?.status === 'RUNNING',
    frozen: frozen ?? null,
  };
}

async function readable<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (isDenied(error)) return null;
    throw error;
  }
}

async function runningServices({ settings }: DeployedMachine): Promise<RunningService[]> {
  const [{ describeServices, ecs, primary }, { DescribeTaskDefinitionCommand }] = await Promise.all([
    import('../../lambdas/services/describe.ts'),
    import('@aws-sdk/client-ecs'),
  ]);
  const found = await describeServices(
    settings.cluster,
    settings.services.map(({ name }) => name),
  );
  return await Promise.all(
    [...found].map(async ([name, service]) => {
      const taskDefinition = primary(service)?.taskDefinition ?? '';
      const described = await readable(() => ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition })));
      const containers = described?.taskDefinition?.containerDefinitions ?? [];
      return {
        ...{ name, taskDefinition, running: service.runningCount ?? 0, desired: service.desiredCount ?? 0 },
        images:
          described === null
            ? null
            : Object.fromEntries(containers.map(({ name: container = '', image = '' }) => [container, image])),
      };
    }),
  );
}

async function alarmsOf({ settings }: DeployedMachine): Promise<NonNullable<StatusFacts['alarms']>> {
  const { CloudWatchClient, DescribeAlarmsCommand } = await import('@aws-sdk/client-cloudwatch');
  const { clientSettings } = await import('../../lambdas/aws/client-settings.ts');
  const names = settings.alarms.map(({ name }) => name);
  if (names.length === 0) return [];
  const found = await new CloudWatchClient(clientSettings).send(
    new DescribeAlarmsCommand({ AlarmNames: names, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }),
  );
  const all: readonly MetricAlarm[] = [...(found.MetricAlarms ?? []), ...(found.CompositeAlarms ?? [])];
  return settings.alarms.map((configured) => {
    const one = all.find(({ AlarmName }) => AlarmName === configured.name);
    return one === undefined ? { configured } : { configured, found: one };
  });
}

interface Read {
  readonly status: StatusRecord;
  readonly releases: readonly ReleaseRecord[];
  readonly rollbacks: readonly RollbackRecord[];
  readonly services: readonly RunningService[];
}

/** Asks the workflow's own triage what it would decide, from the same facts. */
function triage(machine: DeployedMachine, language: Language, { services, ...facts }: Read): Triage {
  const given = givenTo(machine, STATES.triage) as unknown as Input;
  const asked: Input = {
    ...given,
    language,
    now: new Date().toISOString(),
    takenFrom: facts.status.status === 'releasing' ? facts.status.work : null,
    trigger: {
      ...{ kind: 'person', reason: '', criterion: 'monitoring-feedback', requestedBy: null, incident: null },
      ...{ database: 'policy', acceptLostWrites: null, acceptProof: false, decision: 'none', to: null },
      ...{ affected: [], dryRun: true },
    },
  };
  return decide(asked, { ...facts, running: new Map(services.map((one) => [one.name, one.taskDefinition])) });
}

/** What serves: which version, since when, by whom; null parts are unknown. */
export interface Serving {
  readonly version: string | null;
  readonly since: string | null;
  /** A person, or an alarm. */
  readonly by: string | null;
  /** Version of the release that a rollback has undone; absent: what runs was released. */
  readonly before?: string;
  readonly reason: string | null;
  /** Release that verified it; null: none did. */
  readonly verifiedBy: string | null;
  readonly release: ReleaseRecord | null;
}

/** The release that what runs comes from: the newest that moved anything and was not undone, if its services still run it. */
export function serving({
  services,
  releases,
  rollbacks,
}: Pick<StatusFacts, 'services' | 'releases' | 'rollbacks'>): Serving {
  const running = (services ?? []).map(({ name, taskDefinition, desired }) => ({
    ...{ name, taskDefinition, images: {}, desiredCount: desired },
  }));
  const verified = verification(running, releases);
  const newest = releases.find((release) => changedAnything(release));
  if (newest?.outcome === 'rolled-back') {
    const by = rollbacks.find(({ release, outcome }) => release === newest.id && outcome === 'done');
    return {
      ...{ version: newest.knownGood?.version ?? null, since: by?.finishedAt ?? newest.finishedAt, release: null },
      ...{ before: newest.version, by: startedBy(by?.trigger), reason: by?.trigger.reason ?? null },
      verifiedBy: newest.knownGood?.verifiedBy ?? null,
    };
  }
  if (newest === undefined)
    return { version: null, since: null, by: null, reason: null, verifiedBy: null, release: null };
  return {
    ...{ version: newest.version, since: newest.finishedAt ?? newest.startedAt, by: newest.request.requestedBy },
    ...{ reason: newest.request.reason, release: newest },
    verifiedBy: verified.verifiedBy === newest.id ? newest.id : null,
  };
}

/** Null: nobody left a name, or its release failed. */
function startedBy(trigger: Trigger | undefined): string | null {
  if (trigger?.kind === 'alarm') return trigger.alarm;
  return trigger?.kind === 'person' ? trigger.requestedBy : null;
}
