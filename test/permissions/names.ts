// biome-ignore lint/suspicious/noExplicitAny: a template's properties are open JSON.
export type Json = any;

export interface Resource {
  readonly Type: string;
  readonly Properties: Json;
}

/** A value of the template as a reader knows it: names instead of logical ids, ARNs without account and Region. */
export function named(value: Json, resources: Readonly<Record<string, Resource>>): string {
  return shorten(text(value, resources));
}

function text(value: Json, resources: Readonly<Record<string, Resource>>): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if ('Ref' in value) return value.Ref === 'AWS::Partition' ? 'aws' : nameOf(value.Ref, resources);
  if ('Fn::GetAtt' in value) return nameOf([value['Fn::GetAtt']].flat()[0].split('.')[0], resources);
  if ('Fn::ImportValue' in value) return `what ${value['Fn::ImportValue']} exports`;
  const [separator, parts] = value['Fn::Join'] ?? [];
  if (separator === undefined) throw new Error(`No words for ${JSON.stringify(value)}.`);
  // A rule's ARN is made of its listener's.
  const listener = parts[0]?.['Fn::Select']?.[1]?.['Fn::Split'];
  if (listener?.[0] === ':listener/') return `rules of the listener ${text(listener[1], resources)}`;
  return parts.map((part: Json) => text(part, resources)).join(separator);
}

function nameOf(id: string, resources: Readonly<Record<string, Resource>>): string {
  const { Type, Properties } = resources[id] ?? { Type: '', Properties: {} };
  switch (Type) {
    case 'AWS::DynamoDB::Table':
      return 'the ledger';
    case 'AWS::KMS::Key':
      return 'the control plane’s key';
    case 'AWS::S3::Bucket':
      return 'the documents bucket';
    case 'AWS::SecretsManager::Secret':
      return 'the bypass secret';
    case 'AWS::SNS::Topic':
      return `topic ${Properties.TopicName}`;
    case 'AWS::SQS::Queue':
      return `queue ${Properties.QueueName}`;
    case 'AWS::Lambda::Function':
      return `function ${Properties.FunctionName}`;
    case 'AWS::StepFunctions::StateMachine':
      return `workflow ${Properties.StateMachineName}`;
    case 'AWS::Events::Rule':
      return `rule ${Properties.Name}`;
    case 'AWS::Logs::LogGroup':
      return `log group ${Properties.LogGroupName}`;
    default:
      throw new Error(`No words for ${id} (${Type}).`);
  }
}

/** `arn:aws:rds:sa-east-1:111122223333:db:survey` -> `rds db:survey` */
const shorten = (value: string): string => value.replace(/^arn:aws:([^:]+):[^:]*:[^:]*:/, '$1 ');
