import tab from '@bomb.sh/tab/commander';
import type { Command } from 'commander';
import { CommanderError } from 'commander';
import { EXIT, type ExitCode, Stop } from './exit.ts';
import { languageIn, languageOf } from './language.ts';
import { createProgram, type Load } from './program.ts';
import { type Common, Session } from './session.ts';
import { usageProblem } from './usage.ts';
import { type Words, wordsIn } from './words/words.ts';

/** Runs the command with these arguments. @returns the exit code */
export async function main(args: readonly string[], version: string): Promise<ExitCode> {
  const words = wordsIn(languageIn(args) ?? languageOf(process.env));
  let code: ExitCode = EXIT.done;
  // commander calls an action with the arguments, the options and the command.
  const load: Load =
    (_verb, loaded) =>
    async (...called) => {
      const command = called.at(-1) as Command;
      const { run } = await loaded();
      const common = command.optsWithGlobals() as Common;
      code = await run(new Session(words, common), { args: called.slice(0, -2), options: command.opts() });
    };
  const program = createProgram(words, version, load);
  tab(program, { completionCommandName: 'completion' });
  for (const command of withinAll(program)) speak(command, words);
  try {
    await program.parseAsync(args.length === 0 ? ['--help'] : [...args], { from: 'user' });
    return code;
  } catch (error) {
    return await failed(error, program, words, args);
  }
}

const withinAll = (command: Command): Command[] => [command, ...command.commands.flatMap(withinAll)];

/** commander's own headings, in the language; what it refuses is told by us. */
function speak(command: Command, { help }: Words): void {
  if (command.name() === 'completion') command.description(help.verbs.completion);
  command.exitOverride().configureOutput({ writeErr: () => {} });
  command.helpOption('-h, --help', help.help);
  const headings: Readonly<Record<string, string>> = {
    'Usage:': help.usage,
    'Options:': help.options,
    'Commands:': help.commands,
    'Arguments:': help.arguments,
  };
  command.configureHelp({ styleTitle: (title) => headings[title] ?? title });
}

async function failed(error: unknown, program: Command, words: Words, args: readonly string[]): Promise<ExitCode> {
  const stop =
    error instanceof CommanderError ? usageProblem(error, commandOf(program, args), words) : await stopOf(error, words);
  if (stop === undefined) return EXIT.done;
  process.stderr.write(`${words.errors.problem}: ${stop.message}\n`);
  for (const hint of stop.hints) process.stderr.write(`  ${hint}\n`);
  if (process.env['KNOWNGOOD_DEBUG'] === '1') process.stderr.write(`${String((error as Error).stack)}\n`);
  return stop.code;
}

async function stopOf(error: unknown, words: Words): Promise<Stop> {
  if (error instanceof Stop) return error;
  const { accessProblem } = await import('./account/failure.ts');
  const { errors } = words;
  return (
    accessProblem(error, process.env['AWS_ENDPOINT_URL'], words) ??
    new Stop(EXIT.unexpected, errors.unexpected((error as Error).message), errors.unexpectedHint)
  );
}

/** The command whose help explains what was typed wrong. */
function commandOf(program: Command, args: readonly string[]): string {
  const words = args.filter((arg) => !arg.startsWith('-'));
  const found = program.commands.find((command) => words.includes(command.name()));
  return found === undefined ? program.name() : `${program.name()} ${found.name()}`;
}
