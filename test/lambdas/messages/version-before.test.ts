import { describe, expect, it } from 'vitest';
import { reasonsIn } from '../../../lambdas/messages/reasons.ts';
import { render } from '../../../lambdas/messages/render.ts';
import { verifierOf, versionBefore } from '../../../lambdas/messages/version-before.ts';
import { messages, voice } from './samples.ts';

describe('a version that no release has verified', () => {
  it('is the one before, in words; the ledger’s word for it is shown to nobody', () => {
    expect(versionBefore('pt-BR', 'unknown')).toBe('a versão anterior');
    expect(versionBefore('en', null)).toBe('the version before');
    expect(versionBefore('en', '2.3.1')).toBe('version 2.3.1');
    expect([verifierOf('unverified'), verifierOf('r1')]).toEqual([null, 'r1']);
  });

  it.each(['pt-BR', 'en'] as const)('is called so in %s where a person chooses to go back to it', (language) => {
    const frozen = messages.flatMap((one) => (one.kind === 'frozen' ? [one] : []));
    expect(frozen.length).toBeGreaterThan(0);
    for (const message of frozen) {
      const facts = { ...message, ways: { ...message.ways, returnsTo: 'unknown' } };
      const { body } = render(facts, { ...voice, language });
      // `acceptLostWrites: "unknown"` of the command to copy is no word for people.
      expect(body.replace(/\{".*\}/g, '')).not.toMatch(/(version|versão) unknown/);
    }
    expect(reasonsIn(language).undoneTogether(2, 'unknown')).not.toContain('unknown');
  });
});
