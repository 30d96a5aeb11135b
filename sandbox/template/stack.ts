import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Kernel } from '../kernel/kernel.ts';
import type { Created, Properties, ResourceContext, ResourceProvider, ResourceRemover } from '../kernel/resource.ts';
import type { PushedImage } from '../services/ecr/image.ts';
import { type AssembledStack, assetFolder } from './assembly.ts';
import { conditionHolds } from './conditions.ts';
import { type Lookup, references, resolveValue } from './intrinsics.ts';
import { inOrder } from './order.ts';
import { pseudoParameters } from './pseudo.ts';
import type { Template, TemplateResource } from './template.ts';

/** Everything a stack's deployment needs besides its template. */
export interface StackOptions {
  /** Of the cloud assembly. */
  readonly folder: string;
  readonly kernel: Kernel;
  /** Of the stacks before it; its own are added. */
  readonly exports: Map<string, string>;
  provider(type: string): ResourceProvider | undefined;
  /** `{{resolve:…}}` */
  dynamic(service: string, rest: string): Promise<string>;
  /** Pushes an image that the CDK builds, to the repository of its bootstrap. */
  publish?(image: PushedImage): void;
  onCreated?(stack: string, done: number, of: number): void;
  /** CloudFormation type -> what takes it away. */
  removal?(type: string): ResourceRemover | undefined;
  /** What is there already becomes the stack's, where AWS can import it. */
  readonly importExisting?: boolean;
}

/** A resource as it was made. */
export interface Made {
  readonly type: string;
  readonly properties: Properties;
  readonly context: ResourceContext;
}

