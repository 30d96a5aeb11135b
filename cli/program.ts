import { Argument, Command, Option } from 'commander';
import { CRITERIA } from '../lambdas/model/environment.ts';
import { MIGRATIONS } from '../lambdas/model/release.ts';
import { STANDBYS } from '../lambdas/model/standby-mode.ts';
import type { Run } from './verbs/verb.ts';
import type { Words } from './words/words.ts';

/** Loads a verb when it is called: the SDK's clients of the others are never evaluated. */
export type Load = (verb: string, load: () => Promise<{ readonly run: Run }>) => (...args: unknown[]) => Promise<void>;

const more = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** Every verb with its options, in the words of one language. */
export function createProgram(words: Words, version: string, load: Load): Command {
  const { help } = words;
  const program = new Command('knowngood')
    .description(help.about)
    .version(version, '-V, --version', help.version)
    .addOption(new Option('-e, --environment <name>', help.of.environment).env('KNOWNGOOD_ENVIRONMENT'))
    .option('--json', help.of.json)
    .addOption(new Option('--language <language>', help.of.language).choices(['en', 'pt-BR']))
    .option('--yes', help.of.yes)
    .helpOption('-h, --help', help.help)
    .helpCommand(false);
  const verb = verbIn(words);

  verb(program, 'status', help.verbs.status, 'knowngood status').action(
    load('status', () => import('./verbs/status.ts')),
  );
  releaseVerb(verb(program, 'release [version]', help.verbs.release, RELEASE), words).action(
    load('release', () => import('./verbs/release.ts')),
  );
  rollbackVerb(verb(program, 'rollback', help.verbs.rollback, ROLLBACK), words).action(
    load('rollback', () => import('./verbs/rollback.ts')),
  );
  decideVerb(verb(program, 'decide [incident]', help.verbs.decide, DECIDE), words).action(
    load('decide', () => import('./verbs/decide.ts')),
  );
  verb(program, 'watch [execution]', help.verbs.watch, 'knowngood watch').action(
    load('watch', () => import('./verbs/watch.ts')),
  );
  verb(program, 'history', help.verbs.history, 'knowngood history --on 2026-11-24')
    .option('--limit <number>', help.of.limit, '20')
    .option('--on <date>', help.history.on)
    .action(load('history', () => import('./verbs/history.ts')));
  verb(program, 'show <id>', help.verbs.show, 'knowngood show rollback-20261124141003-6d2d4f9c').action(
    load('show', () => import('./verbs/show.ts')),
  );
  verb(
    program,
    'report <id>',
    help.verbs.report,
    'knowngood report 20261124141003-6d2d4f9c --html --output post-mortem.html',
  )
    .option('--html', help.report.html)
    .option('--output <file>', help.report.output)
    .action(load('report', () => import('./verbs/report.ts')));
  releaseOptions(verb(program, 'check [version]', help.verbs.check, 'knowngood check 2.4.0'), words)
    .option('--rollback', help.check.rollback)
    .option('--to <release>', help.of.to)
    .action(load('check', () => import('./verbs/check.ts')));
  verb(program, 'maintenance', help.verbs.maintenance, 'knowngood maintenance').action(
    load('maintenance', () => import('./verbs/maintenance.ts')),
  );
  automationVerb(verb(program, 'automation', help.verbs.automation, AUTOMATION), words).action(
    load('automation', () => import('./verbs/automation.ts')),
  );
  lostWritesVerb(verb(program, 'lost-writes', help.verbs.lostWrites, LOST_WRITES), words).action(
    load('lost-writes', () => import('./verbs/lost-writes.ts')),
  );
  verb(program, 'subscribers', help.verbs.subscribers, 'knowngood subscribers').action(
    load('subscribers', () => import('./verbs/subscribers.ts')),
  );
  settingUp(program, words, load);
  return program;
}

/** What a new environment needs, and one that is to be looked over. */
function settingUp(program: Command, words: Words, load: Load): void {
  const { help } = words;
  const verb = verbIn(words);
  const config = program.command('config').description(help.verbs.config);
  verb(config, 'check [files...]', help.verbs.configCheck, 'knowngood config check config/production.ts').action(
    load('config check', () => import('./verbs/config-check.ts')),
  );
  initVerb(verb(program, 'init <name>', help.verbs.init, INIT), words).action(
    load('init', () => import('./verbs/init.ts')),
  );
  verb(program, 'drill', help.verbs.drill, 'knowngood drill')
    .option('--alarm <name>', help.drill.alarm)
    .option('--backup', help.drill.backup)
    .option('--no-wait', help.of.noWait)
    .option('--requested-by <name>', help.of.requestedBy)
    .action(load('drill', () => import('./verbs/drill.ts')));
  verb(program, 'doctor', help.verbs.doctor, 'knowngood doctor').action(
    load('doctor', () => import('./verbs/doctor.ts')),
  );
}

