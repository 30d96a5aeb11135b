import type { Texts } from './texts.ts';

/** Of plans: what a dry run would do, and how long it may take. */
export const PLANS: Texts = {
  'make a snapshot of {} while users still work, so that the one behind the page is short':
    'fazer um snapshot de {} enquanto os usuários trabalham, para que o feito atrás da página seja curto',
  'make a restore point: a snapshot of {}': 'fazer um ponto de restauração: um snapshot de {}',
  'record a restore point: a point in time of {}, which its automated backups hold':
    'registrar um ponto de restauração: um instante de {}, guardado pelos backups automáticos',
  'record no restore point: {} has none to record now': 'não registrar ponto de restauração: {} não tem nenhum agora',
  'beside all that, restore the snapshot to a standby ({}) that runs until the release is good, and is deleted after that; what it costs is unknown: database.retention.prices names no price of its class':
    'ao lado disso, restaurar o snapshot em um banco de prontidão ({}), que fica em execução até a liberação ser aprovada e depois é apagado; não se sabe quanto ele custa: database.retention.prices não informa o preço da classe dele',
  'beside all that, restore the snapshot to a standby ({}) that runs until the release is good, and is deleted after that; an hour of it costs {}, without its storage':
    'ao lado disso, restaurar o snapshot em um banco de prontidão ({}), que fica em execução até a liberação ser aprovada e depois é apagado; uma hora dele custa {}, sem o armazenamento',
  'announce release {} to the teams': 'anunciar a liberação {} às equipes',
  'record the known good: task definitions, image digests, parameter versions, database settings':
    'registrar o estado bom conhecido: task definitions, digests das imagens, versões dos parâmetros, configurações do banco',
  'raise maintenance mode; try the bypass, which needs the page to be up; pause the schedules: {}; stop all services, end the application sessions in the database':
    'ligar o modo de manutenção; testar o bypass, que precisa da página no ar; pausar os agendamentos: {}; parar todos os serviços e encerrar as sessões da aplicação no banco',
  'raise maintenance mode; try the bypass, which needs the page to be up; stop all services, end the application sessions in the database':
    'ligar o modo de manutenção; testar o bypass, que precisa da página no ar; parar todos os serviços e encerrar as sessões da aplicação no banco',
  'run the {} migration as a one-off task of the new version':
    'executar a migração ({}) como tarefa avulsa da versão nova',
  'run the smoke checks and those of {}': 'rodar os testes básicos e os de {}',
  'run the smoke checks': 'rodar os testes básicos',
  'resume the workers and the schedules, lower maintenance mode':
    'retomar os workers e os agendamentos, desligar o modo de manutenção',
  'resume the workers, lower maintenance mode': 'retomar os workers, desligar o modo de manutenção',
  'watch the alarms, then call the release good': 'observar os alarmes e então aprovar a liberação',
  'switch service {} to {} ({})': 'mudar o serviço {} para {} ({})',
  'switch service {} to {}': 'mudar o serviço {} para {}',
  'environment added: {}': 'variáveis novas: {}',
  'environment changed: {}': 'variáveis alteradas: {}',
  'CPU units: {} to {}': 'unidades de CPU: de {} para {}',
  'MiB of memory: {} to {}': 'MiB de memória: de {} para {}',
  'tasks: {} to {}': 'tarefas: de {} para {}',
  unknown: 'desconhecido',
  'no release has ended well here before: nobody knows yet how long one takes':
    'nenhuma liberação terminou bem aqui antes: ainda não se sabe quanto tempo leva',
  'no fenced release has ended well here before: nobody knows yet how long one takes':
    'nenhuma liberação com a aplicação isolada terminou bem aqui antes: ainda não se sabe quanto tempo leva',
  'the services stop within {} minutes': 'os serviços param em até {} minutos',
  'the snapshot before the page is available within {} minutes; users still work':
    'o snapshot anterior à página fica disponível em até {} minutos; os usuários continuam trabalhando',
  'the snapshot is available within {} minutes': 'o snapshot fica disponível em até {} minutos',
  'the migration ends within {} minutes': 'a migração termina em até {} minutos',
  'the service is steady within {} minutes': 'o serviço estabiliza em até {} minutos',
  'each of the {} services is steady within {} minutes of its switch':
    'cada um dos {} serviços estabiliza em até {} minutos após a troca',
  'the watch lasts {} min': 'a observação dura {} min',
  'release {} ({}) took {} from its start to its end': 'a liberação {} ({}) levou {} do início ao fim',
  'its snapshot took {}': 'o snapshot dela levou {}',
  'users had the page for at least {}': 'os usuários viram a página por no mínimo {}',
  'a minute': '1 minuto',
  '{} minutes': '{} minutos',

  'show users the maintenance page': 'mostrar a página de manutenção aos usuários',
  'leave everything as it is, users in, and tell DevOps the input of each decision':
    'deixar tudo como está, com os usuários dentro, e informar à equipe de DevOps a entrada de cada decisão',
  'leave everything else as it is, and tell DevOps the input of each decision':
    'deixar todo o resto como está e informar à equipe de DevOps a entrada de cada decisão',
  'leave the database as it is': 'deixar o banco de dados como está',
  'pause the schedules: {}': 'pausar os agendamentos: {}',
  'stop all services, end the application sessions in the database':
    'parar todos os serviços e encerrar as sessões da aplicação no banco',
  'lift the quarantine of {}, prove it, and point the application at it; keep {}, quarantined':
    'tirar {} da quarentena, comprová-lo e apontar a aplicação para ele; guardar {}, em quarentena',
  'restore {} beside {}, prove it, and point the application at it; keep {}, quarantined':
    'restaurar {} ao lado de {}, comprová-lo e apontar a aplicação para ele; guardar {}, em quarentena',
  'nobody knows how many writes would be lost ({})': 'não se sabe quantas gravações seriam perdidas ({})',
  'nobody knows how many writes would be lost': 'não se sabe quantas gravações seriam perdidas',
  '1 write would be lost as things stand': '1 gravação seria perdida neste momento',
  '{} writes would be lost as things stand': 'gravações que seriam perdidas neste momento: {}',
  'put back the parameters that were changed since': 'repor os parâmetros alterados desde então',
  'switch no service': 'não mudar nenhum serviço',
  'switch forward to version {}: {}': 'avançar para a versão {}: {}',
  'switch back to what ran before: {}': 'voltar ao que rodava antes: {}',
  'switch back to version {}: {}': 'voltar para a versão {}: {}',
  'run the checks, resume the schedules, then watch the alarms':
    'rodar os testes, retomar os agendamentos e então observar os alarmes',
  'run the checks, then watch the alarms': 'rodar os testes e então observar os alarmes',
};
