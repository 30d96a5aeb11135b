import { describe, expect, it } from 'vitest';
import { FIRST_ORDER } from '../../../../lambdas/model/environment.ts';
import { STATES } from '../../../../lambdas/model/state-names.ts';
import { codeOf, expression } from '../../../../lib/workflows/expression.ts';
import { numbered } from '../../../../lib/workflows/operators.ts';
import { $ } from '../../../../lib/workflows/variables.ts';
import type { MapState } from '../../../../sandbox/services/states/asl.ts';
import { evaluate } from '../../../../sandbox/services/states/expression.ts';
import { synthesized } from './synthesized.ts';

const switches = [
  { service: 'api' },
  { service: 'web', order: 2 },
  { service: 'worker', order: FIRST_ORDER },
  { service: 'mailer', order: 3 },
];

describe('services that are switched at the same time', () => {
  const code = codeOf(numbered($.switches, 'order', FIRST_ORDER, expression<number>('$states.input')));
  it.each([
    ['those of the first order, named or not', 1, ['api', 'worker']],
    ['the only one of its order', 2, ['web']],
    ['none, where a rollback moves none of that order', 4, []],
  ])('%s', async (_which, order, expected) => {
    const scope = { states: { input: order, context: {} }, variables: { switches }, where: '', now: 0 };
    const found = await evaluate(`{% ${code} %}`, { ...scope, random: () => 0, uuid: () => '' }, 'Items');
    expect((found as typeof switches).map(({ service }) => service)).toEqual(expected);
  });
});

describe.each(synthesized().filter(([name]) => /^KnownGood-sandbox\/(Release|Rollback|Decision)/.test(name)))(
  '%s',
  (_name, { States }) => {
    const outer = States[STATES.switchOrderByOrder] as MapState;
    const inner = outer.ItemProcessor.States[STATES.switchTheServices] as MapState;

    it('goes from order to order, asks for the services of one at the same time, and looks at all of them together', () => {
      expect([outer.Items, outer.MaxConcurrency]).toEqual(['{% $settings.orders %}', 1]);
      expect(inner.MaxConcurrency).toBe(10);
      expect(Object.keys(inner.ItemProcessor.States)).toEqual([STATES.switchAService]);
      expect(outer.ItemProcessor.States[STATES.lookWhetherTheServicesAreSteady]?.Type).toBe('Task');
    });
  },
);
