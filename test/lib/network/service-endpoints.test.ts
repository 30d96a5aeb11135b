import { Template } from 'aws-cdk-lib/assertions';
import { expect, it, vi } from 'vitest';
import sandbox from '../../../examples/survey-platform/environment.ts';
import type { EnvironmentConfiguration } from '../../../lib/configuration/schema.ts';
import { ControlPlaneStack } from '../../../lib/control-plane-stack.ts';
import { createNetwork } from '../../../sandbox/services/network/network.ts';
import { create, fakeKernel } from '../../sandbox/processes/fake-kernel.ts';
import { testApp } from '../app.ts';

// The first one makes its bundles too.
vi.setConfig({ testTimeout: 120_000 });

const { database } = sandbox;
const GROUP = 'sg-0a1b2c3d';
const SUBNETS = ['subnet-0a1b2c3d', 'subnet-1a1b2c3d'];
const connect = { ...database.connect, subnets: SUBNETS, securityGroups: [GROUP] };
const ENDPOINTS = { vpc: 'vpc-0a1b2c3d', cidrs: ['10.0.0.0/16'], routeTables: ['rtb-0a1b2c3d'] };

type Given = Partial<EnvironmentConfiguration>;
const synthesized = (change: Given): Template =>
  Template.fromStack(
    new ControlPlaneStack(testApp(), { configuration: { ...sandbox, ...change }, file: 'config/x.ts' }),
  );
const withEndpoints = (endpoints: object) =>
  synthesized({ database: { ...database, connect: { ...connect, endpoints: { ...ENDPOINTS, ...endpoints } } } });

/** The variable of a step's function. */
function called(template: Template, step: string): string | undefined {
  const [found] = Object.values(
    template.findResources('AWS::Lambda::Function', { Properties: { FunctionName: `knowngood-sandbox-${step}` } }),
  );
  return found?.['Properties'].Environment.Variables.SERVICES_CALLED;
}

/** A VPC in which nothing leads out, and the template's endpoints in it. */
async function network(template: Template) {
  const model = createNetwork(fakeKernel());
  for (const subnet of SUBNETS) {
    model.routes.subnet(subnet, ENDPOINTS.vpc);
    model.routes.associate(subnet, 'rtb-0a1b2c3d');
  }
  const groups = new Map<string, string>();
  for (const [id, { Properties }] of Object.entries(template.findResources('AWS::EC2::SecurityGroup')))
    groups.set(id, (await create(model, 'AWS::EC2::SecurityGroup', Properties)).ref);
  for (const { Properties } of Object.values(template.findResources('AWS::EC2::VPCEndpoint')))
    await create(model, 'AWS::EC2::VPCEndpoint', {
      ...Properties,
      SecurityGroupIds: Properties.SecurityGroupIds?.map((one: { 'Fn::GetAtt': [string] }) =>
        groups.get(one['Fn::GetAtt'][0]),
      ),
    });
  return model.routes;
}

it('functions ask for every service that one of their network may call, and for no other', () => {
  const template = synthesized({ probes: { subnets: SUBNETS, securityGroups: [GROUP] } });
  expect(called(template, 'inspect-read-role')).toBe('dynamodb ecs rds secretsmanager sns ssm states');
  expect(called(template, 'try-probes')).toBe('dynamodb secretsmanager');
  expect(called(synthesized({}), 'try-probes')).toBeUndefined();
});

it('endpoints lead to each of them from subnets without a way out, and shut out nobody of the VPC', async () => {
  const template = withEndpoints({});
  const services = called(template, 'inspect-read-role')?.split(' ') ?? [];
  const before = await network(synthesized({}));
  expect(services.filter((service) => before.reaches(service, SUBNETS, [GROUP]))).toEqual([]);
  const routes = await network(template);
  for (const groups of [[GROUP], ['sg-of-the-application']])
    expect(services.filter((service) => !routes.reaches(service, SUBNETS, groups))).toEqual([]);
});

it('nobody waits for a way to CloudFormation, which the watchdog asks for a name alone; one may be made', () => {
  const actions = JSON.stringify(synthesized({}).findResources('AWS::IAM::Role'));
  expect(actions).toContain('cloudformation:DescribeStacks');
  const made = withEndpoints({ services: ['cloudformation'] }).findResources('AWS::EC2::VPCEndpoint');
  expect(Object.values(made).map(({ Properties }) => Properties.ServiceName)).toEqual([
    'com.amazonaws.sa-east-1.cloudformation',
  ]);
});

it('one is made of each service that is named alone: the VPC may have the others already', () => {
  const made = withEndpoints({ services: ['rds', 'dynamodb'] }).findResources('AWS::EC2::VPCEndpoint');
  expect(Object.values(made).map(({ Properties }) => [Properties.VpcEndpointType, Properties.ServiceName])).toEqual([
    ['Interface', 'com.amazonaws.sa-east-1.rds'],
    ['Gateway', 'com.amazonaws.sa-east-1.dynamodb'],
  ]);
});

it('what is wrong in them is named', () => {
  expect(() => withEndpoints({ services: ['kms'] })).toThrow(/is "kms"; expected one of cloudformation, dynamodb, ecs/);
  expect(() => withEndpoints({ cidrs: ['10.0.0.0'] })).toThrow(/is "10\.0\.0\.0"; expected the address range of a VPC/);
  expect(() => withEndpoints({ routeTables: [] })).toThrow(/expected the subnets' route tables/);
});
