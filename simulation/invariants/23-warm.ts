import type { Warmth } from '../../lambdas/model/warmth.ts';
import type { Run } from '../run/run.ts';
import { factsOf } from '../world/mail.ts';
import { invocationsOf, resultOf } from './acts.ts';

interface Asked {
  readonly moment: { readonly now: string };
  readonly since: string;
  readonly limitMinutes: number;
  readonly warmth: Warmth;
}

/**
 * Whoever is told that a restored database was warm, before users came back or when it had settled, is told the truth; and
 * a report of a restore says one or the other. Nobody gives up reading before the time that it may take is over.
 */
export function warm(run: Run): string[] {
  return [...givenUp(run), ...told(run)];
}

function givenUp(run: Run): string[] {
  return invocationsOf(run, 'warm-database').flatMap((invocation) => {
    const { moment, since, limitMinutes, warmth: before } = invocation.payload as Asked;
    const { warmth } = (resultOf(invocation) ?? {}) as { readonly warmth?: Warmth };
    const passed = Date.parse(moment.now) - Date.parse(since);
    // Settle goes on with what the time behind the page was too short for, and says so until it is done.
    return before.ended === null && warmth?.ended?.why === 'time' && passed < limitMinutes * 60_000
      ? [`"${invocation.state}" gave up after ${passed / 1_000} s, and had ${limitMinutes} min`]
      : [];
  });
}

function told(run: Run): string[] {
  const { world } = run;
  return world.mail.mails.flatMap((mail) => {
    const facts = factsOf(world, mail);
    if (facts?.kind === 'rollback-done' && facts.restored !== null) {
      if (facts.warmed === null) return [`nobody was told whether ${facts.restored} is warm`];
      return facts.warmed.done ? claimed(run, facts.restored, mail.at) : [];
    }
    if (facts?.kind === 'settled' && !facts.replaced && facts.warmth.done) return claimed(run, facts.instance, mail.at);
    return [];
  });
}

function claimed({ world }: Run, instance: string, at: number): string[] {
  const found = world.instances().find(({ DBInstanceIdentifier }) => DBInstanceIdentifier === instance);
  const server = world.postgres.at(found?.Endpoint?.Port ?? 0);
  return server === undefined || server.warmAt <= at ? [] : [`${instance} was said to be warm, and is cold`];
}
