import { Endpoint } from '../../../sandbox/endpoint/server.ts';
import { SandboxKernel } from '../../../sandbox/kernel/sandbox-kernel.ts';
import type { ServiceModel } from '../../../sandbox/kernel/service.ts';
import { createCloudwatch } from '../../../sandbox/services/cloudwatch/cloudwatch.ts';
import { createDynamodb } from '../../../sandbox/services/dynamodb/dynamodb.ts';
import { createEcr } from '../../../sandbox/services/ecr/ecr.ts';
import { createEcs } from '../../../sandbox/services/ecs/ecs.ts';
import { createElb } from '../../../sandbox/services/elb/elb.ts';
import { createEvents } from '../../../sandbox/services/events/events.ts';
import { createIam, type Iam } from '../../../sandbox/services/iam/iam.ts';
import { createS3 } from '../../../sandbox/services/s3/s3.ts';
import { confirmedBy } from '../../../sandbox/services/sns/confirmed-by.ts';
import { createSns, type Sns } from '../../../sandbox/services/sns/sns.ts';
import { createSsm } from '../../../sandbox/services/ssm/ssm.ts';
import { createStates } from '../../../sandbox/services/states/states.ts';
import { create, fakeKernel } from '../processes/fake-kernel.ts';

/** An endpoint with one small resource of each service, always under the same names. */
export async function smallEndpoint() {
  const { clock, account, region, folder } = fakeKernel();
  const iam = createIam(account);
  const kernel = new SandboxKernel({ clock, account, region, folder, iam });
  const events = createEvents(kernel);
  const ecr = createEcr(kernel);
  const elb = createElb(kernel);
  const sns = createSns(kernel);
  const models: ServiceModel[] = [
    createStates(kernel),
    events,
    createCloudwatch(kernel),
    createEcs(kernel, ecr, elb),
    elb,
    ecr,
    sns,
    createDynamodb(kernel),
    createSsm(kernel),
    createS3(kernel),
    iam,
  ];
  for (const model of models) kernel.services.set(model.signingName, model);
  kernel.connect(
    (event) => events.publish(event),
    () => {},
  );
  const make = async (type: string, properties: object): Promise<string> => {
    const model = models.find((m) => type in m.resources);
    if (model === undefined) throw new Error(`no model of ${type}`);
    return (await create(model, type, properties)).ref;
  };
  const topic = await make('AWS::SNS::Topic', { TopicName: 'devops' });
  await make('AWS::SNS::Subscription', { TopicArn: topic, Protocol: 'email', Endpoint: 'ana@example.com' });
  await make('AWS::S3::Bucket', { BucketName: 'documents' });
  await make('AWS::SSM::Parameter', { Name: '/survey/config/title', Type: 'String', Value: 'Olá & <tchau>' });
  await make('AWS::Events::Rule', { Name: 'on-alarm', EventPattern: { source: ['aws.cloudwatch'] }, Targets: [] });
  await make('AWS::ECS::Cluster', { ClusterName: 'survey' });
  await make('AWS::CloudWatch::Alarm', {
    AlarmName: 'errors',
    AlarmDescription: 'Too many',
    Namespace: 'AWS/ApplicationELB',
    MetricName: 'HTTPCode_Target_5XX_Count',
    Statistic: 'Sum',
    // Eight real minutes here: nothing sets its state but a client.
    Period: 86_400,
    EvaluationPeriods: 1,
    Threshold: 5,
    ComparisonOperator: 'GreaterThanThreshold',
  });
  await make('AWS::DynamoDB::Table', {
    TableName: 'ledger',
    KeySchema: [
      { AttributeName: 'environment', KeyType: 'HASH' },
      { AttributeName: 'record', KeyType: 'RANGE' },
    ],
  });
  await make('AWS::IAM::Role', {
    RoleName: 'small',
    AssumeRolePolicyDocument: {
      Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'states.amazonaws.com' } },
    },
  });
  await make('AWS::StepFunctions::StateMachine', {
    StateMachineName: 'small',
    RoleArn: `arn:aws:iam::${account}:role/small`,
    DefinitionString: JSON.stringify({
      QueryLanguage: 'JSONata',
      StartAt: 'Answer',
      States: { Answer: { Type: 'Pass', Output: '{% $states.input %}', End: true } },
    }),
  });
  const endpoint = endpointOf(kernel, iam, sns);
  kernel.endpointUrl = await endpoint.listen();
  return {
    url: kernel.endpointUrl,
    async close() {
      endpoint.close();
      for (const model of models) await model.close?.();
    },
  };
}

const endpointOf = (kernel: SandboxKernel, iam: Iam, sns: Sns): Endpoint =>
  new Endpoint({
    service: (name) => kernel.services.get(name),
    principal: (key) => iam.principal(key),
    visit: (url) => confirmedBy(sns, url),
    call: (principal, service, operation, input) => kernel.run(principal, service, operation, input),
  });
