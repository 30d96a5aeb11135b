import { describe, expect, it } from 'vitest';
import { closing, type Played } from '../../play/closing.ts';

const played: Played = {
  phases: [{ phase: 'restore beside, prove, put back', ms: 354_000 }],
  seconds: Array.from({ length: 130 }, (_, n) => ({
    served: n < 40 || n > 90 ? 180 : 0,
    maintenance: n >= 40 && n <= 90 ? 200 : 0,
    errors: n === 40 ? 20 : 0,
  })),
  mails: ['produto', 'qa', 'atendimento'].map((name) => ({
    subject: '[sandbox] Começa a liberação da versão 1.1.0',
    to: `${name}@pesquisas.example`,
  })),
  written: [['post-mortem', '.sandbox/documents/post-mortems/20261124142505-42028b7c.md']],
  claims: [
    { claim: 'no acknowledged answer is nowhere', holds: true, found: '0 of 2498' },
    {
      claim: 'answers written to 2.0.0 are counted as lost, exactly',
      holds: false,
      found: '238 counted, 237 found in the quarantined database',
    },
  ],
};

describe.each([80, 160])('the end of a play at %i columns', (width) => {
  const lines = closing(played, width);
  const text = lines.map((line) => line.text).join('\n');

  it('fits', () => {
    for (const line of lines) expect([...line.text].length, line.text).toBeLessThanOrEqual(width);
  });

  it('draws the whole play: the errors stand where service gives way to maintenance', () => {
    const row = (what: string) => text.split('\n').find((line) => line.startsWith(`  ${what}`)) ?? '';
    const column = row('errors').search(/[▁-█]/);
    expect(column).toBe(row('maintenance').search(/[▁-█]/));
    expect(row('served').length).toBeGreaterThan(row('maintenance').length);
    expect(text).toContain(width === 80 ? 'one column is 3 seconds' : 'one column is 2 seconds');
  });

  it('says everything: who was told, where it lies, and each claim with what was found', () => {
    const words = text.replace(/\s+/g, ' ');
    expect(words).toContain('produto@pesquisas.example, qa@pesquisas.example, atendimento@pesquisas.example');
    expect(words).toContain('✓ no acknowledged answer is nowhere (0 of 2498)');
    expect(words).toContain(
      '✗ answers written to 2.0.0 are counted as lost, exactly (238 counted, 237 found in the quarantined database)',
    );
    expect(lines.at(-1)).toEqual({ text: '1 of 2 claims do not hold.', tone: 'bad' });
  });
});
