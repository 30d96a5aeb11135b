import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Properties, ResourceContext, ResourceProvider, ResourceRemover } from '../../kernel/resource.ts';
import type { ServiceModel } from '../../kernel/service.ts';

const GUARD = 'Custom::KnowngoodRemovalGuard';
/** A function on a full machine begins late; CloudFormation itself waits for `ServiceTimeout`, an hour by default. Real ms. */
const LONGEST_WAIT_MS = 60_000;

interface Answer {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
}

/**
 * A resource that a function makes: CloudFormation invokes it with a request and the address where it expects the answer
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref.html).
 */
export function customResources(kernel: Kernel): Pick<Required<ServiceModel>, 'resources' | 'removals'> {
  const create: ResourceProvider = async (properties, context) => {
    const { PhysicalResourceId } = await ask(kernel, { RequestType: 'Create' }, properties, context);
    return { ref: PhysicalResourceId };
  };
  const remove: ResourceRemover = async ({ ref }, properties, context) => {
    await ask(kernel, { RequestType: 'Delete', PhysicalResourceId: ref }, properties, context);
  };
  return { resources: { [GUARD]: create }, removals: { [GUARD]: remove } };
}

/** @throws Error with the function's reason where it answers FAILED, or does not answer */
async function ask(
  kernel: Kernel,
  request: { readonly RequestType: 'Create' | 'Delete'; readonly PhysicalResourceId?: string },
  { ServiceToken, ServiceTimeout: _, ...ResourceProperties }: Properties,
  { stackName, logicalId }: ResourceContext,
): Promise<Answer> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const answered = once(server, 'request', { signal: AbortSignal.timeout(LONGEST_WAIT_MS) });
    const event = {
      ...request,
      ResponseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/${randomUUID()}`,
      StackId: `arn:aws:cloudformation:${kernel.region}:${kernel.account}:stack/${stackName}/0`,
      RequestId: randomUUID(),
      ResourceType: GUARD,
      LogicalResourceId: logicalId,
      ResourceProperties: { ServiceToken, ...ResourceProperties },
    };
    // Whoever deploys is the person, who may do everything; in an account they need lambda:InvokeFunction.
    const deployer = { arn: `arn:aws:iam::${kernel.account}:user/person` };
    const invoked = kernel.call(deployer, 'lambda', 'Invoke', { FunctionName: ServiceToken, Payload: event });
    invoked.catch((error: Error) => server.emit('error', error));
    const [received, response] = await answered;
    const answer = JSON.parse(await text(received)) as Answer;
    response.end();
    await invoked;
    if (answer.Status === 'FAILED')
      throw new Error(`Received response status [FAILED] from custom resource. Message returned: ${answer.Reason}`);
    return answer;
  } finally {
    server.close();
  }
}
