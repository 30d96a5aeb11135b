import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Kernel } from '../../sandbox/kernel/kernel.ts';
import type { Created, Properties, ResourceContext } from '../../sandbox/kernel/resource.ts';
import type { ServiceModel } from '../../sandbox/kernel/service.ts';
import { deploy } from '../../sandbox/template/deploy.ts';

interface Made {
  readonly type: string;
  readonly properties: string;
  /** The same, read once for every world, and frozen: a model that changed what it is given would change the next world. */
  readonly read: Properties;
  /** A workflow's definition, apart from its other properties: too long to be read anew for every world. */
  readonly definition: string | undefined;
  readonly context: ResourceContext;
  readonly created: Created;
}

/** A template's resources with everything resolved: the same for every world, since a world's identifiers are. */
export interface Resolved {
  readonly made: readonly Made[];
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** ARN. */
  readonly firstListener: string;
  /** ARN of the one that `addListener` makes beside it. */
  readonly secondListener: string;
}

const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const REMOVAL_GUARD = 'Custom::KnowngoodRemovalGuard';
const STACKS = ['SurveyPlatform', 'KnownGood-sandbox'];
const folder = fileURLToPath(new URL('../../cdk.out', import.meta.url));

type Provide = (type: string) => ServiceModel['resources'][string] | undefined;

/** Deploys the synthesized template as the sandbox does, and remembers what it resolved to. */
export async function resolveTemplate(
  kernel: Kernel,
  provide: Provide,
  dynamic: (service: string, rest: string) => string,
): Promise<Resolved> {
  const made: Made[] = [];
  const deployment = await deploy({
    folder,
    kernel,
    stacks: STACKS,
    dynamic: async (service, rest) => dynamic(service, rest),
    provider(type) {
      const provider = providerOf(type, provide);
      if (provider === undefined) return undefined;
      return async (properties, context) => {
        const { DefinitionString: definition, ...rest } = properties;
        const given = JSON.stringify(rest);
        const created = await provider(properties, context);
        made.push({ type, properties: given, read: frozen(readAs(given, definition)), definition, context, created });
        return created;
      };
    },
  });
  const outputs = Object.fromEntries(STACKS.map((stack) => [stack, deployment.outputs(stack)]));
  const firstListener = listenerOf(made).created.ref;
  return { made, outputs, firstListener, secondListener: await listenerBeside(made, provide) };
}

/** Makes a second listener of the load balancer, once all else is made; it answers from the same services. */
export async function addListener(resolved: Resolved, provide: Provide): Promise<void> {
  const arn = await listenerBeside(resolved.made, provide);
  if (arn !== resolved.secondListener)
    throw new Error(`The second listener is ${arn} in this world and was ${resolved.secondListener} in the first.`);
}

async function listenerBeside(made: readonly Made[], provide: Provide): Promise<string> {
  const { read, context } = listenerOf(made);
  const beside = { ...context, logicalId: 'SecondListener' };
  const created = await provide(LISTENER)?.({ ...read, Port: Number(read['Port']) + 1 }, beside);
  return created?.ref ?? '';
}

function listenerOf(made: readonly Made[]): Made {
  const [found, ...more] = made.filter(({ type }) => type === LISTENER);
  if (found === undefined || more.length > 0) throw new Error('The template has not one listener.');
  return found;
}

/** Makes the same resources in another world. `change` may make a workflow another than the template's. */
export async function makeAgain(
  resolved: Resolved,
  provide: Provide,
  change: (type: string, properties: Properties) => Properties,
): Promise<void> {
  for (const { type, read, context, created } of resolved.made) {
    randomBytes(4); // The deployment drew it for the generated name: what comes after must draw the same.
    const again = await providerOf(type, provide)?.(change(type, read), context);
    if (again?.ref !== created.ref)
      throw new Error(
        `${context.logicalId} (${type}) is ${again?.ref} in this world and was ${created.ref} in the first.`,
      );
  }
}

/** Nobody deletes the stack here, so nobody asks the function that could refuse it: no request goes over a network. */
const providerOf: (type: string, provide: Provide) => ReturnType<Provide> = (type, provide) =>
  type === REMOVAL_GUARD ? () => ({ ref: 'knowngood-sandbox' }) : provide(type);

function readAs(properties: string, definition: string | undefined): Properties {
  const read = JSON.parse(properties) as Properties;
  return definition === undefined ? read : { ...read, DefinitionString: definition };
}

/** The value, which nobody can change any more, at any depth. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}
