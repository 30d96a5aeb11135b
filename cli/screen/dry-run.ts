import { type Text, wrap } from '../../console/progress/text.ts';
import type { PlannedService } from '../../lambdas/environment/inspect-environment/contract.ts';
import type { Output as PlannedRollback } from '../../lambdas/requests/plan-rollback/contract.ts';
import type { Screens } from '../words/screens-en.ts';
import type { Words } from '../words/words.ts';

/** What the dry run of a release or of a rollback answers. */
export interface DryRun {
  readonly wouldRun: boolean;
  readonly version?: string;
  readonly problems: readonly string[];
  readonly warnings?: readonly string[];
  readonly plan?: readonly string[];
  readonly times?: readonly string[];
  readonly services?: readonly PlannedService[];
  readonly decision?: PlannedRollback['decision'];
  readonly because?: readonly string[];
  readonly target?: PlannedRollback['target'];
}

export function dryRunLines(answer: DryRun, { screens }: Words, columns: number): Text[] {
  const { wouldRun, decision, problems, because = [], warnings = [], plan = [], times = [] } = answer;
  const list = (title: string, items: readonly string[], tone: Text['tone'] = 'plain'): Text[] =>
    items.length === 0
      ? []
      : [
          { text: title, tone: 'strong' },
          ...items.flatMap((item) => bullet(item, columns).map((text) => ({ text, tone }))),
        ];
  return [
    {
      text: wouldRun
        ? screens.wouldRun
        : `${screens.wouldNotRun} ${decision === undefined ? '' : screens.decisions[decision]}`.trim(),
      tone: wouldRun ? 'good' : 'bad',
    },
    ...list(screens.problems, problems, 'bad'),
    ...list(screens.warnings, warnings, 'warn'),
    ...list(screens.because, because),
    ...list(screens.target, targetOf(answer, screens)),
    ...list(screens.changes, (answer.services ?? []).flatMap(changes)),
    ...list(screens.plan, plan),
    ...list(screens.times, times),
  ];
}

function targetOf({ target }: DryRun, screens: Screens): string[] {
  if (!target) return [];
  const { version, verifiedBy, services, database } = target;
  return [
    `${version} (${verifiedBy})`,
    ...services.map(
      ({ name, taskDefinition, images }) => `${name}: ${taskDefinition} ${Object.values(images).join(' ')}`,
    ),
    ...(database === null ? [] : [`${screens.databaseOf(database.time ?? screens.unknown)}: ${database.restorePoint}`]),
  ];
}

function changes({ service, image, cpu, memory, desiredCount, environment }: PlannedService): string[] {
  const named = Object.entries({ image, cpu, memory, desiredCount }).flatMap(([name, change]) =>
    change === null ? [] : [`${service} ${name}: ${change.from ?? '?'} -> ${change.to}`],
  );
  const variables = [...environment.added.map((one) => `+${one}`), ...environment.changed.map((one) => `~${one}`)];
  return [...named, ...(variables.length === 0 ? [] : [`${service} environment: ${variables.join(' ')}`])];
}

/** A point of a list, within the columns. */
export const bullet = (text: string, columns: number): string[] =>
  wrap(text, Math.max(20, columns - 4)).map((part, at) => `${at === 0 ? '  - ' : '    '}${part}`);
