import type { Text } from '../../console/progress/text.ts';
import type { Subscriber } from '../account/subscribers.ts';
import type { Words } from '../words/words.ts';
import { table } from './rows.ts';

export const subscriberLines = (found: readonly Subscriber[], { screens }: Words): Text[] =>
  (['devops', 'teams'] as const).flatMap((audience): Text[] => {
    const own = found.filter((one) => one.audience === audience);
    // An address is never cut: it is what is looked for.
    const rows = table(
      own.map(({ endpoint, protocol, confirmed }) => [
        endpoint,
        protocol,
        confirmed ? screens.confirmed : screens.pending,
      ]),
      Number.POSITIVE_INFINITY,
    );
    return [
      { text: screens.audience(audience), tone: 'strong' },
      ...rows.map((text, at): Text => ({ text: `  ${text}`, tone: own[at]?.confirmed === true ? 'plain' : 'warn' })),
      ...(own.some(({ confirmed }) => confirmed)
        ? []
        : [{ text: `  ${screens.nobodySubscribed}`, tone: 'bad' } as const]),
    ];
  });
