/**
 * What CloudWatch refuses of a dashboard. Sources: "Dashboard Body Structure and Syntax" and "CloudWatch service quotas"
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html,
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html).
 */
const MOST_WIDGETS = 500;
const MOST_METRICS_OF_A_WIDGET = 500;
const MOST_METRICS = 2_500;
const MOST_ALARMS = 100;
const COLUMNS = 24;
const TYPES: ReadonlySet<string> = new Set(['metric', 'text', 'alarm', 'log', 'explorer', 'custom']);

interface Widget {
  readonly type?: string;
  readonly x?: number;
  readonly width?: number;
  readonly properties?: {
    readonly metrics?: readonly unknown[];
    readonly alarms?: readonly string[];
    readonly markdown?: string;
    readonly region?: string;
  };
}

/** Why a dashboard is refused; undefined: CloudWatch takes it. */
export function dashboardProblem(name: string, body: string): string | undefined {
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(name))
    return `DashboardName "${name}" should match [A-Za-z0-9_-]+ of at most 255.`;
  let widgets: readonly Widget[] | undefined;
  try {
    ({ widgets } = JSON.parse(body) as { widgets?: readonly Widget[] });
  } catch (error) {
    return `The dashboard body is invalid, it is no JSON: ${(error as Error).message}`;
  }
  if (!Array.isArray(widgets)) return 'The field "widgets" is required in the dashboard body.';
  if (widgets.length > MOST_WIDGETS)
    return `A dashboard has at most ${MOST_WIDGETS} widgets; there are ${widgets.length}.`;
  const metrics = widgets.reduce((sum, { properties }) => sum + (properties?.metrics?.length ?? 0), 0);
  if (metrics > MOST_METRICS) return `A dashboard has at most ${MOST_METRICS} metrics; there are ${metrics}.`;
  return widgets.map(widgetProblem).find((problem) => problem !== undefined);
}

function widgetProblem({ type = '', x = 0, width = 6, properties }: Widget, at: number): string | undefined {
  const where = `/widgets/${at}`;
  if (!TYPES.has(type)) return `${where}/type should be one of ${[...TYPES].join(', ')}; it is "${type}".`;
  if (properties === undefined) return `${where}/properties is required.`;
  if (x < 0 || width < 1 || x + width > COLUMNS) return `${where} is outside of the grid of ${COLUMNS} columns.`;
  const { metrics, alarms, markdown, region } = properties;
  if (type === 'text' && typeof markdown !== 'string') return `${where}/properties/markdown is required.`;
  if (type === 'alarm' && (alarms === undefined || alarms.length < 1 || alarms.length > MOST_ALARMS))
    return `${where}/properties/alarms should have from 1 to ${MOST_ALARMS} ARNs; it has ${alarms?.length ?? 0}.`;
  if (type !== 'metric') return undefined;
  if (region === undefined) return `${where}/properties/region is required.`;
  const wrong = (metrics ?? []).findIndex((metric) => !Array.isArray(metric));
  if (wrong >= 0) return `${where}/properties/metrics/${wrong} should be an array.`;
  return (metrics?.length ?? 0) > MOST_METRICS_OF_A_WIDGET
    ? `${where}/properties/metrics should have at most ${MOST_METRICS_OF_A_WIDGET}.`
    : undefined;
}
