import type { Texts } from './texts.ts';

/** Of switching off, and on again, that alarms start rollbacks. */
export const AUTOMATION: Texts = {
  'The switch of automation was refused, nothing was touched: {}. A correct example: {}':
    'A mudança da automação foi recusada; nada foi alterado: {}. Um exemplo correto: {}',
  'The switch of automation was refused, nothing was touched: {}.':
    'A mudança da automação foi recusada; nada foi alterado: {}.',
  '"automation" is {}; expected "off" or "on"': '"automation" é {}; o esperado é "off" ou "on"',
  '"automation" is switched by another workflow; expected a start of {} with the same input':
    '"automation" é mudada por outro fluxo; o esperado é iniciar {} com a mesma entrada',
  '"until" is "{}"; {}': '"until" é "{}"; {}',
  'expected a time with its zone, in ISO 8601, as in the example':
    'o esperado é um horário com fuso, em ISO 8601, como no exemplo',
  'expected a time to come; it is {}': 'o esperado é um horário futuro; agora são {}',
  'expected a time within {} hours, at the latest {}. It can be switched off again then':
    'o esperado é um horário dentro de {} horas, no máximo {}. Depois é possível desligar de novo',
  '"release" is "{}"; expected the release that an alarm would undo now: {}. Leave it out to switch off for every release':
    '"release" é "{}"; o esperado é a liberação que um alarme desfaria agora: {}. Deixem a chave de fora para desligar para qualquer liberação',
  'it is on, and nobody has ever switched it off; expected it to be off':
    'ela está ligada, e ninguém a desligou até hoje; o esperado é que estivesse desligada',
  'it is on since {}, switched on by {}; expected it to be off':
    'ela está ligada desde {}, por {}; o esperado é que estivesse desligada',
  'Somebody else has switched automation meanwhile; this comes again.':
    'Outra pessoa mudou a automação nesse meio-tempo; haverá outra tentativa.',
  'Somebody has switched automation meanwhile; this comes again.':
    'Alguém mudou a automação nesse meio-tempo; haverá outra tentativa.',
};
