/**
 * What the example application and the sandbox's configuration call their things: what people and strangers of a run reach for.
 * `test/simulation/names.test.ts` holds each to the synthesized templates.
 */
export const CLUSTER = 'survey';
export const STACK = 'SurveyPlatform';
export const SERVICES = ['web', 'worker'] as const;
/** The other application's service, and the host by which the listener knows it. */
export const OTHER_SERVICE = 'help-center';
export const OTHER_HOST = 'ajuda.pesquisas.example';
/** What the template says: tasks of each service, the page's mark, and how long a release is watched. */
export const COUNTS: Readonly<Record<string, number>> = { web: 2, worker: 1 };
export const PAGE_MARK = 'knowngood-maintenance';
export const WATCH_MINUTES = 5;
/** Functionality whose check is a task. */
export const CHECKED_BY_A_TASK = 'dashboards';
export const TABLES = ['surveys', 'answers', 'distributions'] as const;
export const DATABASE = 'survey';

/** Roles of the database. */
export const ROLES = {
  /** Reads and writes rows. */
  application: 'survey_app',
  /** May end sessions and alter the database. */
  owner: 'survey_master',
} as const;

/** What starts its jobs: a rule of EventBridge, and a schedule of EventBridge Scheduler. */
export const JOBS = { rule: 'survey-monthly-report', schedule: 'survey-weekly-digest' } as const;

export const PARAMETERS = {
  /** The pointer: where the application finds its database. */
  databaseHost: '/survey/database/host',
  npsQuestion: '/survey/config/nps-question',
  dashboardTitle: '/survey/config/dashboard-title',
} as const;

export const ALARMS = {
  /** Starts a rollback. */
  errorRate: 'survey-5xx-rate',
  /** Starts a rollback too; the maintenance page itself rings it. */
  noAnswer: 'survey-elb-5xx',
  /** Only notifies. */
  unhealthyTasks: 'survey-unhealthy-tasks',
} as const;
