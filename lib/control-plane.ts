import { Aspects, CfnOutput, Stack, Tags } from 'aws-cdk-lib';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IChainable, IStateMachine, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { NeverDelete } from './access/never-delete.ts';
import { PoliciesForPeople } from './access/policies-for-people.ts';
import { AFTER_OTHERS, PoliciesInRoles } from './access/policies-in-roles.ts';
import { PromotionRole } from './access/promotion-role.ts';
import { RemovalGuard } from './access/removal-guard.ts';
import { check } from './configuration/check.ts';
import { withParameters } from './configuration/reference.ts';
import type { CheckedConfiguration } from './configuration/schema.ts';
import { configurationOf } from './constructs/configuration-of.ts';
import type { ControlPlaneProps } from './constructs/props.ts';
import { Dashboard, ownAlarms } from './dashboard/dashboard.ts';
import { beyondBudgets } from './limits/budgets.ts';
import { mostEvents } from './limits/history.ts';
import { holdWithinLimits } from './limits/within-limits.ts';
import { Arns } from './naming/arns.ts';
import { ServiceEndpoints } from './network/service-endpoints.ts';
import { servicesCalledFrom } from './network/services-called.ts';
import type { Step } from './steps/step.ts';
import { createSteps, type Steps } from './steps/steps.ts';
import { Audiences } from './storage/audiences.ts';
import { Storage } from './storage/storage.ts';
import { LostWritesTask } from './tasks/lost-writes-task.ts';
import { AlarmRule } from './triggers/alarm-rule.ts';
import { BackupDrillSchedule } from './triggers/backup-drill-schedule.ts';
import { EscalationRule } from './triggers/escalation-rule.ts';
import { MeasuresSchedule } from './triggers/measures-schedule.ts';
import { NotificationFailureAlarms } from './triggers/notification-failure-alarms.ts';
import { PublicationSchedule } from './triggers/publication-schedule.ts';
import { RetentionSchedule } from './triggers/retention-schedule.ts';
import { SecondPersonUrl } from './triggers/second-person-url.ts';
import { WakeSchedule } from './triggers/wake-schedule.ts';
import { WatchdogSchedule } from './triggers/watchdog-schedule.ts';
import { backupDrillDefinition, type DrillSteps } from './workflows/backup-drill.ts';
import { createMachine, type WorkflowKind } from './workflows/machine.ts';
import { releaseDefinition } from './workflows/release.ts';
import { rollbackDefinition } from './workflows/rollback.ts';
import { settleDefinition } from './workflows/settle.ts';
import { standbyDefinition } from './workflows/standby.ts';
import { WakeDefinition } from './workflows/wake.ts';
import { Workflow } from './workflows/workflow.ts';

type Machines = Readonly<
  Record<Exclude<WorkflowKind, 'backup-drill'>, StateMachine> & { 'backup-drill'?: StateMachine | undefined }
>;

/** Undefined where no backup drills are configured. */
function drillSteps({ beginBackupDrill, restoreThrowAway, deleteThrowAway, publishBackupDrill }: Steps) {
  if (!beginBackupDrill || !restoreThrowAway || !deleteThrowAway || !publishBackupDrill) return undefined;
  return { beginBackupDrill, restoreThrowAway, deleteThrowAway, publishBackupDrill } satisfies DrillSteps;
}

/** Where a task of Fargate in private subnets gets its image, writes its log, and puts what it exports. */
const SERVICES_OF_A_TASK = ['ecr.api', 'ecr.dkr', 'logs', 's3'];

/**
 * The control plane of one environment: trigger -> workflow -> step -> AWS. It stands in a stack with account and Region:
 * one of its own (`ControlPlaneStack`), or the application's.
 * @throws Error where a prop is wrong; every problem is named, with the value found and the value expected
 */
export class ControlPlane extends Construct {
  /** Messages to DevOps and to the teams. */
  readonly topics: Audiences;
  private readonly machines: Machines;
  private readonly people: PoliciesForPeople;
  /** The most events of an execution of any of the workflows. */
  private longest = 0;

