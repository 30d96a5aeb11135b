import { type StatusFacts, statusFacts } from '../account/status-facts.ts';
import { subscribers } from '../account/subscribers.ts';
import { EXIT } from '../exit.ts';
import { type Finding, findingLines, findingsOf } from '../screen/doctor.ts';
import type { DryRun } from '../screen/dry-run.ts';
import { dryRun } from './check.ts';
import type { Run } from './verb.ts';

/** Looks at everything that a release and a rollback would meet. It starts two dry runs, and touches nothing. */
export const run: Run = async (session) => {
  const environment = await session.environment();
  const [facts, addresses] = await Promise.all([
    statusFacts(environment, session.words.language),
    subscribers(environment),
  ]);
  const reason = 'Dry run: is everything ready?';
  const release = await dryRun(environment, 'release', { ...asItRuns(facts), reason, dryRun: true });
  const criterion = 'monitoring-feedback';
  const rollback: DryRun = await dryRun(environment, 'rollback', { reason, criterion, dryRun: true });
  const findings: Finding[] = findingsOf({ facts, addresses, release, rollback }, session.words);
  if (session.json) session.printJson(findings);
  else session.print(findingLines(findings, session.words, session.columns));
  return findings.some(({ level }) => level === 'bad') ? EXIT.refused : EXIT.done;
};

/** A release of the very images that run: what stops it is not about the version. */
export function asItRuns({ services, releases }: StatusFacts): object {
  const version = releases[0]?.version ?? 'doctor';
  const configured = (services ?? []).flatMap(({ name, images }) => {
    const [image] = Object.values(images ?? {});
    return image === undefined ? [] : [[name, { image }] as const];
  });
  return { version, ...(configured.length === 0 ? {} : { services: Object.fromEntries(configured) }) };
}
