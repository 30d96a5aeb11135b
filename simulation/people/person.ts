import type { Random } from '../run/random.ts';
import type { Decided, Scenario } from '../story/scenario.ts';
import { type Mail, tellsOfSilence } from '../world/mail.ts';
import type { World } from '../world/world.ts';

const ME = { arn: 'arn:aws:iam::111122223333:user/person' };
/** How soon somebody on duty has read a message and acts. Virtual ms. */
const READS_WITHIN_MS = [120_000, 480_000] as const;
/** Nobody told them: they come upon it by themselves. */
const COMES_BY_MS = 3 * 3_600_000;
const LOOKS_MS = 30_000;

/** What the person did, for the timeline. */
export interface Deed {
  readonly at: number;
  readonly what: string;
}

/** Somebody of the DevOps team: does what the messages and the runbook say. */
export class Person {
  readonly deeds: Deed[] = [];
  private readonly world: World;
  private readonly chance: Random;
  private readonly scenario: Pick<Scenario, 'decided' | 'goesOn'>;
  private read = 0;
  private decisionsMade = 0;
  private readonly handled = new Set<string>();

  constructor(world: World, chance: Random, scenario: Pick<Scenario, 'decided' | 'goesOn'>) {
    this.world = world;
    this.chance = chance;
    this.scenario = scenario;
  }

  machine(kind: 'release' | 'rollback' | 'decision'): string {
    const { region, account } = this.world.kernel;
    return `arn:aws:states:${region}:${account}:stateMachine:knowngood-sandbox-${kind}`;
  }

  async start(kind: 'release' | 'rollback' | 'decision', input: object): Promise<string> {
    this.did(`starts a ${kind}: ${JSON.stringify(input)}`);
    const { executionArn } = (await this.asks('StartExecution', {
      stateMachineArn: this.machine(kind),
      name: `person-${kind}-${this.deeds.length}`,
      input: JSON.stringify(input),
    })) as { executionArn: string };
    return executionArn;
  }

  async stop(executionArn: string): Promise<void> {
    this.did(`stops ${executionArn.split(':').at(-1)}`);
    await this.asks('StopExecution', { executionArn, error: 'Person', cause: 'stopped by hand' });
  }

  async redrive(executionArn: string): Promise<void> {
    this.did(`redrives ${executionArn.split(':').at(-1)}`);
    await this.asks('RedriveExecution', { executionArn });
  }

  /** On duty until the run is over. */
  async onDuty(): Promise<void> {
    const { clock } = this.world;
    let unfinishedSince: number | undefined;
    for (;;) {
      await clock.sleep(LOOKS_MS);
      const mail = this.next();
      if (mail !== undefined) {
        await clock.sleep(this.chance.int(...READS_WITHIN_MS));
        await this.answer(mail);
        continue;
      }
      unfinishedSince = this.abandoned() ? (unfinishedSince ?? clock.now()) : undefined;
      if (unfinishedSince === undefined || clock.now() - unfinishedSince < COMES_BY_MS) continue;
      unfinishedSince = undefined;
      this.did('comes upon an environment that nobody works on');
      await this.goOn();
    }
  }

  /** Nothing of theirs is left to do. */
  get idle(): boolean {
    return this.unread() === undefined && !this.abandoned();
  }

  private unread(): Mail | undefined {
    return this.world.mail.mails.slice(this.read).find((mail) => this.calls(mail));
  }

  private next(): Mail | undefined {
    const { mails } = this.world.mail;
    while (this.read < mails.length) {
      const mail = mails[this.read++];
      if (mail !== undefined && this.calls(mail)) return mail;
    }
    return undefined;
  }

  /** Whether a message asks them to do something: it shows decisions, or names an execution to go on with. */
  private calls(mail: Mail): boolean {
    const { topic, body } = mail;
    if (!topic.endsWith('devops')) return false;
    // The runbook: the watchdog is mended, and what is unfinished gone on with by hand.
    if (tellsOfSilence(mail)) return this.world.facts.watchdogStopped;
    return this.decisions(body).length > 0 || /arn:aws:states:[^\s]*:execution:/.test(body);
  }

  private decisions(body: string): Record<string, unknown>[] {
    return [...body.matchAll(/\{"reason".*\}/g)].map(([json]) => JSON.parse(json) as Record<string, unknown>);
  }

  private async answer(mail: Mail): Promise<void> {
    if (tellsOfSilence(mail)) {
      this.did('mends the watchdog');
      this.world.watchdog('begins again');
    }
    const { status } = this.world.ledger.held();
    const decisions = this.decisions(mail.body);
    if (decisions.length === 0) {
      if (this.abandoned()) await this.goOn();
      return;
    }
    if (status !== 'frozen') return;
    const decided = this.decides();
    if (decided === 'reopen') this.world.versions.bad = false;
    const choice = decisions.find((json) => fits(json, decided)) ?? decisions[0];
    if (choice !== undefined) await this.start('decision', { ...choice, reason: 'Decided by DevOps' });
  }

  /** What they had in mind; when that did not work out, the way back to the restore point, which always does. */
  private decides(): Decided {
    return this.decisionsMade++ === 0 ? this.scenario.decided : 'restore';
  }

  /** Somebody's work is unfinished: its execution no longer runs, or a person must decide and was not told how. */
  private abandoned(): boolean {
    const { status, holder } = this.world.ledger.held();
    if (status === 'frozen') return true;
    if (status === 'open' || holder === '') return false;
    return this.world.states.executions().find(({ options }) => options.arn === holder)?.status !== 'RUNNING';
  }

  /** Mends what is broken, then redrives; where that is not possible, or did not help, starts a rollback by hand. */
  private async goOn(): Promise<void> {
    const { holder, status } = this.world.ledger.held();
    this.world.faults.mend();
    this.did('mends the cause');
    for (const change of this.world.facts.others) await change.mend();
    this.world.facts.mendedAt.push(this.world.clock.now());
    const incident = String(this.world.ledger.status()['incident'] ?? '');
    if (status === 'frozen') {
      const decided = this.decides();
      if (decided === 'reopen') this.world.versions.bad = false;
      await this.start('decision', this.byHand(incident, decided));
      return;
    }
    const redrive = !this.handled.has(holder) && !(this.scenario.goesOn === 'decision' && incident !== '');
    this.handled.add(holder);
    if (redrive) {
      try {
        await this.redrive(holder);
        return;
      } catch (error) {
        this.did(`cannot redrive: ${(error as Error).message}`);
      }
    }
    // A release that ended has no incident yet: its rollback is a request like any other.
    await this.start(incident === '' ? 'rollback' : 'decision', this.byHand(incident, 'none'));
  }

  private byHand(incident: string, decided: Decided | 'none'): object {
    return {
      reason: 'Going on by hand',
      criterion: 'monitoring-feedback',
      ...(incident === '' ? {} : { incident }),
      ...(reopens(decided) ? { decision: 'reopen' } : {}),
      ...(decided === 'keep' ? { database: 'keep' } : {}),
      ...(decided === 'restore' ? { database: 'restore', acceptLostWrites: 'unknown' } : {}),
    };
  }

  private async asks(operation: string, input: object): Promise<unknown> {
    return await this.world.kernel.call(ME, 'states', operation, input);
  }

  private did(what: string): void {
    this.deeds.push({ at: this.world.clock.now(), what });
  }
}

const fits = (json: Record<string, unknown>, decided: Decided): boolean =>
  reopens(decided) ? json['decision'] === 'reopen' : json['database'] === decided;

const reopens = (decided: Decided | 'none'): boolean => decided === 'reopen' || decided === 'reopen-wrongly';
