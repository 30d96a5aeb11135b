import { type Architecture, ecr, postgres, secret } from '../account.ts';

const endpoint = 'storoku.proxy-c9akciq32.sa-east-1.rds.amazonaws.com';
const managed = { SecretArn: secret('rds!db-0a1b2c3d'), SecretStatus: 'active' };
const db = postgres('storoku', { MasterUserSecret: managed, IAMDatabaseAuthenticationEnabled: true });

/** The tasks reach the database by an RDS Proxy, where the module is told to; RDS manages its password. */
export const proxied: Architecture = {
  origin: 'https://github.com/storacha/storoku/blob/34da2c11fc16a7d782bbd3d75a804ecf603a0e58/postgres/outputs.tf',
  cluster: 'storoku',
  services: [
    {
      name: 'upload',
      containers: [{ name: 'upload', image: ecr('upload'), environment: [{ name: 'PGHOST', value: endpoint }] }],
      reached: [['upload', 'upload']],
    },
  ],
  groups: { upload: { HealthCheckPath: '/' } },
  balancers: {
    upload: {
      listeners: [
        { protocol: 'HTTPS', port: 443, rules: [{ to: 'upload' }] },
        { protocol: 'HTTP', port: 80, rules: [{ to: 'redirect' }] },
      ],
    },
  },
  instances: [db],
  proxies: { storoku: endpoint },
};

/** The same without the proxy in the tasks' way. */
export const managedPassword: Architecture = {
  ...proxied,
  services: proxied.services.map((one) => ({
    ...one,
    containers: [{ name: 'upload', image: ecr('upload'), secrets: [{ name: 'PGHOST', valueFrom: '/storoku/pghost' }] }],
  })),
  parameters: { '/storoku/pghost': ['String', db.Endpoint?.Address ?? ''] },
};
