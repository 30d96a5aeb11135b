import type { Message } from '../../lambdas/model/message.ts';

type Of<Kind extends Message['kind']> = Omit<Extract<Message, { readonly kind: Kind }>, 'kind'>;

/** What teams hear of a freeze: behind the page, and with users in. */
export const onHold: readonly Of<'freeze-announced'>[] = [
  { open: false, criterion: 'end-user-impact', version: '2.4.0' },
  { open: true, criterion: 'end-user-impact', version: '2.4.0' },
];

/** A person reopened it, or left it open. */
export function reopenedWith(had: Pick<Of<'reopened'>, 'outage' | 'users'>): readonly Of<'reopened'>[] {
  const word = { version: '2.4.0', reason: 'A falha era do provedor de e-mail, não da versão' };
  return [
    { ...word, ...had, closed: true },
    { ...word, ...had, closed: false, outage: null },
  ];
}
