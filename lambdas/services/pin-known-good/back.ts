import type { Switch } from '../switch-service/contract.ts';
import type { Input } from './contract.ts';

/**
 * How services go back. After a restore all of them do, since each reads the pointer when it starts, and workers stay at
 * zero until the checks have passed; else those the release moved. Behind the page they come back with the counts of the
 * known good; without it they keep what they have, which autoscaling may have changed since.
 * @param pinned service -> the task definition to return to: the recorded one, or a revision that runs the very same
 */
export function back(
  pinned: Readonly<Record<string, string>>,
  { services, known, undone, decision, page }: Pick<Input, 'services' | 'known' | 'undone' | 'decision' | 'page'>,
): Switch[] {
  const all = decision === 'services-and-database';
  const isWorker = (name: string) => services.some((service) => service.name === name && service.kind === 'worker');
  const countOf = (name: string, desiredCount: number): number | null => {
    if (all) return isWorker(name) ? 0 : desiredCount;
    return page ? desiredCount : null;
  };
  return known.flatMap(({ name, desiredCount }) => {
    const taskDefinition = pinned[name];
    if (taskDefinition === undefined || !(all || undone.moved.includes(name))) return [];
    return [
      {
        service: name,
        taskDefinition,
        accepts: [...(undone.accepts[name] ?? []), taskDefinition],
        desiredCount: countOf(name, desiredCount),
      },
    ];
  });
}
