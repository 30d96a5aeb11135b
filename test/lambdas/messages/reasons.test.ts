import { describe, expect, it } from 'vitest';
import { type Reasons, reasonsIn } from '../../../lambdas/messages/reasons.ts';

/** Every reason with facts of its own, which are to be in the sentence. */
const saidOf = (say: Reasons): Record<string, readonly [sentence: string, ...facts: string[]]> => ({
  reopenUnverified: [say.reopenUnverified('web'), 'web'],
  reopenMixed: [say.reopenMixed('worker'), 'worker'],
  undoneAlready: [say.undoneAlready('r2', '1.0.0', '0.9.0'), 'r2', '1.0.0', '0.9.0'],
  heldOpen: [say.heldOpen('r2', 'Ana', 'i1', '{}'), 'r2', 'Ana', 'i1', '{}'],
  outsideWindow: [say.outsideWindow('r1', 240, 120), 'r1', '240', '120'],
  changedNothing: [say.changedNothing('r1'), 'r1'],
  newestChange: [say.newestChange('r1'), 'r1'],
  undoneTogether: [say.undoneTogether(3, '1.0.0'), '3', '1.0.0'],
  imageMissing: [say.imageMissing('web', 'app', 'x@sha256:0', 'gone'), 'web', 'app', 'x@sha256:0', 'gone'],
  definitionMissing: [say.definitionMissing('web', 'td:1'), 'web', 'td:1'],
  imageForNothing: [say.imageForNothing('web/x', 'web'), 'web/x'],
  runsForeign: [say.runsForeign('web', 'td:9'), 'web', 'td:9'],
  askedForward: [say.askedForward('b1', 'survey', 'r2'), 'b1', 'survey', 'r2'],
  release: [say.release('2.0.0', 'r2'), '2.0.0', 'r2'],
  acceptedAny: [say.acceptedAny(7), '7'],
  unknownLoss: [say.unknownLoss('it is down'), 'it is down'],
  withinLimit: [say.withinLimit(7, 9), '7', '9'],
  aboveLimit: [say.aboveLimit(9, 7), '9', '7'],
});

describe.each(['pt-BR', 'en'] as const)('reasons in %s', (language) => {
  const said = saidOf(reasonsIn(language));
  it.each(Object.keys(said))('%s has its facts', (reason) => {
    const [sentence = '', ...facts] = said[reason] ?? [];
    for (const fact of facts) expect(sentence).toContain(fact);
  });

  it('have one write in the singular', () => {
    const { withinLimit } = reasonsIn(language);
    expect(withinLimit(1, 0).replace('1', '2')).not.toBe(withinLimit(2, 0));
  });
});

it('every reason is said in another way in the other language', () => {
  const [portuguese, english] = [reasonsIn('pt-BR'), reasonsIn('en')];
  expect(Object.keys(portuguese).sort()).toEqual(Object.keys(english).sort());
  const [inPortuguese, inEnglish] = [saidOf(portuguese), saidOf(english)];
  for (const reason of Object.keys(portuguese) as (keyof Reasons)[]) {
    const sentences = [portuguese, english].map((say) => say[reason]);
    if (typeof sentences[0] === 'string') expect(sentences[0]).not.toBe(sentences[1]);
    else expect(inPortuguese[reason]?.[0], reason).not.toBe(inEnglish[reason]?.[0]);
  }
});
