import { type Architecture, ecr, postgres } from '../account.ts';

/** Orders are in Aurora: a cluster, which RDS restores in another way. */
export const aurora: Architecture = {
  origin:
    'https://github.com/aws-containers/retail-store-sample-app/blob/639bbd1228d2efbf14b291148339f412de2b7380/deploy/terraform/lib/dependencies/orders_rds.tf',
  cluster: 'retail-store',
  services: [
    {
      name: 'orders',
      containers: [
        {
          ...{ name: 'application', image: ecr('retail-store-sample-orders') },
          environment: [
            {
              name: 'RETAIL_ORDERS_PERSISTENCE_ENDPOINT',
              value: 'orders.cluster-c9akciq32.sa-east-1.rds.amazonaws.com:5432',
            },
          ],
        },
      ],
      reached: [['application', 'orders']],
    },
  ],
  groups: { orders: { HealthCheckPath: '/actuator/health' } },
  balancers: { ui: { listeners: [{ protocol: 'HTTP', port: 80, rules: [{ to: 'orders' }] }] } },
  instances: [postgres('orders-one', { Engine: 'aurora-mysql', DBClusterIdentifier: 'orders' })],
};

/** The same, told by the instance alone: no value that the tasks read is its host. */
export const auroraAlone: Architecture = {
  ...aurora,
  services: aurora.services.map((one) => ({ ...one, containers: [{ name: 'application', image: ecr('orders') }] })),
};
