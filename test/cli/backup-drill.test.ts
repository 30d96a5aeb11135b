import { describe, expect, it } from 'vitest';
import { backupDrillLines } from '../../cli/screen/backup-drill.ts';
import { wordsIn } from '../../cli/words/words.ts';
import type { BackupDrillRecord, DrillResult, EndedDrill } from '../../lambdas/model/backup-drill.ts';
import { drillThat } from '../documents/drill-messages.ts';

const proven = drillThat({ kind: 'proven', readyMinutes: 14, provenMinutes: 15, proof: [] });
const of = (last: EndedDrill | null, best: EndedDrill | null): BackupDrillRecord => ({
  ...{ turn: 1, since: '2026-11-01T00:00:00.000Z', running: null, last, proven: best },
});
const shown = (record: BackupDrillRecord | undefined, language: 'en' | 'pt-BR' = 'en') =>
  backupDrillLines(record, wordsIn(language), { language, timeZone: 'UTC' }, 200)
    .map(({ text }) => text.trim())
    .join('\n');
const failed: DrillResult = { kind: 'failed', cause: 'no capacity' };

describe('the last backup drill in the status', () => {
  it('is nothing where nobody has looked', () => expect(shown(undefined)).toBe(''));

  it('says what the newest proven one measured', () =>
    expect(shown(of(proven, proven))).toMatch(
      /restored and proven in 15 min, .*; 4 min of writes would have been lost/,
    ));

  it('says that none has proven anything, and why the newest failed', () => {
    const said = shown(of({ ...drillThat(failed), left: { instance: 'survey-kgdrill-1', cause: 'denied' } }, null));
    expect(said).toMatch(
      /no restore has been proven by a drill yet\nthe newest FAILED, .*: no capacity\nsurvey-kgdrill-1 is left/,
    );
  });

  it('speaks Portuguese', () =>
    expect(shown(of(proven, proven), 'pt-BR')).toContain('restaurado e comprovado em 15 min'));
});
