import { Token } from 'aws-cdk-lib';
import { type SubnetSelection, SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  CfnDBInstance,
  type IDatabaseInstance,
  type IOptionGroup,
  type IParameterGroup,
  type ISubnetGroup,
} from 'aws-cdk-lib/aws-rds';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { EnvironmentConfiguration, Reference } from '../configuration/schema.ts';
import type {
  ConnectProps,
  ControlPlaneProps,
  DatabaseProps,
  EndpointServices,
  NetworkProps,
  PointerProps,
} from './props.ts';
import { without } from './without.ts';

type Literal = EnvironmentConfiguration['database'];
type Network = NonNullable<EnvironmentConfiguration['probes']>;

const WITH_A_WAY_OUT: SubnetSelection = { subnetType: SubnetType.PRIVATE_WITH_EGRESS };

export function databaseOf(given: ControlPlaneProps['database']): Literal {
  const { instance, pointer, connect, storageKey, roles, subnetGroup, parameterGroup, optionGroup, ...rest } = given;
  return without<Literal>({
    ...rest,
    instance: identifierOf(instance),
    pointer: pointerOf(pointer),
    connect: connect === undefined ? undefined : connectOf(connect),
    storageKey: isKey(storageKey) ? storageKey.keyArn : storageKey,
    roles: roles?.map((role) => (isRole(role) ? role.roleArn : role)),
    subnetGroup: typeof subnetGroup === 'string' ? subnetGroup : (subnetGroup satisfies ISubnetGroup).subnetGroupName,
    parameterGroup: typeof parameterGroup === 'string' ? parameterGroup : parameterGroupName(parameterGroup),
    optionGroup: typeof optionGroup === 'string' ? optionGroup : (optionGroup satisfies IOptionGroup).optionGroupName,
  });
}

export function networkOf(given: NonNullable<ControlPlaneProps['probes']>): Network {
  if (!('vpc' in given)) return given;
  const { vpc, subnets = WITH_A_WAY_OUT, securityGroups } = given satisfies NetworkProps;
  return {
    subnets: vpc.selectSubnets(subnets).subnetIds,
    securityGroups: securityGroups.map((group) => group.securityGroupId),
  };
}

/**
 * The name itself, not the token that CDK gives for it: a restored instance gets a suffix, and both must fit into 63
 * characters.
 */
function identifierOf(instance: IDatabaseInstance | string): string {
  if (typeof instance === 'string') return instance;
  const own = instance.node.defaultChild;
  const name = own instanceof CfnDBInstance ? own.dbInstanceIdentifier : instance.instanceIdentifier;
  if (name === undefined || Token.isUnresolved(name))
    throw new Error(
      `database.instance: ${instance.node.path} has a generated name; expected an instanceIdentifier of at most 37 characters, since a restored instance gets the same name with a suffix of 26`,
    );
  return name;
}

function parameterGroupName(group: IParameterGroup): string {
  return group.bindToInstance({}).parameterGroupName;
}

function pointerOf(given: DatabaseProps['pointer']): Literal['pointer'] {
  if ('parameter' in given)
    return typeof given.parameter === 'string'
      ? (given as Literal['pointer'])
      : { parameter: given.parameter.parameterName, format: given.format };
  if (!isSecret(given.secret)) return given as Literal['pointer'];
  const { secret, field, format } = given as Extract<PointerProps, { secret: ISecret }>;
  return { ...withKey('secret', secret, 'database.pointer'), field, format } as Literal['pointer'];
}

function connectOf(given: NonNullable<DatabaseProps['connect']>): NonNullable<Literal['connect']> {
  if (!('vpc' in given)) return given;
  const { secret, readSecret, applicationSecret, database, tls, endpoints = false } = given satisfies ConnectProps;
  const path = 'database.connect';
  return {
    ...networkOf(given),
    ...withKey('secret', secret, path),
    ...withKey('readSecret', readSecret, path),
    ...(applicationSecret && withKey('applicationSecret', applicationSecret, path)),
    database,
    tls,
    ...(endpoints !== false && { endpoints: endpointsOf(given, endpoints) }),
  } as NonNullable<Literal['connect']>;
}

/** Endpoints in the VPC and the route tables of the functions' subnets. */
function endpointsOf({ vpc, subnets = WITH_A_WAY_OUT }: NetworkProps, services: true | EndpointServices) {
  const tables = vpc.selectSubnets(subnets).subnets.map(({ routeTable }) => routeTable.routeTableId);
  return {
    vpc: vpc.vpcId,
    cidrs: [vpc.vpcCidrBlock],
    routeTables: [...new Set(tables)],
    ...(services !== true && { services }),
  };
}

/** A secret as a configuration names it: its whole ARN, and its customer key beside it. */
function withKey(name: string, secret: ISecret, path: string): Record<string, string> {
  if (secret.secretFullArn === undefined)
    throw new Error(
      `${path}.${name}: ${secret.node.path} was imported by a name; expected its whole ARN, the six last characters included: Secret.fromSecretCompleteArn`,
    );
  return {
    [name]: secret.secretFullArn,
    ...(secret.encryptionKey && { [`${name}Key`]: secret.encryptionKey.keyArn }),
  };
}

const isKey = (value: DatabaseProps['storageKey']): value is IKey => (value as IKey | undefined)?.keyArn !== undefined;
const isRole = (value: IRole | Reference): value is IRole => (value as IRole).roleArn !== undefined;
const isSecret = (value: unknown): value is ISecret => (value as ISecret | undefined)?.secretArn !== undefined;
