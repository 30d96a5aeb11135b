import type { CommanderError } from 'commander';
import { EXIT, Stop } from './exit.ts';
import type { Words } from './words/words.ts';

const quoted = (message: string): string => /'([^']*)'/.exec(message)?.[1] ?? message;

/** What commander refuses, in our words; undefined: help or the version was printed, which is no error. */
export function usageProblem({ code, message }: CommanderError, command: string, { errors }: Words): Stop | undefined {
  if (['commander.helpDisplayed', 'commander.version', 'commander.help'].includes(code)) return undefined;
  const suggestion = /Did you mean (?:one of )?([^?]*)\?/.exec(message)?.[1];
  const hints = [...(suggestion === undefined ? [] : [errors.didYouMean(suggestion)]), errors.seeHelp(command)];
  const stop = (text: string) => new Stop(EXIT.wrongInput, text, hints);
  switch (code) {
    case 'commander.unknownOption':
      return stop(errors.unknownOption(quoted(message)));
    case 'commander.unknownCommand':
      return stop(errors.unknownCommand(quoted(message)));
    case 'commander.missingArgument':
      return stop(errors.missingArgument(quoted(message)));
    case 'commander.optionMissingArgument':
      return stop(errors.optionNeedsValue(quoted(message)));
    case 'commander.missingMandatoryOptionValue':
      return stop(errors.missingOption(quoted(message)));
    case 'commander.excessArguments':
      return stop(errors.excessArguments(message.replace(/^error: /, '')));
    case 'commander.invalidArgument': {
      // error: option '--kind <kind>' argument 'x' is invalid. Allowed choices are software, infrastructure.
      // error: command-argument value 'x' is invalid for argument 'switch'. Allowed choices are off, on.
      const [, value, argument] = /value '([^']*)' is invalid for argument '([^']*)'/.exec(message) ?? [];
      const [, flags = `<${argument ?? ''}>`, found = value ?? ''] =
        /'([^']*)' (?:argument|value) '([^']*)'/.exec(message) ?? [];
      const expected = /Allowed choices are (.*?)\.?$/.exec(message)?.[1] ?? message;
      return stop(errors.wrongValue(flags, found, expected));
    }
    default:
      return stop(message.replace(/^error: /, ''));
  }
}
