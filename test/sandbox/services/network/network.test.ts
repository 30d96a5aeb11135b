import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFunctions, type Functions } from '../../../../sandbox/services/lambda/functions.ts';
import { createNetwork, type Network } from '../../../../sandbox/services/network/network.ts';
import { create, type FakeKernel, fakeKernel } from '../../processes/fake-kernel.ts';

/** What a function in a network reaches of AWS: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html. */
const aws = createServer((_request, response) => response.writeHead(403).end());
let kernel: FakeKernel;
let network: Network;
let functions: Functions;
let vpc = '';
let count = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => aws.listen(0, '127.0.0.1', resolve));
  kernel = { ...fakeKernel(), endpointUrl: `http://127.0.0.1:${(aws.address() as AddressInfo).port}` };
  network = createNetwork(kernel);
  functions = createFunctions(kernel, network.routes);
});
afterAll(async () => {
  await functions.close?.();
  aws.close();
});

const made = async (type: string, properties: object) =>
  (await create(network, `AWS::EC2::${type}`, properties, `Thing${count++}`)).ref;

/** A subnet with a route table of its own; `to`: where its default route leads. */
async function subnet(to: object = {}): Promise<{ readonly id: string; readonly table: string }> {
  const id = await made('Subnet', { VpcId: vpc });
  const table = await made('RouteTable', { VpcId: vpc });
  await made('SubnetRouteTableAssociation', { SubnetId: id, RouteTableId: table });
  if (Object.keys(to).length > 0)
    await made('Route', { RouteTableId: table, DestinationCidrBlock: '0.0.0.0/0', ...to });
  return { id, table };
}

/** What a function there gets of a service: a status, or its own end. It tells no more than any function would. */
async function asked(service: string, SubnetIds: readonly string[] | undefined, group = 'sg-functions') {
  const name = `ask-${count++}`;
  const LocalPath = join(kernel.folder, name);
  mkdirSync(LocalPath, { recursive: true });
  writeFileSync(
    join(LocalPath, 'index.mjs'),
    `export const handler = async (service) =>
       (await fetch(process.env['AWS_ENDPOINT_URL_' + service] ?? process.env.AWS_ENDPOINT_URL)).status;`,
  );
  await create(functions, 'AWS::Lambda::Function', {
    ...{ FunctionName: name, Handler: 'index.handler', Role: 'arn:role', Timeout: 1, Code: { LocalPath } },
    ...(SubnetIds && { VpcConfig: { SubnetIds, SecurityGroupIds: [group] } }),
  });
  return { name, outcome: await functions.invoke(name, service) };
}
const ANSWERED = { result: 403 };
/** Nobody refuses the connection: a function without a time-out of its own ends by Lambda's, and the error names no host. */
const LOST = { error: { errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out after 1.00 seconds' } };

describe('the way to AWS', () => {
  beforeAll(async () => {
    vpc = await made('VPC', { CidrBlock: '10.0.0.0/16' });
  });

  it('is there outside of every network, and in subnets that no stack here made', async () => {
    expect((await asked('RDS', undefined)).outcome).toEqual(ANSWERED);
    expect((await asked('RDS', ['subnet-of-another-stack'])).outcome).toEqual(ANSWERED);
  });

  it('is a NAT gateway; an internet gateway is none, since a function has no public address', async () => {
    const nat = await subnet({ NatGatewayId: 'nat-1' });
    const open = await subnet({ GatewayId: 'igw-1' });
    const closed = await subnet();
    expect((await asked('RDS', [nat.id])).outcome).toEqual(ANSWERED);
    expect((await asked('RDS', [open.id])).outcome).toEqual(LOST);
    expect((await asked('RDS', [closed.id])).outcome).toEqual(LOST);
    // Lambda chooses the subnet: one without a way is enough to be lost at times.
    expect((await asked('RDS', [nat.id, closed.id])).outcome).toEqual(LOST);
  });

  it('is a gateway endpoint in the route tables, for its own service alone', async () => {
    const { id, table } = await subnet();
    const ServiceName = 'com.amazonaws.sa-east-1.dynamodb';
    await made('VPCEndpoint', { VpcId: vpc, ServiceName, VpcEndpointType: 'Gateway', RouteTableIds: [table] });
    expect((await asked('DYNAMODB', [id])).outcome).toEqual(ANSWERED);
    expect((await asked('RDS', [id])).outcome).toEqual(LOST);
    expect((await asked('DYNAMODB', [(await subnet()).id])).outcome).toEqual(LOST);
  });

  it('is an interface endpoint by its private name, for whoever its groups let in', async () => {
    const { id } = await subnet();
    const nat = await subnet({ NatGatewayId: 'nat-1' });
    const before = await asked('SECRETS_MANAGER', [id]);
    expect(before.outcome).toEqual(LOST);
    const rule = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
    const group = await made('SecurityGroup', {
      SecurityGroupIngress: [{ ...rule, SourceSecurityGroupId: 'sg-functions' }],
    });
    const endpoint = {
      ...{ VpcId: vpc, ServiceName: 'com.amazonaws.sa-east-1.secretsmanager', VpcEndpointType: 'Interface' },
      ...{ PrivateDnsEnabled: true, SubnetIds: [id], SecurityGroupIds: [group] },
    };
    await made('VPCEndpoint', endpoint);
    expect((await asked('SECRETS_MANAGER', [id])).outcome).toEqual(ANSWERED);
    // Also of a function that was warm before.
    expect(await functions.invoke(before.name, 'SECRETS_MANAGER')).toEqual(ANSWERED);
    // The name holds in the whole VPC: who came by the NAT gateway is shut out where the group does not know it.
    expect((await asked('SECRETS_MANAGER', [nat.id], 'sg-application')).outcome).toEqual(LOST);
    await made('SecurityGroupIngress', { GroupId: group, CidrIp: '10.0.0.0/16', ...rule });
    expect((await asked('SECRETS_MANAGER', [nat.id], 'sg-application')).outcome).toEqual(ANSWERED);
    await expect(made('VPCEndpoint', endpoint)).rejects.toThrow('private-dns-enabled cannot be set because there is');
  });
});