  constructor(scope: Construct, id: string, props: ControlPlaneProps) {
    super(scope, id);
    const configuration = withParameters(this, check(configurationOf(this, props), props.source ?? this.node.path));
    Tags.of(this).add('knowngood', configuration.name);

    const storage = new Storage(this, configuration);
    this.topics = new Audiences(this, configuration, storage.key);
    const steps = createSteps(this, configuration, storage, this.topics);
    this.endpoints(configuration, steps);
    this.exports(configuration, storage);
    this.machines = this.workflows(configuration, steps, storage);
    this.triggers(configuration, steps, storage);
    new Dashboard(this, configuration, ownAlarms(this));

    if (configuration.promotion.to.length > 0) new PromotionRole(this, configuration);
    this.people = new PoliciesForPeople(this, configuration, storage);
    Aspects.of(this).add(
      new NeverDelete(this, {
        named: new Arns(configuration).policies,
        environment: configuration.name,
        deleteExpired: steps.deleteExpired,
        deleteThrowAway: steps.deleteThrowAway,
        throwAways: new Arns(configuration).throwAways,
      }),
    );
    Aspects.of(this).add(new PoliciesInRoles(), AFTER_OTHERS);
    new RemovalGuard(this, configuration, steps.guardRemoval, this.node.children);
    holdWithinLimits(Stack.of(this));
    this.node.addValidation({ validate: () => beyondBudgets(configuration, this.longest) });
    this.outputs(configuration.name, storage);
  }

  /** A release is started there. */
  get releaseMachine(): IStateMachine {
    return this.machines.release;
  }
  /** A rollback is started there, by an alarm or by a person. */
  get rollbackMachine(): IStateMachine {
    return this.machines.rollback;
  }
  /** A decision about an incident is started there. */
  get decisionMachine(): IStateMachine {
    return this.machines.decision;
  }

  /** May see what runs and what ran: workflows, ledger, documents. */
  grantRead(grantee: IGrantable): void {
    this.people.grant('read', grantee);
  }
  /** May start a release, and stop it. */
  grantRelease(grantee: IGrantable): void {
    this.people.grant('release', grantee);
  }
  /** May ask for a rollback, and let a failed one go on. */
  grantRollback(grantee: IGrantable): void {
    this.people.grant('roll-back', grantee);
  }
  /** May decide about an incident: accept lost writes, keep, reopen. */
  grantDecide(grantee: IGrantable): void {
    this.people.grant('decide', grantee);
  }

  /** Executions that began. */
  metricStarted(kind: WorkflowKind, props?: MetricOptions): Metric {
    return this.machine(kind).metricStarted(props);
  }
  /** Executions that reached their purpose. */
  metricSucceeded(kind: WorkflowKind, props?: MetricOptions): Metric {
    return this.machine(kind).metricSucceeded(props);
  }
  /** Executions that failed, froze, or found nothing to undo. */
  metricFailed(kind: WorkflowKind, props?: MetricOptions): Metric {
    return this.machine(kind).metricFailed(props);
  }
  /** From the start of an execution to its end, in milliseconds. */
  metricTime(kind: WorkflowKind, props?: MetricOptions): Metric {
    return this.machine(kind).metricTime(props);
  }

  /** @throws Error for backup drills where none are configured */
  private machine(kind: WorkflowKind): StateMachine {
    const found = this.machines[kind];
    if (found === undefined)
      throw new Error(`The control plane has no workflow "${kind}"; expected database.backupDrill to be configured.`);
    return found;
  }

