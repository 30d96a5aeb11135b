import type { EnvironmentConfiguration } from '../../lib/configuration/schema.ts';

/** What differs from account to account. */
export interface Where {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** Between the functions and the database. */
  readonly databaseTls: 'require' | 'disable';
  /** Repositories, with their registry, of images that services start with or that run beside the application. */
  readonly repositories: readonly string[];
  readonly audiences: EnvironmentConfiguration['audiences'];
  readonly watch: EnvironmentConfiguration['watch'];
}

/** The control plane of the survey platform. What its stack makes, and names itself, comes by the stack's exports. */
export const surveyConfiguration = ({ name, account, region, databaseTls, repositories, audiences, watch }: Where) =>
  ({
    name,
    account,
    region,
    language: 'pt-BR',
    timeZone: 'America/Sao_Paulo',
    cluster: 'survey',
    services: [
      {
        name: 'web',
        container: 'app',
        repository: 'survey-platform',
        kind: 'web',
        taskRole: 'survey-task',
        executionRole: 'survey-execution',
      },
      {
        name: 'worker',
        container: 'app',
        repository: 'survey-platform',
        kind: 'worker',
        taskRole: 'survey-task',
        executionRole: 'survey-execution',
      },
    ],
    schedules: [{ rule: 'survey-monthly-report' }, { schedule: 'survey-weekly-digest', role: 'survey-jobs' }],
    repositories: [...repositories],
    migration: { service: 'web', container: 'app', command: ['node', 'migrate.ts'], logGroup: '/survey/web' },
    listeners: [
      { name: 'http', arn: { export: 'SurveyPlatform-HttpListenerArn' }, url: { export: 'SurveyPlatform-PublicUrl' } },
    ],
    maintenance: {
      priorities: { bypass: 1, page: 2 },
      title: 'Voltamos já',
      text: 'Estamos fazendo uma manutenção. Suas respostas enviadas estão guardadas. Tente de novo em alguns minutos.',
      path: '/health',
    },
    database: databaseOf(databaseTls),
    configurationPaths: ['/survey/config/'],
    alarms: [
      { name: 'survey-5xx-rate', criterion: 'end-user-impact', action: 'rollback' },
      { name: 'survey-elb-5xx', criterion: 'availability', action: 'rollback' },
      { name: 'survey-unhealthy-tasks', criterion: 'availability', action: 'notify' },
    ],
    checks: [
      {
        name: 'the application answers',
        functionality: 'platform',
        smoke: true,
        path: '/health',
        expect: { status: 200 },
      },
      {
        name: 'the newest dashboard opens',
        functionality: 'dashboards',
        // In the network and with the image of the application, whichever version the family means then.
        task: {
          ...{ definition: 'survey-web', container: 'app', command: ['node', 'check.ts'], withinMinutes: 5 },
          ...{ roles: ['survey-task', 'survey-execution'], logGroup: '/survey/web' },
        },
      },
      {
        name: 'surveys can be listed',
        functionality: 'surveys',
        smoke: true,
        path: '/surveys',
        expect: { status: 200 },
      },
    ],
    logs: { groups: ['/survey/web', '/survey/worker'] },
    audiences,
    watch,
    rollbackWindowMinutes: 120,
  }) satisfies EnvironmentConfiguration;

const databaseOf = (tls: Where['databaseTls']) =>
  ({
    instance: 'survey',
    pointer: { parameter: '/survey/database/host', format: 'host:port' },
    connect: {
      subnets: [{ export: 'SurveyPlatform-PrivateSubnet1' }, { export: 'SurveyPlatform-PrivateSubnet2' }],
      securityGroups: [{ export: 'SurveyPlatform-DatabaseClientSecurityGroup' }],
      secret: { export: 'SurveyPlatform-DatabaseSecretArn' },
      secretKey: { export: 'SurveyPlatform-DatabaseKeyArn' },
      readSecret: { export: 'SurveyPlatform-DatabaseReadSecretArn' },
      readSecretKey: { export: 'SurveyPlatform-DatabaseKeyArn' },
      applicationSecret: { export: 'SurveyPlatform-DatabaseApplicationSecretArn' },
      applicationSecretKey: { export: 'SurveyPlatform-DatabaseKeyArn' },
      database: 'survey',
      tls,
    },
    storageKey: { export: 'SurveyPlatform-DatabaseKeyArn' },
    roles: [{ export: 'SurveyPlatform-DatabaseMonitoringRoleArn' }, { export: 'SurveyPlatform-DatabaseImportRoleArn' }],
    subnetGroup: 'survey',
    parameterGroup: 'survey',
    optionGroup: 'default:postgres-17',
    applicationRole: 'survey_app',
    tables: ['surveys', 'answers', 'distributions'],
    sentinels: [
      { name: 'surveys are there', sql: 'SELECT count(*) FROM surveys', expect: { atLeast: 1 } },
      {
        name: 'every answer belongs to a survey',
        sql: 'SELECT count(*) FROM answers a WHERE NOT EXISTS (SELECT 1 FROM surveys s WHERE s.id = a.survey_id)',
        expect: { equals: '0' },
      },
    ],
    onRollback: 'restore-if-breaking',
    maxLostWrites: 100_000,
    oldestRestorePointHours: 48,
    warmingMinutes: 1,
    retention: { restorePoints: 2, days: 30 },
    backupDrill: { days: 30, maxRecoveryMinutes: 60, maxRecoveryPointMinutes: 30 },
  }) satisfies EnvironmentConfiguration['database'];
