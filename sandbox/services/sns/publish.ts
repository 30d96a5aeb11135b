import { InvalidParameterException, KMSAccessDeniedException, type PublishCommandInput } from '@aws-sdk/client-sns';
import type { AccessCheck, Principal } from '../../kernel/access.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { keyChecks } from '../kms/use.ts';

/** Bytes of a message, and characters of a subject, that SNS takes. */
const LARGEST_MESSAGE = 262_144;
const LONGEST_SUBJECT = 99;
/** The key AWS manages lets no AWS service publish: its policy cannot be changed. */
const MANAGED_KEY = 'alias/aws/sns';

/** Publishing to an encrypted topic needs a permission on the topic and one on its key. */
export function publishChecks(
  kernel: Pick<Kernel, 'region'>,
  topic: { readonly arn: string; readonly key: string | undefined },
  caller: Principal,
): readonly AccessCheck[] {
  return [
    { action: 'sns:Publish', resource: topic.arn },
    ...keyChecks(kernel, {
      key: topic.key,
      via: 'sns',
      operations: ['GenerateDataKey', 'Decrypt'],
      bound: { 'aws:sns:topicArn': topic.arn },
      caller,
    }),
  ];
}

/** @throws InvalidParameterException for a message that SNS does not take */
export function checkMessage({ Subject = '', Message = '' }: Pick<PublishCommandInput, 'Subject' | 'Message'>): void {
  if (Message === '') throw invalid('Empty message');
  if (Buffer.byteLength(Message) > LARGEST_MESSAGE) throw invalid('Message too long');
  if ([...Subject].length > LONGEST_SUBJECT || /\p{Cc}/u.test(Subject)) throw invalid('Subject');
}

/** @throws KMSAccessDeniedException where an AWS service publishes to a topic with the managed key */
export function checkManagedKey(key: string | undefined, { service }: Principal): void {
  if (service === undefined || key?.endsWith(MANAGED_KEY) !== true) return;
  throw new KMSAccessDeniedException({
    message: `The key ${MANAGED_KEY} does not let ${service} publish`,
    $metadata: {},
  });
}

const invalid = (message: string): InvalidParameterException =>
  new InvalidParameterException({ message: `Invalid parameter: ${message}`, $metadata: {} });