  private workflows(configuration: CheckedConfiguration, steps: Steps, { key }: Storage): Machines {
    const { secondPerson: asking } = steps;
    const secondPerson = asking === undefined ? null : { url: new SecondPersonUrl(this, asking.function).url };
    const parts = { configuration, steps, audiences: this.topics, secondPerson };
    const called = new Set<Step>();
    const machine = (kind: WorkflowKind, name: string, define: (workflow: Workflow) => IChainable) => {
      const workflow = new Workflow(this, name, parts);
      const made = createMachine(this, configuration.name, kind, define(workflow), key);
      this.longest = Math.max(this.longest, mostEvents(workflow, configuration));
      for (const step of workflow.called) called.add(step);
      return made;
    };
    const drill = drillSteps(steps);
    const working = {
      rollback: machine('rollback', 'Rollback', (w) => rollbackDefinition(w, 'rollback')),
      decision: machine('decision', 'Decision', (w) => rollbackDefinition(w, 'decision')),
      release: machine('release', 'Release', releaseDefinition),
      settle: machine('settle', 'Settle', settleDefinition),
      standby: machine('standby', 'Standby', standbyDefinition),
      ...(drill && {
        'backup-drill': machine('backup-drill', 'BackupDrill', (w) => backupDrillDefinition(w, drill)),
      }),
    };
    return { ...working, wake: this.wake(configuration, [...called], key) };
  }

  private wake({ name, region }: CheckedConfiguration, called: readonly Step[], key: IKey): StateMachine {
    const { chainable } = new WakeDefinition(this, called, region);
    const made = createMachine(this, name, 'wake', chainable, key);
    for (const step of called) step.published.grantInvoke(made);
    return made;
  }

  private endpoints({ database: { connect, lostWritesTask } }: CheckedConfiguration, steps: Steps): void {
    const { endpoints } = connect ?? {};
    if (connect === undefined || endpoints === undefined) return;
    const called = servicesCalledFrom(Object.values(steps), 'database.connect');
    const ofTask = lostWritesTask === undefined ? [] : SERVICES_OF_A_TASK;
    new ServiceEndpoints(this, { connect, endpoints, called: [...new Set([...called, ...ofTask])].sort() });
  }

  private exports(configuration: CheckedConfiguration, storage: Storage): void {
    const { connect, lostWritesTask: task } = configuration.database;
    if (connect === undefined || task === undefined) return;
    new LostWritesTask(this, { configuration, storage, connect, task });
  }

  private triggers(configuration: CheckedConfiguration, steps: Steps, { key }: Storage): void {
    const { devops } = this.topics;
    const { release, rollback, decision, settle, standby, 'backup-drill': backupDrill } = this.machines;
    const { name } = configuration;
    new AlarmRule(this, { configuration, rollback, devops, key });
    new EscalationRule(
      this,
      name,
      [release, rollback, decision, settle, standby, ...(backupDrill === undefined ? [] : [backupDrill])],
      steps.escalate.function,
    );
    new WatchdogSchedule(this, name, steps.watchdog.function, devops);
    const notifiers = { sendMessage: steps.sendMessage.function, escalate: steps.escalate.function };
    new NotificationFailureAlarms(this, name, notifiers, devops);
    new PublicationSchedule(this, name, steps.publishRunning.function, devops);
    new MeasuresSchedule(this, name, steps.remindOfMeasures.function, devops);
    new WakeSchedule(this, name, this.machines.wake, devops);
    const { deleteExpired } = steps;
    if (deleteExpired !== undefined) new RetentionSchedule(this, name, deleteExpired.function, devops);
    const drill = drillSteps(steps);
    if (backupDrill !== undefined && drill !== undefined)
      new BackupDrillSchedule(this, { configuration, machine: backupDrill, steps: drill, devops });
  }

  private outputs(environment: string, { key, ledger, documents }: Storage): void {
    const output = (id: string, value: string, description?: string, exportName?: string) =>
      new CfnOutput(this, id, { value, ...(description && { description }), ...(exportName && { exportName }) });
    output('ReleaseMachineArn', this.releaseMachine.stateMachineArn, 'Start a release here');
    output('RollbackMachineArn', this.rollbackMachine.stateMachineArn, 'Start a rollback here');
    output('DecisionMachineArn', this.decisionMachine.stateMachineArn, 'Decide about an incident here');
    output('KeyArn', key.keyArn, 'For environments promoted from this one', `KnownGood-${environment}-KeyArn`);
    output('LedgerTable', ledger.tableName);
    output('DocumentsBucket', documents.bucketName);
    output('DevopsTopic', this.topics.devops.topicArn);
    output('TeamsTopic', this.topics.teams.topicArn);
  }
}
