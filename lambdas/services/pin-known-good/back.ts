import type { StatusRecord } from '../../model/ledger.ts';
import type { Switch } from '../switch-service/contract.ts';
import type { Input } from './contract.ts';

/**
 * How services go back. After a restore all do, since each reads the pointer when it starts; otherwise those the release
 * moved. A service at zero comes back with the count in the ledger, a worker only after the checks have passed. Every other
 * service keeps its count, which autoscaling may have changed since the known good was recorded.
 * @param pinned service -> the task definition to return to: the recorded one, or a revision that runs the very same
 */
export function back(
  pinned: Readonly<Record<string, string>>,
  stopped: StatusRecord['stopped'],
  { services, known, undone, decision }: Pick<Input, 'services' | 'known' | 'undone' | 'decision'>,
): Switch[] {
  const all = decision === 'services-and-database';
  const configured = new Map(services.map((service) => [service.name, service]));
  return known.flatMap(({ name, desiredCount }) => {
    const taskDefinition = pinned[name];
    if (taskDefinition === undefined || !(all || undone.moved.includes(name))) return [];
    const { order, kind } = configured.get(name) ?? {};
    const comesBack = stopped[name]?.desiredCount ?? (all ? desiredCount : null);
    return [
      {
        ...(order !== undefined && { order }),
        service: name,
        taskDefinition,
        accepts: [...(undone.accepts[name] ?? []), taskDefinition],
        desiredCount: all && kind === 'worker' ? 0 : comesBack,
      },
    ];
  });
}
