import type { SecondPersonRecord } from '../../lambdas/model/second-person.ts';
import type { SecondPersonMessage } from '../../lambdas/model/second-person-message.ts';

const at = '2026-11-24T17:40:00.000Z';
const asked = (text: string): SecondPersonRecord => ({
  ...{ id: 'x', reason: text, content: text, expiresAt: at },
  asked: { person: text, identity: text, at },
});

/** Messages about a second person, with every free text replaced. */
export const OF_SECOND_PERSON: {
  [Kind in SecondPersonMessage['kind']]: (text: string) => Extract<SecondPersonMessage, { readonly kind: Kind }>;
} = {
  'second-person-asked': (text) => ({ kind: 'second-person-asked', request: asked(text), url: 'https://x/' }),
  'second-person-confirmed': (text) => ({
    ...{ kind: 'second-person-confirmed', execution: text },
    request: { ...asked(text), confirmed: { person: text, identity: text, at } },
  }),
  'second-person-expired': (text) => ({ kind: 'second-person-expired', request: asked(text) }),
};
