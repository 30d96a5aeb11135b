import type { Instance } from './instance.ts';
import type { RdsState } from './state.ts';

/** An address belongs to a name: the next instance called `survey` answers where the one before did. */
const portsByName = new WeakMap<RdsState, Map<string, number>>();

/**
 * Gives an instance another name, which takes minutes in RDS. For a while neither name finds it; only its resource id does.
 * Then it starts again at the new name's address, and the old one answers nothing.
 */
export async function rename(state: RdsState, instance: Instance, newName: string): Promise<void> {
  const ports = portsByName.get(state) ?? new Map<string, number>();
  portsByName.set(state, ports);
  // Just after the call, a describe by the old name still says `available`.
  await state.pass(state.timings.modifyMs);
  if (instance.server) ports.set(instance.identifier, instance.server.port);
  instance.status = 'renaming';
  instance.findableByName = false;
  instance.identifier = newName;
  instance.reachable = false;
  await instance.server?.stop();
  await state.pass(state.timings.modifyMs * 2);
  instance.status = 'rebooting';
  instance.findableByName = true;
  await restart(state, instance, ports.get(newName));
  instance.reachable = true;
}

/** Reboots an instance; the changes of its parameter group come into force. */
export async function reboot(state: RdsState, instance: Instance): Promise<void> {
  instance.status = 'rebooting';
  await instance.server?.stop();
  await state.pass(state.timings.modifyMs);
  await restart(state, instance, instance.server?.port);
  state.publish('instance', instance.identifier, 'RDS-EVENT-0006', 'DB instance restarted');
  instance.status = 'available';
}

async function restart(state: RdsState, instance: Instance, port: number | undefined): Promise<void> {
  const name = instance.settings.DBParameterGroups?.[0]?.DBParameterGroupName ?? '';
  instance.server?.configure(state.groups.parameterGroup(name).settings);
  await instance.server?.start({}, port ?? 'free');
  instance.settings = {
    ...instance.settings,
    DBParameterGroups: [{ DBParameterGroupName: name, ParameterApplyStatus: 'in-sync' }],
  };
}
