import { type AssembledStack, readAssembly } from './assembly.ts';
import { references } from './intrinsics.ts';
import { inOrder } from './order.ts';
import { removeStack } from './remove.ts';
import { type DeployedStack, deployStack, IGNORED, type StackOptions } from './stack.ts';

/** The deployed stacks. */
export interface Deployment {
  /** Ref of a resource. */
  ref(stack: string, logicalId: string): string;
  /** Outputs of a stack by their logical id. */
  outputs(stack: string): Readonly<Record<string, string>>;
  readonly exports: ReadonlyMap<string, string>;
  /** Deploys one more stack, from another assembly. */
  add(folder: string, stack: string): Promise<void>;
  /** Deploys a deployed stack anew, from another assembly. */
  update(folder: string, stack: string): Promise<void>;
  /** Deletes a deployed stack, whose termination protection somebody has switched off. */
  remove(stack: string): Promise<void>;
  /** Deploys a stack of the assembly that was deleted; a table of its name that is left becomes its own again. */
  again(stack: string, importExisting: boolean): Promise<void>;
}

export interface DeployOptions extends Omit<StackOptions, 'exports' | 'importExisting'> {
  onRemoved?(stack: string, status: 'DELETE_COMPLETE' | 'DELETE_FAILED'): void;
  /** Only these stacks; all when left out. */
  readonly stacks?: readonly string[];
}

/** Creates every resource of every stack, in the order their references ask for. */
export async function deploy(options: DeployOptions): Promise<Deployment> {
  const { folder, stacks } = readAssembly(options.folder);
  const wanted = stacks.filter((stack) => options.stacks?.includes(stack.name) ?? true);
  refuseUnknown(wanted, options);
  const exports = new Map<string, string>();
  const deployed = new Map<string, DeployedStack>();
  const notDeleted = new Set<string>();
  for (const stack of exportersFirst(wanted))
    deployed.set(stack.name, await deployStack(stack, { ...options, folder, exports }));
  const of = (stack: string): DeployedStack => {
    const found = deployed.get(stack);
    if (found !== undefined) return found;
    throw new Error(`The stack ${stack} is not deployed; deployed are ${[...deployed.keys()].join(', ')}.`);
  };
  return {
    exports,
    ref(stack, logicalId) {
      const found = of(stack).refs.get(logicalId);
      if (found === undefined) throw new Error(`The stack ${stack} has no resource ${logicalId}.`);
      return found.ref;
    },
    outputs: (stack) => of(stack).outputs,
    async remove(name) {
      try {
        await removeStack(of(name), (type) => options.removal?.(type));
      } catch (error) {
        notDeleted.add(name);
        options.onRemoved?.(name, 'DELETE_FAILED');
        throw error;
      }
      deployed.delete(name);
      notDeleted.delete(name);
      options.onRemoved?.(name, 'DELETE_COMPLETE');
    },
    async again(name, importExisting) {
      const stack = named({ folder, stacks }, name);
      deployed.set(name, await deployStack(stack, { ...options, folder, exports, importExisting }));
    },
    async add(from, name) {
      if (deployed.has(name)) throw new Error(`Stack [${name}] already exists`);
      const assembly = readAssembly(from);
      const stack = named(assembly, name);
      refuseUnknown([stack], options);
      deployed.set(name, await deployStack(stack, { ...options, folder: assembly.folder, exports }));
    },
    async update(updated, name) {
      // Such a stack can only be deleted (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html).
      if (notDeleted.has(name)) throw new Error(`Stack:${name} is in DELETE_FAILED state and can not be updated.`);
      const assembly = readAssembly(updated);
      const stack = named(assembly, name);
      refuseUnknown([stack], options);
      deployed.set(name, await deployStack(stack, { ...options, folder: assembly.folder, exports }, of(name)));
    },
  };
}

function named({ folder, stacks }: ReturnType<typeof readAssembly>, name: string): AssembledStack {
  const stack = stacks.find((one) => one.name === name);
  if (stack === undefined) throw new Error(`There is no stack ${name} in ${folder}.`);
  return stack;
}

/** The stacks, each after those whose exports it imports. */
function exportersFirst(stacks: readonly AssembledStack[]): AssembledStack[] {
  const byName = new Map(stacks.map((stack) => [stack.name, stack]));
  const exporters = new Map(
    stacks.flatMap(({ name, template }) =>
      Object.values(template.Outputs ?? {}).flatMap(({ Export }) =>
        typeof Export?.Name === 'string' ? [[Export.Name, name] as const] : [],
      ),
    ),
  );
  const order = inOrder([...byName.keys()], (name) =>
    [...references(byName.get(name)?.template).imports].flatMap((imported) => exporters.get(imported) ?? []),
  );
  return order.flatMap((name) => byName.get(name) ?? []);
}

function refuseUnknown(stacks: readonly AssembledStack[], { provider }: DeployOptions): void {
  const unknown = new Set<string>();
  for (const { template } of stacks) {
    for (const { Type } of Object.values(template.Resources ?? {})) {
      if (!IGNORED.has(Type) && provider(Type) === undefined) unknown.add(Type);
    }
  }
  if (unknown.size > 0)
    throw new Error(`The sandbox does not play these resource types: ${[...unknown].sort().join(', ')}.`);
}
