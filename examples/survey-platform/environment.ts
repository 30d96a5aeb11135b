import type { EnvironmentConfiguration } from '../../lib/configuration/schema.ts';
import { surveyConfiguration } from './configuration.ts';

const [account, region] = ['111122223333', 'sa-east-1'];

/** The survey platform as the sandbox runs it: its account and Region, no TLS to its databases, watch times that suit a rehearsal. */
export default {
  ...surveyConfiguration({
    ...{ name: 'sandbox', account, region },
    // The sandbox's PostgreSQL has no certificate.
    databaseTls: 'disable',
    repositories: [`${account}.dkr.ecr.${region}.amazonaws.com/otel-collector`],
    audiences: {
      devops: ['devops@pesquisas.example', 'plantao@pesquisas.example'],
      teams: ['produto@pesquisas.example', 'qa@pesquisas.example', 'atendimento@pesquisas.example'],
    },
    watch: { releaseMinutes: 5, rollbackMinutes: 4 },
  }),
  promotion: { from: [{ environment: 'homologation' }] },
} satisfies EnvironmentConfiguration;
