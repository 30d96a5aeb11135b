import type { Random } from '../run/random.ts';
import type { Decided, Scenario } from '../story/scenario.ts';
import { type Mail, saysWatchdogIsSilent } from '../world/mail.ts';
import { OTHER } from '../world/versions.ts';
import { resumeWatchdog } from '../world/watchdog-schedule.ts';
import type { World } from '../world/world.ts';
import { AtTheConsole } from './at-the-console.ts';
import { completeRestores } from './damaged-restores.ts';
import { byHand, chosen, completed } from './deciding.ts';
import { asksToAct, decisionsIn } from './reading.ts';

/** How soon somebody on duty has read a message and acts. Virtual ms. */
const READS_WITHIN_MS = [120_000, 480_000] as const;
/** No message asks them to act: they come upon it by themselves. */
const COMES_BY_MS = 3 * 3_600_000;
const LOOKS_MS = 30_000;

const imageOf = ({ kernel: { account, region } }: World): string =>
  `${account}.dkr.ecr.${region}.amazonaws.com/survey-platform:${OTHER}`;

/** Somebody of the DevOps team: does what the messages and the runbook say. */
export class Person extends AtTheConsole {
  private readonly chance: Random;
  private readonly scenario: Pick<Scenario, 'decided' | 'goesOn'>;
  private read = 0;
  private decisionsMade = 0;
  private readonly handled = new Set<string>();

  constructor(world: World, chance: Random, scenario: Pick<Scenario, 'decided' | 'goesOn'>) {
    super(world);
    this.chance = chance;
    this.scenario = scenario;
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
    const unread = this.world.mail.mails.slice(this.read).some((mail) => asksToAct(mail, this.world));
    return !unread && !this.abandoned();
  }

  /** The next message that asks them to do something. */
  private next(): Mail | undefined {
    const { mails } = this.world.mail;
    while (this.read < mails.length) {
      const mail = mails[this.read++];
      if (mail !== undefined && asksToAct(mail, this.world)) return mail;
    }
    return undefined;
  }

  private async answer(mail: Mail): Promise<void> {
    if (saysWatchdogIsSilent(mail)) {
      this.did('mends the watchdog');
      resumeWatchdog(this.world);
    }
    const { status } = this.world.ledger.held();
    const shown = decisionsIn(mail);
    if (shown.length === 0) {
      if (this.abandoned() && !this.decisionIsUnread()) await this.goOn();
      return;
    }
    if (status !== 'frozen') return;
    // Frozen once more: the message says what stood in the way of the last decision.
    if (this.decisionsMade > 0) await this.mend();
    const choice = chosen(shown, this.decides());
    if (choice !== undefined)
      await this.start('decision', { ...completed(choice, imageOf(this.world)), reason: 'Decided by DevOps' });
  }

  /** Whoever reads an older message sees that a newer one shows what to decide. */
  private decisionIsUnread(): boolean {
    return this.world.mail.mails.slice(this.read).some((mail) => decisionsIn(mail).length > 0);
  }

  /** What they had in mind; when that did not work out, the way back to the restore point, which always does. */
  private decides(): Decided {
    const decided = this.decisionsMade++ === 0 ? this.scenario.decided : 'restore';
    if (decided === 'reopen') this.world.versions.bad = false;
    return decided;
  }

  /** Somebody's work is unfinished: its execution no longer runs, or a person must decide and no message shows how. */
  private abandoned(): boolean {
    const { status, holder } = this.world.ledger.held();
    if (status === 'frozen') return true;
    if (status === 'open' || holder === '') return false;
    return this.world.states.executions().find(({ options }) => options.arn === holder)?.status !== 'RUNNING';
  }

  /** Mends what is broken, then redrives; where that is not possible, or did not help, starts a rollback by hand. */
  private async goOn(): Promise<void> {
    const { holder, status } = this.world.ledger.held();
    await this.mend();
    const incident = this.world.ledger.status().incident ?? '';
    if (status === 'frozen') {
      await this.start('decision', byHand(incident, this.decides()));
      return;
    }
    const redrive = !this.handled.has(holder) && !(this.scenario.goesOn === 'decision' && incident !== '');
    this.handled.add(holder);
    if (redrive && (await this.redriven(holder))) return;
    // A release that ended has no incident yet: its rollback is a request like any other.
    await this.start(incident === '' ? 'rollback' : 'decision', byHand(incident, 'none'));
  }

  private async mend(): Promise<void> {
    const { faults, facts, clock } = this.world;
    faults.mend();
    completeRestores(this.world);
    this.did('mends the cause');
    for (const change of facts.others) await change.mend();
    facts.mendedAt.push(clock.now());
  }

  private async redriven(execution: string): Promise<boolean> {
    try {
      await this.redrive(execution);
      return true;
    } catch (error) {
      this.did(`cannot redrive: ${(error as Error).message}`);
      return false;
    }
  }
}
