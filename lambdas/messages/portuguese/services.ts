import type { Texts } from './texts.ts';

/** Of services, migrations and what may act. */
export const SERVICES: Texts = {
  'Waited {} min for {}; at most {} min were expected. Fix the cause, then redrive this execution.':
    'A espera já dura {} min: {}; o esperado são no máximo {} min. Corrijam a causa e retomem esta execução (redrive).',
  "The function has no environment variable {}; the control plane's stack must set it. Deploy it again.":
    'A função não tem a variável de ambiente {}; a stack do control plane deve defini-la. Implantem-na de novo.',
  'The ledger was being written by others, {} times in a row; nothing was written, and it is tried again.':
    'Outros estavam gravando no registro, {} vezes seguidas; nada foi gravado, e a tentativa será repetida.',
  '"{}" may not act: the environment is {}, held by {} with fencing number {}; this execution is {} with {}. Nothing was changed. Look at the holder\'s execution.':
    '"{}" não pode agir: o ambiente está {}, com {} (fencing number {}); esta execução é {} com {}. Nada foi alterado. Vejam a execução que está com o ambiente.',
  'The ledger of {} has schema {}; these functions know up to {}, and go no further. A newer version of knowngood wrote it: deploy that version again':
    'O registro de {} tem o esquema {}; estas funções conhecem até o {} e não seguem adiante. Uma versão mais nova do knowngood gravou nele: façam o deploy dessa versão de novo',
  'This execution cannot close: the environment is {}, held by {} with fencing number {}; expected {}.':
    'Esta execução não pode encerrar: o ambiente está {}, com {} (fencing number {}); o esperado é {}.',
  open: 'aberto',
  releasing: 'em liberação',
  'rolling-back': 'em rollback',
  frozen: 'congelado',
  'How its log ends is unknown: {}.': 'Não se sabe como o log dela termina: {}.',
  'How its log ends is unknown: it is in the stream {} of {}, and "migration.logGroup" of the configuration {}.':
    'Não se sabe como o log dela termina: ele está no stream {} de {}, e "migration.logGroup" da configuração {}.',
  'names none that may be read': 'não indica nenhum que possa ser lido',
  'is {}': 'é {}',
  'Its log ({} of {}) has no lines.': 'O log dela ({} de {}) não tem linhas.',
  'Its log ({} of {}) ends: {}.': 'O log dela ({} de {}) termina assim: «{}».',
  'How its log ends is unknown: it could not be read ({}).':
    'Não se sabe como o log dela termina: não foi possível lê-lo ({}).',
  'the container "{}" has no log driver': 'o contêiner "{}" não tem log driver',
  'the container "{}" logs by "{}", not to CloudWatch': 'o contêiner "{}" usa o log driver "{}", não o CloudWatch',
  'the log of the container "{}" has no group or no stream prefix':
    'o log do contêiner "{}" não tem grupo ou prefixo de stream',
  'it is in {} of the Region {}': 'ele está em {}, na Região {}',
  'The migration task {} failed: {}; expected exit code 0. {}':
    'A tarefa da migração {} falhou: {}; o esperado é exit code 0. {}',
  'The migration task {} never ran: {}; expected exit code 0. Nothing was migrated.':
    'A tarefa da migração {} não chegou a executar: {}; o esperado é exit code 0. Nada foi migrado.',
  'the migration task {} ({})': 'a tarefa da migração {} terminar ({})',
  'the migration task of {} to stop': 'a tarefa da migração de {} parar',
  'exit code 0': 'exit code 0',
  'there is no container "{}"': 'não existe o contêiner "{}"',
  '{}: exit code {}': '{}: exit code {}',
  '{}: never started ({})': '{}: não chegou a iniciar ({})',
  '{}: never started': '{}: não chegou a iniciar',
  'the service is not visible': 'o serviço não está visível',
  'service "{}" to be steady on {} ({}, last event: {})': 'o serviço "{}" estabilizar em {} ({}, último evento: «{}»)',
  'Deployment failed: {}. Mend the cause, then redrive: what failed is deployed again.':
    'A implantação falhou: {}. Corrijam a causa e retomem a execução (redrive): o que falhou é implantado de novo.',
  'service "{}" to {} ({}, last event: {})': 'serviço "{}" para {} ({}, último evento: «{}»)',
  'Deployment replaced: {}. Either ECS rolled it back, or somebody else deployed.':
    'A implantação foi substituída: {}. Ou o ECS a desfez, ou outra pessoa implantou.',
  'service "{}" to {} ({})': 'serviço "{}" para {} ({})',
  'the deployment failed': 'a implantação falhou',
  '{} of its tasks failed one after the other, and no circuit breaker ends it':
    '{} tarefas falharam uma após a outra, e não há circuit breaker que a encerre',
  'the service now moves to {} ({})': 'o serviço agora está indo para {} ({})',
  'no deployment visible yet': 'nenhuma implantação visível ainda',
  '{} of {} tasks run': '{} de {} tarefas em execução',
  '{} of {} tasks run, deployments: {}': '{} de {} tarefas em execução, implantações: {}',
  'services to run again ({})': 'os serviços voltarem a executar ({})',
  '{} tasks of {} to stop': '{} tarefas pararem ({})',
  'Container "{}" of service "{}" ran {}, which cannot be started: {}; expected the image of the known good to be kept. Push it again, then redrive; or decide about the incident with "images": {"{}": "<an image that is there>"}.':
    'O contêiner "{}" do serviço "{}" usava {}, que não pode ser iniciada: {}; a imagem do estado bom conhecido deveria ter sido guardada. Enviem-na de novo e retomem a execução (redrive); ou decidam sobre o incidente com "images": {"{}": "<uma imagem que exista>"}.',
  'ECS did not start the migration task: {}. {}': 'O ECS não iniciou a tarefa da migração: {}. {}',
  'ECS did not start the migration task (asked {} times): {}. {}':
    'O ECS não iniciou a tarefa da migração (pedida {} vezes): {}. {}',
  'Nothing was migrated.': 'Nada foi migrado.',
  'Whether anything was migrated is not known.': 'Não se sabe se algo foi migrado.',
  'no reason given': 'sem motivo informado',
  'The release declares a migration but does not move the service "{}", whose task definition runs it. Add that service to "services".':
    'A liberação declara uma migração, mas não inclui o serviço "{}", cuja task definition a executa. Acrescentem esse serviço a "services".',
  'knowngood: the release {} is being rolled back': 'knowngood: a liberação {} está sendo desfeita',
  'Service "{}" does not exist in cluster "{}"; expected it to. Create it again, then redrive.':
    'O serviço "{}" não existe no cluster "{}"; deveria existir. Criem-no de novo e retomem a execução (redrive).',
  'Service "{}" runs {}; expected one of {}. Somebody else deployed it, and that was not undone. Put it right, then redrive.':
    'O serviço "{}" está com {}; o esperado é um destes: {}. Outra pessoa o implantou, e isso não foi desfeito. Corrijam-no e retomem a execução (redrive).',
  'nothing: the service is gone': 'nada: o serviço não existe mais',
  'Rolled back: {}': 'Desfeita: {}',
  'Release {} failed: {}': 'A liberação {} falhou: {}',
};
