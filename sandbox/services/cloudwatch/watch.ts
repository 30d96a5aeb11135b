import { type Alarm, thresholdsOf } from './alarm.ts';
import { change } from './change.ts';
import { changeComposites } from './composite.ts';
import { evaluate } from './evaluate.ts';
import { evaluateExpression } from './expression.ts';
import type { CloudwatchState } from './state.ts';
import type { MetricStore } from './store.ts';

/** Measurements of the last seconds may still be on their way: CloudWatch evaluates a period this long after its end. Virtual ms. */
const SETTLED_MS = 5_000;

/** Evaluates an alarm at the end of each of its periods, until the sandbox ends. */
export async function watch(state: CloudwatchState, alarm: Alarm): Promise<void> {
  const { kernel, store, closing } = state;
  for (;;) {
    const now = kernel.clock.now() - SETTLED_MS;
    const end = Math.floor(now / alarm.period) * alarm.period + alarm.period;
    await kernel.clock.sleep(end + SETTLED_MS - kernel.clock.now(), closing.signal);
    if (state.alarms.get(alarm.name) !== alarm) return;
    const seen = pointsOf(alarm, store, end);
    const thresholds = thresholdsOf(alarm);
    const value = evaluate(seen, alarm.value, thresholds);
    if (value === alarm.value) continue;
    const { threshold } = thresholds;
    const shown = seen.map((point) => (point === undefined ? 'no data' : String(Math.round(point * 100) / 100)));
    change(kernel, alarm, {
      value,
      reason: `Threshold Crossed: ${seen.length} datapoints [${shown.join(', ')}] against the threshold (${threshold}).`,
      reasonData: JSON.stringify({ version: '1.0', recentDatapoints: seen, threshold }),
    });
    changeComposites(state);
  }
}

/** The alarm's values, one per period of its evaluation range, oldest first; `undefined` where there is no data. */
function pointsOf(alarm: Alarm, store: MetricStore, end: number): (number | undefined)[] {
  const count = Number(alarm.properties['EvaluationPeriods'] ?? 1);
  const watched = (alarm.metrics.find((m) => m.returns) ?? alarm.metrics[0])?.id ?? '';
  return Array.from({ length: count }, (_, index) => {
    const from = end - (count - index) * alarm.period;
    const value = (id: string): number | undefined => {
      const metric = alarm.metrics.find((m) => m.id === id);
      if (metric === undefined) throw new Error(`The alarm ${alarm.name} has no metric "${id}".`);
      if (metric.expression !== undefined) return evaluateExpression(metric.expression, value);
      return store.statistic(metric, from, from + alarm.period);
    };
    return value(watched);
  });
}
