import { describe, expect, it } from 'vitest';
import { FIRST_ORDER } from '../../../../lambdas/model/environment.ts';
import { STATES } from '../../../../lambdas/model/state-names.ts';
import { codeOf, expression } from '../../../../lib/workflows/expression.ts';
import { numbered } from '../../../../lib/workflows/operators.ts';
import { $ } from '../../../../lib/workflows/variables.ts';
import type { Machine, MapState } from '../../../../sandbox/services/states/asl.ts';
import { Execution } from '../../../../sandbox/services/states/execution.ts';
import { evaluate } from '../../../../sandbox/services/states/expression.ts';
import { synthesized } from './synthesized.ts';
import { VirtualClock } from './virtual-clock.ts';

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

    it('asks for every service of an order again after a redrive, whatever the loop has answered before', async () => {
      const { Next: _next, Catch: _catch, ...alone } = outer as MapState & { Next?: string; Catch?: unknown };
      const variables = {
        switches: switches.map((one) => ({ taskDefinition: 'td', accepts: [], desiredCount: null, ...one })),
        settings: { orders: [1, 2, 3], cluster: 'c' },
        ...{ lock: {}, release: { id: 'rel-1' } },
      };
      const asked: string[] = [];
      const again = [true, false];
      const execution = new Execution({
        ...{ arn: 'arn:e', name: 'e', machineArn: 'arn:m', roleArn: 'arn:r', input: {}, random: () => 0.5 },
        clock: new VirtualClock(),
        machine: {
          ...{ QueryLanguage: 'JSONata', StartAt: 'Begin' },
          States: {
            Begin: { Type: 'Pass', Assign: variables, Next: STATES.switchOrderByOrder },
            [STATES.switchOrderByOrder]: { ...alone, End: true },
          },
        } as unknown as Machine,
        async runTask(_resource, args) {
          const { Payload } = args as { Payload: { service?: string } };
          if (Payload.service === undefined)
            return { Payload: { steady: true, again: again.shift() ?? false, waitSeconds: 10 } };
          asked.push(Payload.service);
          return { Payload: { service: Payload.service, taskDefinition: 'td', deployment: 'd' } };
        },
      });
      await execution.run();
      expect([execution.status, execution.error?.message]).toEqual(['SUCCEEDED', undefined]);
      expect(asked).toEqual(['api', 'worker', 'api', 'worker', 'web', 'mailer']);
    });
  },
);