const verbIn =
  ({ help }: Words) =>
  (parent: Command, usage: string, about: string, example: string): Command =>
    parent.command(usage).description(about).addHelpText('after', `\n${help.example}\n  ${example}`);

const RELEASE = 'knowngood release 2.4.0 --reason "Sprint 18: NPS filters" --migration compatible';
const ROLLBACK = 'knowngood rollback --reason "Dashboards answer 500 since 14:10" --criterion monitoring-feedback';
const DECIDE = 'knowngood decide --keep --reason "Answers matter more than the new filters"';
const AUTOMATION = 'knowngood automation off --until 2h --reason "Load test of the surveys: its alarms are expected"';
const INIT = 'knowngood init production --cluster cx --service api --service sender';
const LOST_WRITES =
  'knowngood lost-writes --rollback 20261124141003-6d2d4f9c --secret <ARN> --database cx --folder lost';

/** What the request of a release says, apart from why and by whom. */
const releaseOptions = (command: Command, { help }: Words): Command =>
  command
    .option('--service <name[=image]>', help.release.service, more)
    .addOption(new Option('--migration <kind>', help.release.migration).choices(MIGRATIONS))
    .option('--affected <functionality>', help.of.affected, more)
    .option('--ignore-alarm <name>', help.release.ignoreAlarms, more)
    .addOption(new Option('--standby <mode>', help.release.standby).choices(STANDBYS))
    .option('--commit <commit>', help.release.commit)
    .option('--branch <branch>', help.release.branch)
    .addOption(new Option('--kind <kind>', help.release.kind).choices(['software', 'infrastructure']))
    .option('--impact <text>', help.release.impact)
    .option('--plan <text>', help.release.plan)
    .option('--from <environment>', help.release.from)
    .option('--despite <word>', help.release.despite);

const asking = (command: Command, { help }: Words): Command =>
  command
    .option('--reason <text>', help.of.reason)
    .option('--requested-by <name>', help.of.requestedBy)
    .option('--print', help.of.print)
    .option('--no-wait', help.of.noWait);

const releaseVerb = (command: Command, words: Words): Command =>
  releaseOptions(asking(command, words), words)
    .option('--confirm <release>', words.help.release.confirm)
    .option('--input <file>', words.help.release.input)
    .option('--dry-run', words.help.of.dryRun);

const rollbackVerb = (command: Command, words: Words): Command =>
  asking(command, words)
    .addOption(new Option('--criterion <criterion>', words.help.of.criterion).choices(CRITERIA))
    .addOption(new Option('--database <what>', 'policy, restore, keep').choices(['policy', 'restore', 'keep']))
    .option('--to <release>', words.help.of.to)
    .option('--affected <functionality>', words.help.of.affected, more)
    .option('--dry-run', words.help.of.dryRun);

const decideVerb = (command: Command, words: Words): Command => {
  const { decide, of } = words.help;
  return asking(command, words)
    .option('--restore', decide.restore)
    .option('--keep', decide.keep)
    .option('--reopen', decide.reopen)
    .option('--forward', decide.forward)
    .option('--confirm <id>', decide.confirm)
    .option('--accept-lost-writes <number>', decide.acceptLostWrites)
    .option('--accept-proof', decide.acceptProof)
    .option('--image <service=image>', decide.image, more)
    .addOption(new Option('--criterion <criterion>', of.criterion).choices(CRITERIA))
    .option('--to <release>', of.to)
    .option('--affected <functionality>', of.affected, more);
};

const automationVerb = (command: Command, words: Words): Command => {
  const { automation } = words.help;
  return asking(command, words)
    .addArgument(new Argument('[switch]', automation.to).choices(['off', 'on']))
    .option('--until <time>', automation.until)
    .option('--release <release>', automation.release);
};

const initVerb = (command: Command, { help: { init } }: Words): Command =>
  command
    .option('--cluster <name>', init.cluster)
    .option('--service <name>', init.service, more)
    .option('--database <instance>', init.database)
    .option('--output <file>', init.output);

const lostWritesVerb = (command: Command, { help: { lostWrites } }: Words): Command =>
  command
    .requiredOption('--rollback <id>', lostWrites.rollback)
    .requiredOption('--secret <arn>', lostWrites.secret)
    .requiredOption('--database <name>', lostWrites.database)
    .requiredOption('--folder <path>', lostWrites.folder)
    .option('--release <id>', lostWrites.release)
    .addOption(new Option('--tls <mode>', lostWrites.tls).choices(['require', 'disable']).default('require'));