/** A deployed stack. */
export interface DeployedStack {
  readonly refs: ReadonlyMap<string, Created>;
  readonly made: ReadonlyMap<string, Made>;
  /** Resources that stay when the template names them no longer. */
  readonly retained: ReadonlySet<string>;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Resources that only describe the deployment itself. */
export const IGNORED: ReadonlySet<string> = new Set(['AWS::CDK::Metadata']);

/** What changes in place when its properties do; of anything else an update is refused by name. */
const UPDATED_IN_PLACE: ReadonlySet<string> = new Set([
  ...['AWS::Lambda::Function', 'AWS::StepFunctions::StateMachine', 'AWS::IAM::Role'],
]);

/** What an update deletes that the template names no longer; of anything else it is refused by name. */
const DELETED_IN_UPDATE: ReadonlySet<string> = new Set(['AWS::IAM::Policy']);

/**
 * Creates a stack's resources in the order their references ask for; updates those of an earlier deployment whose properties
 * have changed. A resource that is in the template no longer stays where its policy says so.
 * @throws Error for a change that the sandbox does not model
 */
export async function deployStack(
  { name: stackName, template, images }: AssembledStack,
  options: StackOptions,
  earlier?: DeployedStack,
): Promise<DeployedStack> {
  for (const image of images) options.publish?.(image);
  const refs = new Map<string, Created>();
  const made = new Map<string, Made>();
  const given = await parametersOf(template, options);
  const lookup = lookupOf(template, stackName, { refs, given }, options);
  const resources = template.Resources ?? {};
  const order = inOrder(Object.keys(resources), (id) => dependenciesOf(resources[id]));
  let done = 0;
  for (const logicalId of order) {
    const resource = resources[logicalId];
    if (resource === undefined || IGNORED.has(resource.Type)) continue;
    if (resource.Condition !== undefined && !lookup.condition(resource.Condition)) continue;
    const properties = ((await resolveValue(resource.Properties ?? {}, lookup)) ?? {}) as Properties;
    const before = earlier?.made.get(logicalId);
    const generatedName = `${stackName}-${logicalId}-${randomBytes(4).toString('hex')}`.toLowerCase();
    const { importExisting = false } = options;
    const context = before?.context ?? { stackName, logicalId, generatedName, importExisting };
    const kept = before !== undefined && keptAsItIs(before, resource.Type, properties);
    const created = kept ? earlier?.refs.get(logicalId) : await create(resource, properties, context, options);
    if (created !== undefined) refs.set(logicalId, created);
    made.set(logicalId, { type: resource.Type, properties, context });
    options.onCreated?.(stackName, ++done, order.length);
  }
  await cleanUp(stackName, earlier, made, options);
  return { refs, made, retained: retainedOf(template), outputs: await outputsOf(template, lookup, options.exports) };
}

/**
 * Deletes what is no longer in the template, after everything else was created and updated (UPDATE_COMPLETE_CLEANUP_IN_PROGRESS,
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html).
 */
async function cleanUp(
  stackName: string,
  earlier: DeployedStack | undefined,
  made: ReadonlyMap<string, Made>,
  options: StackOptions,
): Promise<void> {
  for (const [logicalId, { type, properties, context }] of earlier?.made ?? []) {
    const created = earlier?.refs.get(logicalId);
    if (made.has(logicalId) || earlier?.retained.has(logicalId) || created === undefined) continue;
    const remove = DELETED_IN_UPDATE.has(type) ? options.removal?.(type) : undefined;
    if (remove === undefined)
      throw new Error(`${stackName}: ${logicalId} (${type}) is gone; the sandbox does not delete it in an update.`);
    await remove(created, properties, context);
  }
}

/** @throws Error where the sandbox cannot change it in place */
function keptAsItIs({ type, properties: before, context }: Made, now: string, properties: Properties): boolean {
  if (type === now && isDeepStrictEqual(before, properties)) return true;
  if (type === now && UPDATED_IN_PLACE.has(type)) return false;
  throw new Error(`${context.stackName}: ${context.logicalId} (${now}) has changed; the sandbox does not update it.`);
}

const retainedOf = ({ Resources = {} }: Template): ReadonlySet<string> =>
  new Set(Object.keys(Resources).filter((id) => Resources[id]?.DeletionPolicy?.startsWith('Retain')));

function dependenciesOf(resource: TemplateResource | undefined): string[] {
  const depends = resource?.DependsOn ?? [];
  return [...references(resource?.Properties).ids, ...(typeof depends === 'string' ? [depends] : depends)];
}

/** A function's code is an asset of the assembly, on this machine. */
function withLocalCode(type: string, properties: Properties, folder: string): Properties {
  const { Code } = properties;
  if (type !== 'AWS::Lambda::Function' || Code?.S3Key === undefined) return properties;
  return { ...properties, Code: { ...Code, LocalPath: assetFolder(folder, String(Code.S3Key)) } };
}

async function create(
  { Type }: TemplateResource,
  properties: Properties,
  context: ResourceContext,
  options: StackOptions,
): Promise<Created | undefined> {
  try {
    return await options.provider(Type)?.(withLocalCode(Type, properties, options.folder), context);
  } catch (error) {
    const { stackName, logicalId } = context;
    throw new Error(`${stackName}: ${logicalId} (${Type}) could not be created: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

async function outputsOf(
  template: Template,
  lookup: Lookup,
  exports: Map<string, string>,
): Promise<Record<string, string>> {
  const outputs: Record<string, string> = {};
  for (const [id, { Value, Export }] of Object.entries(template.Outputs ?? {})) {
    const value = String(await resolveValue(Value, lookup));
    outputs[id] = value;
    if (Export !== undefined) exports.set(String(await resolveValue(Export.Name, lookup)), value);
  }
  return outputs;
}

/**
 * Values of a template's parameters: nobody gives them here, so each has its default. Of one that stands in Parameter Store
 * the default is its name (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html).
 */
async function parametersOf({ Parameters = {} }: Template, { dynamic }: StackOptions): Promise<Map<string, string>> {
  const values = new Map<string, string>();
  for (const [name, { Type, Default }] of Object.entries(Parameters)) {
    if (Type !== 'AWS::SSM::Parameter::Value<String>') values.set(name, String(Default ?? ''));
    // One that nobody refers to (the CDK's own, of its bootstrap) may be missing.
    else
      await dynamic('ssm', String(Default)).then(
        (value) => values.set(name, value),
        () => undefined,
      );
  }
  return values;
}

function lookupOf(
  template: Template,
  stackName: string,
  { refs, given }: { readonly refs: ReadonlyMap<string, Created>; readonly given: ReadonlyMap<string, string> },
  { kernel, exports, dynamic }: StackOptions,
): Lookup {
  const pseudo = pseudoParameters(kernel, stackName);
  const there = <T>(value: T | undefined, what: string): T => {
    if (value === undefined) throw new Error(`${stackName} refers to ${what}, which is not there.`);
    return value;
  };
  const typeOf = (logicalId: string) => template.Resources?.[logicalId]?.Type ?? 'no resource';
  return {
    ref: (name) => there(pseudo[name] ?? refs.get(name)?.ref ?? given.get(name), name),
    attribute: (logicalId, name) =>
      there(refs.get(logicalId)?.attributes?.[name], `the attribute ${name} of ${logicalId} (${typeOf(logicalId)})`),
    export: (name) => there(exports.get(name), `the export ${name}`),
    mapping: (map, first, second) =>
      there(template.Mappings?.[map]?.[first]?.[second], `the mapping ${map}.${first}.${second}`),
    condition: (name) => conditionHolds(name, template, pseudo),
    availabilityZones: () => ['a', 'b', 'c'].map((zone) => `${kernel.region}${zone}`),
    dynamic,
  };
}
