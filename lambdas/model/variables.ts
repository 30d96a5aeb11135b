/** Names of the environment variables of functions. None holds a secret, only its ARN. */
export const VARIABLES = {
  /** Name of the environment. */
  environment: 'ENVIRONMENT',
  ledgerTable: 'LEDGER_TABLE',
  documentsBucket: 'DOCUMENTS_BUCKET',
  /** ARN of the secret whose value lets checks through the maintenance page. */
  bypassSecret: 'BYPASS_SECRET',
  rollbackMachine: 'ROLLBACK_MACHINE',
  settleMachine: 'SETTLE_MACHINE',
  standbyMachine: 'STANDBY_MACHINE',
  decisionMachine: 'DECISION_MACHINE',
  /** `true` where what gives up data takes two people; left out where it takes one. */
  byTwo: 'BY_TWO',
  /** Roles whose sessions are named after people, as JSON. */
  namedSessions: 'NAMED_SESSIONS',
  devopsTopic: 'DEVOPS_TOPIC',
  teamsTopic: 'TEAMS_TOPIC',
  /** Topic for chat and pagers; left out where none is configured. */
  chatTopic: 'CHAT_TOPIC',
  /** Topic of drills; left out where none is configured: DevOps is told of them. */
  drillTopic: 'DRILL_TOPIC',
  languageOfMessages: 'LANGUAGE_OF_MESSAGES',
  timeZone: 'TIME_ZONE',
  /** Address of the runbook; left out where none is configured. */
  runbook: 'RUNBOOK',
  /** What the watchdog looks at, as JSON. */
  watched: 'WATCHED',
  /** What retention looks at, as JSON. */
  retained: 'RETAINED',
  /** What the publication of what runs looks at, as JSON. */
  published: 'PUBLISHED',
  /** Configured instance whose backup drills make throw-away databases. */
  throwAwayOf: 'THROW_AWAY_OF',
  /** Host prefixes of the services that functions of this one's network call, separated by spaces. */
  servicesCalled: 'SERVICES_CALLED',
} as const;

export type Variable = (typeof VARIABLES)[keyof typeof VARIABLES];
