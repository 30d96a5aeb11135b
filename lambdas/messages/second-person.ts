import type { Language } from '../model/environment.ts';
import { SECOND_PERSON_MINUTES, type SecondPersonRecord } from '../model/second-person.ts';
import type { SecondPersonMessage } from '../model/second-person-message.ts';
import { at, type Words as Told, type Voice } from './voice.ts';

type Of<Kind extends SecondPersonMessage['kind']> = Extract<SecondPersonMessage, { readonly kind: Kind }>;

interface Words {
  readonly asked: (person: string) => string;
  readonly asks: (request: SecondPersonRecord, when: string) => string;
  readonly content: string;
  readonly reason: string;
  readonly confirm: (until: string) => string;
  readonly withoutIt: string;
  readonly nothing: string;
  readonly confirmed: (person: string) => string;
  readonly both: (request: SecondPersonRecord, confirmed: string, asked: string) => string;
  readonly runs: (execution: string) => string;
  readonly expired: (person: string) => string;
  readonly lapsed: (when: string) => string;
}

const WORDS: Record<Language, Words> = {
  en: {
    asked: (person) => `${person} asks for a second person`,
    asks: ({ asked }, when) => `${asked.person} (${asked.identity}) has asked, at ${when}, for:`,
    content: 'The input of the decision workflow',
    reason: 'Reason',
    confirm: (until) =>
      `Another person confirms it until ${until}, after looking into it themselves; that starts the decision at once:`,
    withoutIt: 'Without that command, from a shell with your own credentials:',
    nothing: 'Nothing has been started. If nobody confirms it, nothing will be, and you are told so.',
    confirmed: (person) => `${person} has confirmed: the decision begins`,
    both: ({ asked, confirmed }, when, before) =>
      `${confirmed?.person} (${confirmed?.identity}) has confirmed at ${when} what ${asked.person} (${asked.identity}) asked at ${before}:`,
    runs: (execution) => `Execution: ${execution}`,
    expired: (person) => `Nobody has confirmed what ${person} asked for`,
    lapsed: (when) =>
      `It has expired at ${when}, after ${SECOND_PERSON_MINUTES} minutes. Nothing was started. Whoever still wants it asks again.`,
  },
  'pt-BR': {
    asked: (person) => `${person} pede a confirmação de uma segunda pessoa`,
    asks: ({ asked }, when) => `${asked.person} (${asked.identity}) pediu, em ${when}:`,
    content: 'Entrada do fluxo de decisão',
    reason: 'Motivo',
    confirm: (until) =>
      `Outra pessoa confirma até ${until}, depois de verificar por conta própria; isso inicia a decisão imediatamente:`,
    withoutIt: 'Sem esse comando, em um terminal com as suas próprias credenciais:',
    nothing: 'Nada foi iniciado. Se ninguém confirmar, nada será, e vocês serão avisados.',
    confirmed: (person) => `${person} confirmou: a decisão começa`,
    both: ({ asked, confirmed }, when, before) =>
      `${confirmed?.person} (${confirmed?.identity}) confirmou em ${when} o que ${asked.person} (${asked.identity}) pediu em ${before}:`,
    runs: (execution) => `Execução: ${execution}`,
    expired: (person) => `Ninguém confirmou o que ${person} pediu`,
    lapsed: (when) =>
      `O pedido expirou em ${when}, depois de ${SECOND_PERSON_MINUTES} minutos. Nada foi iniciado. Quem ainda quiser faz o pedido de novo.`,
  },
};

export function askedIn(language: Language) {
  const words = WORDS[language];
  return ({ request, url }: Of<'second-person-asked'>, voice: Voice): Told => ({
    subject: words.asked(request.asked.person),
    lines: [
      words.asks(request, at(request.asked.at, voice)),
      `${words.content}: ${request.content}`,
      `${words.reason}: ${request.reason}`,
      '',
      words.confirm(at(request.expiresAt, voice)),
      `  ${confirmCommand(request.id, voice.environment)}`,
      words.withoutIt,
      `  ${signedByHand(request.id, url, voice.region)}`,
      '',
      words.nothing,
    ],
  });
}

export function confirmedIn(language: Language) {
  const words = WORDS[language];
  return ({ request, execution }: Of<'second-person-confirmed'>, voice: Voice): Told => ({
    subject: words.confirmed(request.confirmed?.person ?? ''),
    lines: [
      words.both(request, at(request.confirmed?.at ?? voice.now, voice), at(request.asked.at, voice)),
      `${words.content}: ${request.content}`,
      `${words.reason}: ${request.reason}`,
      words.runs(execution),
    ],
  });
}

export function expiredIn(language: Language) {
  const words = WORDS[language];
  return ({ request }: Of<'second-person-expired'>, voice: Voice): Told => ({
    subject: words.expired(request.asked.person),
    lines: [
      words.asks(request, at(request.asked.at, voice)),
      `${words.content}: ${request.content}`,
      `${words.reason}: ${request.reason}`,
      words.lapsed(at(request.expiresAt, voice)),
    ],
  });
}

/** As the person at the terminal types it. */
export const confirmCommand = (id: string, environment: string): string =>
  `knowngood decide --confirm ${id} --environment ${environment}`;

/** curl signs by itself, with credentials of the shell. */
const signedByHand = (id: string, url: string, region: string): string =>
  `curl --aws-sigv4 "aws:amz:${region}:lambda" --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" --header "x-amz-security-token: $AWS_SESSION_TOKEN" --header "content-type: application/json" --data '${JSON.stringify({ confirm: id })}' ${url}`;
