import type { DashboardLook, LookedAt, Series } from './dashboard-look.ts';
import { evaluateExpression } from './expression.ts';
import type { CloudwatchState } from './state.ts';

interface Widget {
  readonly type: string;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly alarms?: readonly string[];
    readonly metrics?: readonly (readonly unknown[])[];
  };
}

interface Options {
  readonly id?: string;
  readonly label?: string;
  readonly expression?: string;
  readonly visible?: boolean;
  readonly stat?: string;
  readonly yAxis?: string;
}

/** One row of a graph: a metric, or an expression on those with an id. */
interface Row extends Options {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Every series has as many points. */
const POINTS = 90;

/** A dashboard as its body says, with what this account has measured since. */
export function lookAtDashboard(state: CloudwatchState, body: string, since: number): DashboardLook {
  const { widgets } = JSON.parse(body) as { widgets: readonly Widget[] };
  const now = state.kernel.clock.now();
  const span = { from: since, periodMs: Math.max(60_000, Math.ceil((now - since) / POINTS)) };
  return { from: since, until: now, widgets: widgets.map((widget) => lookAt(state, widget, span)) };
}

interface Span {
  readonly from: number;
  readonly periodMs: number;
}

function lookAt(state: CloudwatchState, { type, properties }: Widget, span: Span): LookedAt {
  const { title = '', markdown = '', alarms = [], metrics = [] } = properties;
  if (type === 'text') return { kind: 'text', text: markdown };
  if (type === 'alarm')
    return {
      ...{ kind: 'alarms', title },
      alarms: alarms.map((arn) => {
        const name = arn.split(':alarm:')[1] ?? arn;
        return { name, state: state.alarms.get(name)?.value ?? 'not there' };
      }),
    };
  const rows = metrics.map(rowOf);
  const shown = rows.filter(({ visible }) => visible !== false);
  return { kind: 'graph', title, series: shown.flatMap((row) => seriesOf(state, row, rows, span)) };
}

/** `[namespace, metric, name, value, …, { options }]`, or `[{ expression }]` (Dashboard Body Structure and Syntax). */
function rowOf(row: readonly unknown[]): Row {
  const last = row.at(-1);
  const options = typeof last === 'object' && last !== null ? (last as Options) : {};
  const [namespace = '', name = '', ...rest] = row.filter((one) => typeof one === 'string') as string[];
  const dimensions: Record<string, string> = {};
  for (let n = 0; n + 1 < rest.length; n += 2) dimensions[rest[n] ?? ''] = rest[n + 1] ?? '';
  return { ...options, namespace, name, dimensions };
}

function seriesOf(state: CloudwatchState, row: Row, rows: readonly Row[], span: Span): Series[] {
  const right = row.yAxis === 'right';
  const { expression } = row;
  if (expression?.startsWith('SEARCH(') === true)
    return searched(state, expression).map((found) => ({
      label: labelOf(found),
      right,
      points: valuesOf(state, found, span),
    }));
  if (expression === undefined) return [{ label: row.label || row.name, right, points: valuesOf(state, row, span) }];
  const named = new Map(
    rows.flatMap((one) => (one.id === undefined ? [] : [[one.id, valuesOf(state, one, span)] as const])),
  );
  const length = Math.max(0, ...[...named.values()].map((values) => values.length));
  const points = Array.from(
    { length },
    (_, n) => evaluateExpression(expression, (id) => named.get(id)?.[n] ?? undefined) ?? null,
  );
  return [{ label: row.label ?? '', right, points }];
}

function valuesOf({ store, kernel }: CloudwatchState, row: Row, { from, periodMs }: Span): (number | null)[] {
  const metric = { id: '', returns: true, statistic: row.stat ?? 'Average', ...row, dimensions: { ...row.dimensions } };
  const points: (number | null)[] = [];
  for (let at = from; at < kernel.clock.now(); at += periodMs)
    points.push(store.statistic(metric, at, at + periodMs) ?? null);
  return points;
}

/** As our own dashboards search: one schema, words of `Name="value"` that must be so, and others that stand somewhere in a value. */
function searched({ store }: CloudwatchState, expression: string): Row[] {
  const [, schema = '', words = '', stat = ''] = /^SEARCH\('\{([^}]*)\} (.*)', '(\w+)', \d+\)$/.exec(expression) ?? [];
  const [namespace = '', ...dimensions] = schema.split(',');
  const exact = [...words.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value] as const);
  const parts = words
    .replace(/\w+="[^"]*"/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '');
  return store
    .known(namespace)
    .filter((one) => Object.keys(one.dimensions).sort().join() === [...dimensions].sort().join())
    .filter((one) =>
      exact.every(([name, value]) => (name === 'MetricName' ? one.name : one.dimensions[name]) === value),
    )
    .filter((one) => parts.every((part) => Object.values(one.dimensions).some((value) => value.includes(part))))
    .map((one) => ({ ...one, namespace, stat }));
}

const labelOf = ({ dimensions }: Row): string => Object.values(dimensions).join(' ');
