import { randomBytes } from 'node:crypto';
import type { Kernel } from '../kernel/kernel.ts';
import type { Created, Properties, ResourceProvider } from '../kernel/resource.ts';
import { type AssembledStack, assetFolder, readAssembly, type Template } from './assembly.ts';
import { type Lookup, references, resolveValue } from './intrinsics.ts';
import { inOrder } from './order.ts';

/** What stands after the deployment. */
export interface Deployment {
  /** Ref of a resource. */
  ref(stack: string, logicalId: string): string;
  /** Outputs of a stack by their logical id. */
  outputs(stack: string): Readonly<Record<string, string>>;
  readonly exports: ReadonlyMap<string, string>;
}

export interface DeployOptions {
  readonly folder: string;
  readonly kernel: Kernel;
  /** Only these stacks; all when left out. */
  readonly stacks?: readonly string[];
  provider(type: string): ResourceProvider | undefined;
  /** `{{resolve:…}}` */
  dynamic(service: string, rest: string): Promise<string>;
  onCreated?(stack: string, done: number, of: number): void;
}

/** Resources that only describe the deployment itself. */
const IGNORED = new Set(['AWS::CDK::Metadata']);

/** Creates every resource of every stack, in the order their references ask for. */
export async function deploy(options: DeployOptions): Promise<Deployment> {
  const { folder, stacks } = readAssembly(options.folder);
  const wanted = stacks.filter((stack) => options.stacks?.includes(stack.name) ?? true);
  refuseUnknown(wanted, options);
  const exports = new Map<string, string>();
  const exporters = new Map(
    wanted.flatMap(({ name, template }) =>
      Object.values(template.Outputs ?? {}).flatMap((o) =>
        typeof o.Export?.Name === 'string' ? [[o.Export.Name, name] as const] : [],
      ),
    ),
  );
  const order = inOrder(
    wanted.map((stack) => stack.name),
    (name) =>
      [...references(wanted.find((stack) => stack.name === name)?.template).imports].flatMap(
        (imported) => exporters.get(imported) ?? [],
      ),
  );
  const deployed = new Map<string, { refs: Map<string, Created>; outputs: Record<string, string> }>();
  for (const name of order) {
    const stack = wanted.find((s) => s.name === name);
    if (stack !== undefined) deployed.set(name, await deployStack(stack, folder, options, exports));
  }
  const of = (stack: string) => {
    const found = deployed.get(stack);
    if (found === undefined)
      throw new Error(`The stack ${stack} is not deployed; deployed are ${[...deployed.keys()].join(', ')}.`);
    return found;
  };
  return {
    exports,
    ref(stack, logicalId) {
      const found = of(stack).refs.get(logicalId);
      if (found === undefined) throw new Error(`The stack ${stack} has no resource ${logicalId}.`);
      return found.ref;
    },
    outputs: (stack) => of(stack).outputs,
  };
}

function refuseUnknown(stacks: readonly AssembledStack[], options: DeployOptions): void {
  const unknown = new Set<string>();
  for (const { template } of stacks) {
    for (const { Type } of Object.values(template.Resources ?? {})) {
      if (!IGNORED.has(Type) && options.provider(Type) === undefined) unknown.add(Type);
    }
  }
  if (unknown.size > 0)
    throw new Error(`The sandbox does not play these resource types: ${[...unknown].sort().join(', ')}.`);
}

