import { randomBytes } from 'node:crypto';
import type { Kernel } from '../kernel/kernel.ts';
import type { Created, Properties, ResourceContext, ResourceProvider } from '../kernel/resource.ts';
import { type AssembledStack, assetFolder, type Template, type TemplateResource } from './assembly.ts';
import { conditionHolds } from './conditions.ts';
import { type Lookup, references, resolveValue } from './intrinsics.ts';
import { inOrder } from './order.ts';
import { pseudoParameters } from './pseudo.ts';

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
  onCreated?(stack: string, done: number, of: number): void;
}

/** A deployed stack. */
export interface DeployedStack {
  readonly refs: ReadonlyMap<string, Created>;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Resources that only describe the deployment itself. */
export const IGNORED: ReadonlySet<string> = new Set(['AWS::CDK::Metadata']);

/** Creates a stack's resources in the order their references ask for. */
export async function deployStack(
  { name: stackName, template }: AssembledStack,
  options: StackOptions,
): Promise<DeployedStack> {
  const refs = new Map<string, Created>();
  const lookup = lookupOf(template, stackName, refs, options);
  const resources = template.Resources ?? {};
  const order = inOrder(Object.keys(resources), (id) => dependenciesOf(resources[id]));
  let done = 0;
  for (const logicalId of order) {
    const resource = resources[logicalId];
    if (resource === undefined || IGNORED.has(resource.Type)) continue;
    if (resource.Condition !== undefined && !lookup.condition(resource.Condition)) continue;
    const properties = ((await resolveValue(resource.Properties ?? {}, lookup)) ?? {}) as Properties;
    if (resource.Type === 'AWS::Lambda::Function' && properties['Code']?.S3Key !== undefined) {
      properties['Code'].LocalPath = assetFolder(options.folder, String(properties['Code'].S3Key));
    }
    const generatedName = `${stackName}-${logicalId}-${randomBytes(4).toString('hex')}`.toLowerCase();
    const created = await create(resource, properties, { stackName, logicalId, generatedName }, options);
    if (created !== undefined) refs.set(logicalId, created);
    options.onCreated?.(stackName, ++done, order.length);
  }
  return { refs, outputs: await outputsOf(template, lookup, options.exports) };
}

function dependenciesOf(resource: TemplateResource | undefined): string[] {
  const depends = resource?.DependsOn ?? [];
  return [...references(resource?.Properties).ids, ...(typeof depends === 'string' ? [depends] : depends)];
}

async function create(
  { Type }: TemplateResource,
  properties: Properties,
  context: ResourceContext,
  options: StackOptions,
): Promise<Created | undefined> {
  try {
    return await options.provider(Type)?.(properties, context);
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

function lookupOf(
  template: Template,
  stackName: string,
  refs: ReadonlyMap<string, Created>,
  { kernel, exports, dynamic }: StackOptions,
): Lookup {
  const pseudo = pseudoParameters(kernel, stackName);
  const there = <T>(value: T | undefined, what: string): T => {
    if (value === undefined) throw new Error(`${stackName} refers to ${what}, which is not there.`);
    return value;
  };
  const typeOf = (logicalId: string) => template.Resources?.[logicalId]?.Type ?? 'no resource';
  return {
    ref: (name) => there(pseudo[name] ?? refs.get(name)?.ref ?? template.Parameters?.[name]?.Default, name),
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
