import { PAGE_MARK } from '../../lambdas/maintenance/page.ts';
import {
  type Alarm,
  type Check,
  type Connection,
  FIRST_ORDER,
  type Listener,
  type Pointer,
  type Schedule,
  type Service,
  type TaskCheck,
} from '../../lambdas/model/environment.ts';
import type { CountScope } from '../../lambdas/model/writes.ts';
import { resolve } from '../configuration/reference.ts';
import type { CheckedConfiguration, Reference } from '../configuration/schema.ts';
import { Arns, rolesOfServices } from '../naming/arns.ts';

/** The parts of a configuration as steps take them, with CloudFormation references resolved. */
export function settings(configuration: CheckedConfiguration) {
  const { database, maintenance } = configuration;
  const { connect } = database;
  const connection = (secret: Reference | undefined): Connection | null =>
    connect === undefined || secret === undefined
      ? null
      : { secret: resolve(secret), database: connect.database, tls: connect.tls };
  const { pointer } = database;
  return {
    cluster: configuration.cluster,
    registry: new Arns(configuration).registry,
    services: configuration.services.map(
      ({ name, container, repository, registry, kind, order }): Service => ({
        ...{ name, container, repository, kind },
        ...(registry && { registry }),
        ...(order === FIRST_ORDER ? {} : { order }),
      }),
    ),
    /** Orders of services, the first to be switched first. */
    orders: [...new Set(configuration.services.map(({ order }) => order))].sort((a, b) => a - b),
    schedules: configuration.schedules.map(
      (one): Schedule =>
        'rule' in one
          ? { kind: 'rule', name: one.rule, group: one.bus }
          : {
              ...{ kind: 'schedule', name: one.schedule, group: one.group, role: one.role },
              ...(one.key && { key: resolve(one.key) }),
            },
    ),
    listeners: configuration.listeners.map(
      ({ name, arn, url, hosts, paths, targetGroups }): Listener => ({
        name,
        arn: resolve(arn),
        url: resolve(url),
        ...(hosts && { hosts }),
        ...(paths && { paths }),
        ...(targetGroups && { targetGroups: targetGroups.map(resolve) }),
      }),
    ),
    /** URL at which users and checks reach the application. */
    url: resolve(configuration.listeners[0]?.url ?? ''),
    pointer: ('parameter' in pointer
      ? pointer
      : { secret: resolve(pointer.secret), field: pointer.field, format: pointer.format }) as Pointer,
    pointerParameter: 'parameter' in pointer ? pointer.parameter : '',
    /** Connection as the database's owner, and as the role that can only read. */
    connection: connection(connect?.secret),
    readConnection: connection(connect?.readSecret),
    /** The application's own login; null: it is not tried. */
    applicationConnection: connection(connect?.applicationSecret),
    countScope: {
      tables: database.tables,
      except: { tables: database.uncounted?.tables ?? [], databases: database.uncounted?.databases ?? [] },
    } satisfies CountScope,
    storageKey: database.storageKey === undefined ? null : resolve(database.storageKey),
    alarms: configuration.alarms as readonly Alarm[],
    // Keys that are left out are absent from the states, too.
    checks: JSON.parse(JSON.stringify(configuration.checks.filter((one) => !('task' in one)))) as Check[],
    checkTasks: configuration.checks.flatMap((one) => ('task' in one ? [taskCheck(one, configuration)] : [])),
    functionalities: [...new Set(configuration.checks.map((c) => c.functionality))],
    page: maintenancePage(configuration.language, maintenance.title, maintenance.text),
  };
}

type Configured = Extract<CheckedConfiguration['checks'][number], { readonly task: object }>;

const taskCheck = (
  { task: { networkOf, roles, ...task }, ...check }: Configured,
  configuration: CheckedConfiguration,
): TaskCheck =>
  JSON.parse(
    JSON.stringify({
      ...check,
      task: {
        ...task,
        networkOf: networkOf ?? configuration.services[0]?.name ?? '',
        roles: roles ?? rolesOfServices(configuration),
      },
    }),
  );

export type Settings = ReturnType<typeof settings>;

/** The load balancer answers with at most 1024 characters and no header of ours, so the page reloads itself. */
const LONGEST_PAGE = 1_024;

export function maintenancePage(language: string, title: string, text: string): string {
  const page =
    `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<meta name="generator" content="${PAGE_MARK}"><meta http-equiv="refresh" content="30"><title>${html(title)}</title>` +
    '<style>body{font:18px/1.5 system-ui;max-width:32em;margin:20vh auto;padding:0 1em;color:#222}@media(prefers-color-scheme:dark){body{background:#111;color:#eee}}</style>' +
    `<h1>${html(title)}</h1><p>${html(text)}</p></html>`;
  const bytes = Buffer.byteLength(page);
  if (bytes > LONGEST_PAGE) {
    throw new Error(
      `maintenance: the page has ${bytes} bytes; expected at most ${LONGEST_PAGE}. Shorten maintenance.title or maintenance.text by ${bytes - LONGEST_PAGE} bytes.`,
    );
  }
  return page;
}

const html = (value: string): string =>
  value.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c);
