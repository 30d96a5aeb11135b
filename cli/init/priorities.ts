import { question } from '../../lib/configuration/questions.ts';
import type { InitWords } from '../words/init-en.ts';
import { type Block, plain } from './document.ts';
import type { Reached } from './listener-blocks.ts';
import { groupsOf } from './listener-scope.ts';

/** As many as the example reserves: room for the rules that lead to the application. */
const ROOM = 10;

/**
 * Priorities that are free on every listener and win over every rule of the application: a page behind one of those would not be
 * seen. Where there are none, people have to move their rules.
 * @param own target groups of the services
 */
export function prioritiesOf(reached: readonly Reached[], own: ReadonlySet<string>, words: InitWords): Block {
  const rules = reached.flatMap(({ found }) => found.rules).filter(({ IsDefault }) => IsDefault !== true);
  const taken = new Set(rules.map(({ Priority }) => Number(Priority)));
  const ours = rules.filter((rule) => groupsOf(rule).some((arn) => own.has(arn)));
  const first = Math.min(...ours.map(({ Priority }) => Number(Priority)), 50_001);
  const needed = Math.max(...reached.map(({ found }) => 1 + leading(found.rules, own)), 2);
  for (const size of [Math.max(ROOM, needed), needed]) {
    for (let bypass = 1; bypass + size - 1 < first; bypass += 1) {
      const all = Array.from({ length: size }, (_, n) => bypass + n);
      if (!all.some((priority) => taken.has(priority))) return plain({ bypass, page: bypass + size - 1 });
    }
  }
  return plain({ bypass: 1, page: question(words.noPriorities(first, needed)) });
}

/** The rules that lead to the application, each of which the bypass may have to repeat. */
const leading = (rules: Reached['found']['rules'], own: ReadonlySet<string>): number =>
  Math.max(rules.filter((rule) => groupsOf(rule).some((arn) => own.has(arn))).length, 1);
