import type { Text } from '../../console/progress/text.ts';
import { AUDIENCES, type AudienceName, type Subscribers } from '../account/subscribers.ts';
import type { Screens } from '../words/screens-en.ts';
import type { Words } from '../words/words.ts';
import { table } from './rows.ts';

export const subscriberLines = ({ chat, found }: Subscribers, { screens }: Words): Text[] =>
  configured(chat).flatMap((audience): Text[] => {
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
      { text: nameOf(audience, screens), tone: 'strong' },
      ...rows.map((text, at): Text => ({ text: `  ${text}`, tone: own[at]?.confirmed === true ? 'plain' : 'warn' })),
      ...(own.some(({ confirmed }) => confirmed)
        ? []
        : [{ text: `  ${nobody(audience, screens)}`, tone: 'bad' } as const]),
    ];
  });

export const configured = (chat: boolean): AudienceName[] =>
  AUDIENCES.filter((audience) => chat || audience !== 'chat');

const nameOf = (audience: AudienceName, { chat, audience: named }: Screens): string =>
  audience === 'chat' ? chat : named(audience);

/** Without an e-mail address a release refuses to start; without chat it is told by e-mail alone. */
export const nobody = (audience: AudienceName, { nobodyInChat, nobodySubscribed }: Screens): string =>
  audience === 'chat' ? nobodyInChat : nobodySubscribed;
