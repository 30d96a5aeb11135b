import type { Texts } from './texts.ts';

/** Of requests that are refused: what a person asked for, and why it cannot be. */
export const REQUESTS: Texts = {
  'The release was refused, nothing was touched: {}. A correct example: {}':
    'A liberação foi recusada; nada foi alterado: {}. Um exemplo correto: {}',
  'The rollback was refused, nothing was touched: {}. A correct example: {}':
    'O rollback foi recusado; nada foi alterado: {}. Um exemplo correto: {}',
  'The confirmation was refused, nothing was touched: {}. A correct example: {}':
    'A confirmação foi recusada; nada foi alterado: {}. Um exemplo correto: {}',
  'The rollback was refused, nothing was touched: {}.': 'O rollback foi recusado; nada foi alterado: {}.',
  'The confirmation was refused, nothing was touched: {}.': 'A confirmação foi recusada; nada foi alterado: {}.',
  'and {} more': 'e mais {}',
  'the request': 'o pedido',
  '{} is not a known key; expected it to be left out, or spelt otherwise':
    '{} não é uma chave conhecida; deixem-na de fora, ou escrevam de outra forma',
  '"{}" is missing': 'falta "{}"',
  'the request is missing': 'falta o pedido',
  '{} is {}; expected {}': '{} é {}; o esperado é {}',
  'an object, as in the example': 'um objeto, como no exemplo',
  'a string': 'um texto',
  'a number': 'um número',
  'a boolean': 'true ou false',
  '{} has {} characters; expected at most {}': '{} tem {} caracteres; o esperado são no máximo {}',
  '{} holds a NUL character; expected text': '{} contém um caractere NUL; o esperado é texto',
  '{} is empty; expected some text': '{} está vazio; o esperado é algum texto',
  '{} is the placeholder {}; expected your own words, which everybody will read':
    '{} é o texto de exemplo {}; escrevam com as suas palavras, que todos vão ler',
  'the file is not JSON: {}': 'o arquivo não é JSON: {}',
  'the file could not be read ({}: {})': 'não foi possível ler o arquivo ({}: {})',
  '{} is {}; expected a day such as "2026-12-01"': '{} é {}; o esperado é um dia como "2026-12-01"',
  '{} is {}; expected a day such as "2026-12-01", or ""': '{} é {}; o esperado é um dia como "2026-12-01", ou ""',
  'an image tag such as "2.4.0"': 'uma tag de imagem como "2.4.0"',
  'a whole number of tasks from 1 to 1000': 'um número inteiro de tarefas, de 1 a 1000',
  'CPU units such as "512"': 'unidades de CPU como "512"',
  'MiB such as "1024"': 'MiB como "1024"',
  'the name of an environment variable': 'o nome de uma variável de ambiente',
  'a git commit in hexadecimal': 'um commit do git em hexadecimal',
  '{} is empty: a release of nothing; expected at least one service, or the key left out for all of them':
    '{} está vazio: seria uma liberação de nada; indiquem pelo menos um serviço, ou deixem a chave de fora para todos',
  '"branch" is {}; this environment takes releases of "{}" only':
    '"branch" é {}; este ambiente só aceita liberações de "{}"',
  'left out': 'omitido',
  '"migration" is "{}" and "services" leaves out "{}", whose new task definition runs the migration; expected it among "services"':
    '"migration" é "{}" e "services" deixa de fora "{}", cuja nova task definition executa a migração; incluam-no em "services"',
  '"standby" is "until-good"; this environment\'s configuration lacks {}':
    '"standby" é "until-good"; na configuração deste ambiente falta {}',
  'database.connect, since one that is not proven is not used':
    'database.connect, pois um banco de prontidão que não é comprovado não é usado',
  'database.retention, since nothing else would delete it': 'database.retention, pois nada mais o apagaria',
  'a release of kind "infrastructure" needs "impact" and "plan", in a sentence or two each':
    'uma liberação do tipo "infrastructure" precisa de "impact" e "plan", com uma ou duas frases cada',
  '"{}" names the {} "{}", which is not configured; expected one of {}':
    '"{}" cita "{3}" ({2}), que não está configurado; o esperado é um destes: {4}',
  '"services.{}.image" is "{}"; expected an image of {}, by tag or digest':
    '"services.{}.image" é "{}"; o esperado é uma imagem de {}, por tag ou digest',
  '"services.{}.environment.{}" holds an address with a password in it; expected it in Secrets Manager or Parameter Store, under "secrets" of the task definition':
    '"services.{}.environment.{}" contém um endereço com senha; guardem-no no Secrets Manager ou no Parameter Store, em "secrets" da task definition',
  '"services.{}.environment.{}" holds a private key; expected it in Secrets Manager or Parameter Store, under "secrets" of the task definition':
    '"services.{}.environment.{}" contém uma chave privada; guardem-na no Secrets Manager ou no Parameter Store, em "secrets" da task definition',
  '"services.{}.environment.{}" holds an AWS access key; expected it in Secrets Manager or Parameter Store, under "secrets" of the task definition':
    '"services.{}.environment.{}" contém uma chave de acesso da AWS; guardem-na no Secrets Manager ou no Parameter Store, em "secrets" da task definition',
  '"services.{}.environment.{}" holds a signed token; expected it in Secrets Manager or Parameter Store, under "secrets" of the task definition':
    '"services.{}.environment.{}" contém um token assinado; guardem-no no Secrets Manager ou no Parameter Store, em "secrets" da task definition',
  '"services.{}.environment.{}" is named like a secret; expected it in Secrets Manager or Parameter Store, under "secrets" of the task definition':
    '"services.{}.environment.{}" tem nome de segredo; guardem-no no Secrets Manager ou no Parameter Store, em "secrets" da task definition',

  '{} ({}, since {})': '{} ({}, desde {})',
  'a rollback runs already: {}. Wait for it to end': 'já há um rollback em andamento: {}. Esperem que termine',
  'the rollback {} is unfinished. Mend the cause and redrive that execution. Or let another go on: {}':
    'o rollback {} não terminou. Corrijam a causa e retomem essa execução (redrive). Ou deixem outra continuar: {}',
  'the environment is frozen since {}; found {}, expected "incident": "{}" and a decision. {}':
    'o ambiente está congelado desde {}; foi recebido {}, o esperado é "incident": "{}" e uma decisão. {}',
  'no incident': 'nenhum incidente',
  'no incident "{}" is in hand; the environment is {}. Leave "incident" out':
    'não há incidente "{}" em andamento; o ambiente está {}. Deixem "incident" de fora',
  'the environment is open: nothing is raised or stopped':
    'o ambiente está aberto: não há página no ar nem nada parado',
  'the release {} ({}) runs, and opens the environment itself':
    'a liberação {} ({}) está em andamento e abre o ambiente por si',
  '{}; expected an environment that is frozen, or left half-way, for "decision": "reopen". To go back, leave "decision" out':
    '{}; "decision": "reopen" só vale para um ambiente congelado, ou deixado pela metade. Para voltar, deixem "decision" de fora',
  '"images" names the service "{}", which is not configured; expected one of {}, or "<service>/<container>"':
    '"images" cita o serviço "{}", que não está configurado; o esperado é um destes: {}, ou "<serviço>/<contêiner>"',
  '"images.{}" is "{}"; expected an image by tag or digest, as <registry>/<repository>:<tag>':
    '"images.{}" é "{}"; o esperado é uma imagem por tag ou digest, como <registry>/<repositório>:<tag>',
  '"images" has no meaning with "decision": "reopen", which leaves the services as they are; expected one of both':
    '"images" não faz sentido com "decision": "reopen", que deixa os serviços como estão; indiquem só um dos dois',
  '{} contradicts "decision": "reopen", which leaves services and database as they are, loses nothing and runs no checks; expected one of both':
    '{} contradiz "decision": "reopen", que deixa serviços e banco como estão, não perde nada e não roda testes; indiquem só um dos dois',
  '"to" contradicts "database": "forward", which returns to the release that the last rollback has undone; expected one of both':
    '"to" contradiz "database": "forward", que volta à liberação que o último rollback desfez; indiquem só um dos dois',
  '"{}" has no meaning with "database": "keep", which restores nothing and loses no writes; expected one of both':
    '"{}" não faz sentido com "database": "keep", que não restaura nada nem perde gravações; indiquem só um dos dois',
  '"database" is "forward", and {}': '"database" é "forward", e {}',
  'the pointer holds "{}"; expected "{}", the endpoint of {}, which the rollback has restored. Somebody else changed it':
    'o ponteiro contém "{}"; o esperado é "{}", o endpoint de {}, que o rollback restaurou. Outra pessoa o mudou',
  'no database is quarantined; {}': 'nenhum banco está em quarentena; {}',
  'expected a rollback that has restored the database, with nothing released since':
    'é preciso um rollback que tenha restaurado o banco, sem nenhuma liberação depois dele',
  'rollback {} went forward already, to {}; to leave it, start a rollback':
    'o rollback {} já avançou de novo, para {}; para sair dele, iniciem um rollback',
  'release {} (version {}) has changed the environment since rollback {}; {}. Bring the rows of {} back instead (npm run lost-writes)':
    'a liberação {} (versão {}) mudou o ambiente depois do rollback {}; {}. Em vez disso, tragam de volta as linhas de {} (npm run lost-writes)',
  'release {} (version {}) never ran whole: {} had not been switched to it when rollback {} undid it. {}':
    'a liberação {} (versão {}) nunca esteve completa no ar: {} ainda não tinha passado para ela quando o rollback {} a desfez. {}',
  'release {} (version {}) never let users in: rollback {} undid it behind its page, before its checks had passed. {}':
    'a liberação {} (versão {}) nunca abriu para os usuários: o rollback {} a desfez atrás da página, antes de os testes passarem. {}',
  'release {} (version {}) failed by itself ({}): it would again. {}':
    'a liberação {} (versão {}) falhou por si mesma ({}) e falharia de novo. {}',
  'Expected a release that worked until a person or an alarm undid it; mend it, and start it as a new release':
    'Esperava-se uma liberação que funcionava até que uma pessoa ou um alarme a desfizesse; corrijam-na e iniciem-na como uma nova liberação',
  'Expected a release that users have met; start it as a new release':
    'Esperava-se uma liberação que os usuários tivessem visto; iniciem-na como uma nova liberação',
  'Expected a release that had switched every service; start it as a new release, and bring the lost rows back (npm run lost-writes)':
    'Esperava-se uma liberação que tivesse passado por todos os serviços; iniciem-na como uma nova liberação e tragam de volta as linhas perdidas (npm run lost-writes)',
  'release {}, which rollback {} undid, is not on record': 'não há registro da liberação {}, que o rollback {} desfez',
  'rollback {} was made by an older control plane, which did not record where {} is':
    'o rollback {} foi feito por um control plane mais antigo, que não registrou onde está {}',
  'rollback {} has quarantined {}, and release {} knew {}':
    'o rollback {} pôs {} em quarentena, e a liberação {} conhecia {}',
  'a whole number of writes, or "unknown"': 'um número inteiro de gravações, ou "unknown"',
  '"affected" names the functionality "{}", which no check is tagged with; expected one of {}':
    '"affected" cita a funcionalidade "{}", que não está em nenhum teste; o esperado é uma destas: {}',
  '{} decides about an incident, which this workflow does not take; expected a start of {} with the same input':
    '{} decide sobre um incidente, o que este fluxo não aceita; iniciem {} com a mesma entrada',
  '"to" is "{}"; expected the id or version of a release that ended well: {}':
    '"to" é "{}"; o esperado é o id ou a versão de uma liberação que terminou bem: {}',
  'there is none': 'não há nenhuma',
  '"to" is "{}", the newest release, whose result the environment has; expected an older one: {}':
    '"to" é "{}", a liberação mais nova, cujo resultado o ambiente já tem; o esperado é uma mais antiga: {}',
  'no release "{}" is recorded; expected the id or version of one':
    'não há registro da liberação "{}"; o esperado é o id ou a versão de uma',
  'release {} (version {}) is {}; expected unobserved': 'a liberação {} (versão {}) está {}; o esperado é unobserved',
  'service "{}" was switched to {} since; expected {}, which release {} left':
    'o serviço "{}" foi mudado depois para {}; o esperado é {}, que a liberação {} deixou',
  'something else': 'outra coisa',
  "Start {}: aws stepfunctions start-execution --state-machine-arn {} --input '{}' (the message to DevOps shows each decision)":
    "Iniciem {}: aws stepfunctions start-execution --state-machine-arn {} --input '{}' (a mensagem para DevOps mostra cada decisão)",
  'The confirmation was refused, nothing was touched: {}': 'A confirmação foi recusada; nada foi alterado: {}',
  'The ledger has no release {}; expected the one that just ended.':
    'O registro não tem a liberação {}; o esperado é a que acabou de terminar.',

  'The environment was taken by another execution at the same moment. Start the release again when that one has ended.':
    'Outra execução ocupou o ambiente no mesmo momento. Iniciem a liberação de novo quando ela terminar.',
  'The environment was taken by {} ({}) at the same moment; it is {}. Nothing was touched.':
    'O ambiente foi ocupado por {} ({}) no mesmo momento; está {}. Nada foi alterado.',
  'the environment is {} since {}, by {}, whose execution ({}) no longer runs: the release is unfinished. Start a rollback, or redrive that execution':
    'o ambiente está {} desde {}, por {}, cuja execução ({}) não está mais em andamento: a liberação não terminou. Iniciem um rollback, ou retomem essa execução (redrive)',
  'the environment is {} since {}, by {}, whose execution ({}) no longer runs: the rollback is unfinished. Mend the cause and redrive that execution. Or let another go on: {}':
    'o ambiente está {} desde {}, por {}, cuja execução ({}) não está mais em andamento: o rollback não terminou. Corrijam a causa e retomem essa execução (redrive). Ou deixem outra continuar: {}',
  'the environment is {} since {}, by {}, incident {}. It is free when a person has decided. {}':
    'o ambiente está {} desde {}, por {}, incidente {}. Ele fica livre quando uma pessoa decidir. {}',
  'the environment is {} since {}, by {} ({}). It is free when that release has ended':
    'o ambiente está {} desde {}, por {} ({}). Ele fica livre quando essa liberação terminar',
  'the environment is {} since {}, by {} ({}). It is free when that rollback has ended':
    'o ambiente está {} desde {}, por {} ({}). Ele fica livre quando esse rollback terminar',
  '"despite" is given and "promoteFrom" is not; expected both, or neither: it overrides what a promotion is refused for':
    '"despite" foi informado e "promoteFrom" não; o esperado são os dois, ou nenhum: ele passa por cima do motivo da recusa de uma promoção',
  '"services.{}.image" is given beside "promoteFrom"; expected one of the two: a promotion takes each image from what "{}" runs':
    '"services.{}.image" foi informado junto com "promoteFrom"; o esperado é um dos dois: uma promoção usa de cada serviço a imagem que está no ar em "{}"',
};
