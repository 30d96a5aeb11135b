import '../stub/before-handlers.ts';
import { describe, expect, it } from 'vitest';
import { handler } from '../../../lambdas/requests/plan-rollback/handler.ts';
import { decide } from '../../../lambdas/requests/triage/decide.ts';
import { person } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { facts, input as ofTriage } from './triage/given.ts';

describe('plan-rollback', () => {
  it('answers from what it is given, and calls nothing', async () => {
    const triage = decide(ofTriage({ trigger: person() }), facts());
    const nothing = { services: [], schedules: [], knownGood: null, restorePoint: null, counted: null };
    const input = { problems: ['refused'], triage, ...nothing };
    expect(await handler(input)).toMatchObject({ wouldRun: false, problems: ['refused'], target: null });
    expect(await handler(input)).toEqual(await handler(input));
    expect(aws.calls).toEqual([]);
  });
});
