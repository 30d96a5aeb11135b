import type { Texts } from './texts.ts';

/** Of asking for what needs a second person, confirming it, and carrying it out. */
export const SECOND_PERSON_TEXTS: Texts = {
  'The request was refused, nothing was touched: {}. A correct example: {}':
    'O pedido foi recusado; nada foi alterado: {}. Um exemplo correto: {}',
  'The request was refused, nothing was touched: {}.': 'O pedido foi recusado; nada foi alterado: {}.',
  'The request was refused: {}.': 'O pedido foi recusado: {}.',
  'The confirmation was refused, nothing was started: {}.': 'A confirmação foi recusada; nada foi iniciado: {}.',
  'the method is {}; expected POST': 'o método é {}; o esperado é POST',
  '"{}" could not be confirmed: it has expired meanwhile. Ask again':
    'não foi possível confirmar "{}": o pedido expirou nesse meio-tempo. Façam o pedido de novo',
  '"{}" was changed meanwhile. Ask again': '"{}" foi alterado nesse meio-tempo. Façam o pedido de novo',
  'there is no request "{}"; expected the id of the message that asks for it':
    'não há nenhum pedido "{}"; o esperado é o id da mensagem do pedido',
  '"{}" is carried out already, by {}; ask again for anything more':
    '"{}" já foi executado, por {}; para algo além disso, façam outro pedido',
  '"{}" was asked by {} ({}), and {} ({}) may be the same person; expected another one':
    '"{}" foi pedido por {} ({}), e {} ({}) pode ser a mesma pessoa; o esperado é outra',
  '"{}" has expired at {}; it is {}. Ask again': '"{}" expirou em {}; agora são {}. Façam o pedido de novo',
  'expected a user of IAM, or a session of a role': 'o esperado é um usuário do IAM ou uma sessão de uma role',
  'whoever takes on the role "{}" names the session freely, so two sessions may be one person; expected a session of IAM Identity Center, a user of IAM, or a role of "requireSecondPerson.namedSessions"':
    'quem assume a role "{}" dá o nome que quiser à sessão, e duas sessões podem ser a mesma pessoa; o esperado é uma sessão do IAM Identity Center, um usuário do IAM ou uma role de "requireSecondPerson.namedSessions"',
  '"{}" does not tell which person it is: {}': '"{}" não diz de que pessoa se trata: {}',
  'the request has {} characters; expected at most {}': 'o pedido tem {} caracteres; o esperado é no máximo {}',
  'expected { "ask": … } with the input of the decision workflow, or { "confirm": "<id>" }: {}':
    'o esperado é { "ask": … } com a entrada do fluxo de decisão, ou { "confirm": "<id>" }: {}',
  'it accepts no loss, goes not forward again and does not switch automation off: it needs no second person; start the decision workflow':
    'ele não aceita perda, não avança de novo e não desliga a automação: não precisa de uma segunda pessoa; iniciem o fluxo de decisão',
  '"{}" is given by the confirmation; leave it out': '"{}" vem da confirmação; deixem a chave de fora',
  '{} needs a second person here; expected it to be asked and confirmed, which starts it: "knowngood decide" or "knowngood automation off" ask, and another person confirms by "knowngood decide --confirm <id>". A start by hand never satisfies the rule':
    '{} precisa aqui de uma segunda pessoa; o esperado é um pedido e uma confirmação, que inicia a decisão: "knowngood decide" ou "knowngood automation off" fazem o pedido, e outra pessoa confirma com "knowngood decide --confirm <id>". Um início manual nunca atende à regra',
  '"{}" is "{}"': '"{}" é "{}"',
  '{}; expected a request that another person has confirmed, and {}':
    '{}; o esperado é um pedido que outra pessoa confirmou, e {}',
  'there is none of that id': 'não há nenhum com esse id',
  'nobody has confirmed that one': 'ninguém confirmou esse',
  '{}, which was confirmed for {}; expected that content, and nothing else':
    '{}, confirmado para {}; o esperado é esse conteúdo, e nada mais',
  '{}, which {} has carried out; expected one that nobody has: each is good for one execution. Ask again':
    '{}, que {} já executou; o esperado é um que ninguém executou: cada um vale para uma execução. Façam o pedido de novo',
  '{}, which was confirmed at {}; expected a start within {} minutes of it, and it is {}. Ask again':
    '{}, confirmado em {}; o esperado é um início até {} minutos depois, e agora são {}. Façam o pedido de novo',
};
