/** What a person types after `aws`, in this order, and what the answer must show. `FILE` is a small local file. */
export interface Command {
  readonly command: readonly string[];
  /** In what the CLI prints, and in the answers on the wire. */
  readonly shows: readonly string[];
  /** The command must fail: the error's code is in `shows`. */
  readonly fails?: true;
}

const arn = (service: string, rest: string) => `arn:aws:${service}:sa-east-1:111122223333:${rest}`;
const line = (text: string, ...shows: string[]): Command => ({ command: text.split(' '), shows });
const wrong = (text: string, ...shows: string[]): Command => ({ command: text.split(' '), shows, fails: true });
const small = arn('states', 'stateMachine:small');
const run = arn('states', 'execution:small:run-1');

export const COMMANDS: readonly Command[] = [
  line('stepfunctions list-state-machines', small),
  line(`stepfunctions describe-state-machine --state-machine-arn ${small}`, 'Answer', 'STANDARD'),
  line(`stepfunctions start-execution --state-machine-arn ${small} --name run-1 --input {"a":"ã"}`, run),
  line(`stepfunctions describe-execution --execution-arn ${run}`, 'SUCCEEDED'),
  line(`stepfunctions list-executions --state-machine-arn ${small}`, 'run-1', 'SUCCEEDED'),
  line(`stepfunctions get-execution-history --execution-arn ${run}`, 'PassStateEntered', 'ExecutionSucceeded'),
  line(`stepfunctions stop-execution --execution-arn ${run}`, 'stopDate'),
  line('sns list-topics', arn('sns', 'devops')),
  line('sns list-subscriptions', 'ana@example.com'),
  line(`sns list-subscriptions-by-topic --topic-arn ${arn('sns', 'devops')}`, 'ana@example.com', 'email'),
  wrong(`sns get-topic-attributes --topic-arn ${arn('sns', 'gone')}`, 'Topic does not exist', 'NotFound'),
  line('cloudwatch describe-alarms', 'errors', 'INSUFFICIENT_DATA', 'GreaterThanThreshold'),
  line('cloudwatch set-alarm-state --alarm-name errors --state-value ALARM --state-reason rehearsal'),
  line('cloudwatch describe-alarms --state-value ALARM', 'errors', 'rehearsal'),
  line(
    'cloudwatch describe-alarm-history --alarm-name errors --history-item-type StateUpdate',
    'Alarm updated from INSUFFICIENT_DATA to ALARM',
  ),
  wrong(
    'cloudwatch set-alarm-state --alarm-name gone --state-value OK --state-reason x',
    'ResourceNotFound',
    'There is no alarm gone',
  ),
  line('ssm describe-parameters', '/survey/config/title', 'LastModifiedUser'),
  line('ssm get-parameters-by-path --path /survey --recursive', '/survey/config/title'),
  line('ssm put-parameter --name /survey/config/title --value Tchau --overwrite', 'Version'),
  line('ssm get-parameter --name /survey/config/title', 'Tchau'),
  line('ssm get-parameter-history --name /survey/config/title', 'Tchau', 'Olá'),
  wrong('ssm get-parameter --name /gone', 'ParameterNotFound'),
  line('events list-rules', 'on-alarm', 'ENABLED'),
  line('events describe-rule --name on-alarm', 'aws.cloudwatch'),
  line('dynamodb list-tables', 'ledger'),
  line('dynamodb describe-table --table-name ledger', 'environment', 'HASH', 'RANGE'),
  line(
    'dynamodb put-item --table-name ledger --item {"environment":{"S":"production"},"record":{"S":"status"},"fence":{"N":"7"}}',
  ),
  line(
    'dynamodb get-item --table-name ledger --key {"environment":{"S":"production"},"record":{"S":"status"}}',
    'fence',
    '7',
  ),
  line(
    'dynamodb query --table-name ledger --key-condition-expression environment=:e --expression-attribute-values {":e":{"S":"production"}}',
    'status',
  ),
  line('dynamodb scan --table-name ledger --page-size 1', 'production'),
  line('s3 ls', 'documents'),
  line('s3 cp FILE s3://documents/notes/olá.txt'),
  line('s3 ls s3://documents', 'notes/'),
  line('s3 ls s3://documents --recursive', 'notes/olá.txt'),
  line('s3 cp s3://documents/notes/olá.txt -', 'uma nota à mão'),
  wrong('s3api get-object --bucket documents --key gone /dev/null', 'NoSuchKey'),
  line('ecs list-clusters', 'cluster/survey'),
  line('ecs describe-clusters --clusters survey', 'ACTIVE'),
  line('ecs list-task-definitions', 'taskDefinitionArns'),
  line('elbv2 describe-load-balancers', 'LoadBalancers'),
  line('ecr describe-repositories', 'repositories'),
];