async function deployStack(
  stack: AssembledStack,
  folder: string,
  options: DeployOptions,
  exports: Map<string, string>,
) {
  const { template, name: stackName } = stack;
  const refs = new Map<string, Created>();
  const lookup = lookupOf(template, stackName, refs, exports, options);
  const resources = template.Resources ?? {};
  const order = inOrder(Object.keys(resources), (id) => {
    const resource = resources[id];
    const depends = resource?.DependsOn ?? [];
    return [...references(resource?.Properties).ids, ...(typeof depends === 'string' ? [depends] : depends)];
  });
  let done = 0;
  for (const logicalId of order) {
    const resource = resources[logicalId];
    if (resource === undefined || IGNORED.has(resource.Type)) continue;
    if (resource.Condition !== undefined && !lookup.condition(resource.Condition)) continue;
    const properties = ((await resolveValue(resource.Properties ?? {}, lookup)) ?? {}) as Properties;
    if (resource.Type === 'AWS::Lambda::Function' && properties['Code']?.S3Key !== undefined) {
      properties['Code'].LocalPath = assetFolder(folder, String(properties['Code'].S3Key));
    }
    const generatedName = `${stackName}-${logicalId}-${randomBytes(4).toString('hex')}`.toLowerCase();
    try {
      const provider = options.provider(resource.Type);
      if (provider !== undefined)
        refs.set(logicalId, await provider(properties, { stackName, logicalId, generatedName }));
    } catch (error) {
      throw new Error(
        `${stackName}: ${logicalId} (${resource.Type}) could not be created: ${(error as Error).message}`,
        { cause: error },
      );
    }
    options.onCreated?.(stackName, ++done, order.length);
  }
  const outputs: Record<string, string> = {};
  for (const [id, output] of Object.entries(template.Outputs ?? {})) {
    const value = String(await resolveValue(output.Value, lookup));
    outputs[id] = value;
    if (output.Export !== undefined) exports.set(String(await resolveValue(output.Export.Name, lookup)), value);
  }
  return { refs, outputs };
}

function lookupOf(
  template: Template,
  stackName: string,
  refs: ReadonlyMap<string, Created>,
  exports: ReadonlyMap<string, string>,
  { kernel, dynamic }: DeployOptions,
): Lookup {
  const pseudo: Record<string, string> = {
    'AWS::AccountId': kernel.account,
    'AWS::Region': kernel.region,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stackName,
    'AWS::StackId': `arn:aws:cloudformation:${kernel.region}:${kernel.account}:stack/${stackName}/sandbox`,
  };
  const missing = (what: string) => new Error(`${stackName} refers to ${what}, which is not there.`);
  return {
    ref(name) {
      const value = pseudo[name] ?? refs.get(name)?.ref ?? template.Parameters?.[name]?.Default;
      if (value === undefined) throw missing(name);
      return value;
    },
    attribute(logicalId, name) {
      const value = refs.get(logicalId)?.attributes?.[name];
      if (value === undefined)
        throw missing(
          `the attribute ${name} of ${logicalId} (${template.Resources?.[logicalId]?.Type ?? 'no resource'})`,
        );
      return value;
    },
    export(name) {
      const value = exports.get(name);
      if (value === undefined) throw missing(`the export ${name}`);
      return value;
    },
    mapping(map, first, second) {
      const value = template.Mappings?.[map]?.[first]?.[second];
      if (value === undefined) throw missing(`the mapping ${map}.${first}.${second}`);
      return value;
    },
    condition: (name) => evaluateCondition(template.Conditions?.[name], template, pseudo),
    availabilityZones: () => ['a', 'b', 'c'].map((zone) => `${kernel.region}${zone}`),
    dynamic,
  };
}

/** Conditions speak of parameters and pseudo parameters alone. */
function evaluateCondition(condition: unknown, template: Template, pseudo: Readonly<Record<string, string>>): boolean {
  const value = (node: unknown): unknown => {
    if (typeof node !== 'object' || node === null) return node;
    const [[name, argument] = ['', undefined]] = Object.entries(node);
    const items = Array.isArray(argument) ? argument : [];
    switch (name) {
      case 'Ref':
        return pseudo[String(argument)] ?? template.Parameters?.[String(argument)]?.Default;
      case 'Condition':
        return value(template.Conditions?.[String(argument)]);
      case 'Fn::Equals':
        return value(items[0]) === value(items[1]);
      case 'Fn::Not':
        return value(items[0]) !== true;
      case 'Fn::And':
        return items.every((item) => value(item) === true);
      case 'Fn::Or':
        return items.some((item) => value(item) === true);
      default:
        throw new Error(`The sandbox does not know the condition function "${name}".`);
    }
  };
  return value(condition) === true;
}
