import type { Texts } from './texts.ts';

/** Of what an inspection finds before anything is touched. */
export const ENVIRONMENT: Texts = {
  'The release was refused, nothing was touched: {}.': 'A liberação foi recusada; nada foi alterado: {}.',
  '{} could not be looked at ({}); expected an answer of AWS':
    'não foi possível verificar {} ({}); a AWS deveria ter respondido',
  'From the subnets of {} there is no way to {}; expected one to each service that functions there call. Give the subnets a route to a NAT gateway, let their security groups out to port 443, or let database.connect.endpoints make VPC endpoints':
    'Das sub-redes de {} não há caminho para {}; deveria haver para cada serviço que as funções ali chamam. Deem às sub-redes uma rota para um NAT gateway, liberem a saída dos security groups pela porta 443, ou deixem database.connect.endpoints criar VPC endpoints',
  'no answer within {} s': 'sem resposta em {} s',
  '{} (no answer within {} s)': '{} (sem resposta em {} s)',
  'the ledger': 'o registro',
  'the stacks': 'as stacks',
  'the schedules': 'os agendamentos',
  'the services': 'os serviços',
  'the task definitions': 'as task definitions',
  'the images of the release': 'as imagens da liberação',
  'the environment it is promoted from': 'o ambiente de origem da promoção',
  'the database': 'o banco de dados',
  'the alarms': 'os alarmes',
  'the audiences': 'os públicos',
  'the images that run': 'as imagens em uso',
  'the listeners': 'os listeners',
  'version {} has no good release in "{}"; expected one there before it comes here. Release it there, let its watch pass, then start this release again':
    'a versão {} não tem liberação aprovada em "{}"; é preciso uma lá antes de vir para cá. Liberem-na lá, deixem a observação passar e iniciem esta liberação de novo',
  'alarm "{}" does not exist; expected every configured alarm to. Deploy it or remove it from the configuration':
    'o alarme "{}" não existe; todos os alarmes configurados deveriam existir. Criem-no, ou tirem-no da configuração',
  'alarm "{}" is already in ALARM: it could not fire again, so nobody would be told. Mend its cause, or name it in "ignoreAlarms" (it then leaves the watch)':
    'o alarme "{}" já está em ALARM: não poderia disparar de novo, e ninguém seria avisado. Corrijam a causa, ou citem-no em "ignoreAlarms" (ele então sai da observação)',
  'alarm "{}" is in {}; expected OK': 'o alarme "{}" está em {}; o esperado é OK',
  'alarm "{}" looks at {} minutes (period times evaluation periods), and the watch of a release lasts {}; expected a watch at least as long. Lengthen watch.releaseMinutes, shorten the alarm, or name it in "ignoreAlarms"':
    'o alarme "{}" considera {} minutos (período vezes períodos de avaliação), e a observação de uma liberação dura {}; ela deveria durar pelo menos o mesmo. Aumentem watch.releaseMinutes, encurtem o alarme, ou citem-no em "ignoreAlarms"',
  'audience "{}" has no confirmed e-mail address; expected at least one. Let somebody confirm the subscription message, then start the release again':
    'o público "{}" não tem nenhum e-mail confirmado; é preciso pelo menos um. Alguém precisa confirmar a mensagem de inscrição; depois, iniciem a liberação de novo',
  'nothing is subscribed to the chat topic: no channel will hear of this. Configure it in Amazon Q Developer in chat applications':
    'nada está inscrito no tópico de chat: nenhum canal saberá do que acontecer. Configurem o canal no Amazon Q Developer in chat applications',
  'the pager has not confirmed its subscription: it will not ring. Let it confirm; after two days SNS has forgotten it: deploy once without "chat.pager", then with it again':
    'o pager não confirmou a inscrição: ele não vai tocar. Confirmem a inscrição; depois de dois dias o SNS já a esqueceu: façam o deploy uma vez sem "chat.pager" e outra vez com ele',
  'service "{}": nobody can tell whether the image {} is there ({}); expected one that can be looked at':
    'serviço "{}": não dá para saber se a imagem {} existe ({}); o esperado é uma que possa ser verificada',
  'service "{}": ECR has no image {} that could be pulled ({}); expected it to be pushed, and neither expired nor archived. Push it, then start the release again':
    'serviço "{}": o ECR não tem uma imagem {} que possa ser baixada ({}); ela deveria ter sido enviada e não estar expirada nem arquivada. Enviem-na e iniciem a liberação de novo',
  'it was not found': 'ela não foi encontrada',
  'that is no image reference': 'isso não é uma referência de imagem',
  'its registry is none of ECR that could be asked': 'o registry dela não é um ECR que possa ser consultado',
  'its status is {}: it cannot be pulled': 'o status dela é {}: ela não pode ser baixada',
  'ecr:DescribeImages is not allowed on its repository {}':
    'ecr:DescribeImages não é permitido no repositório dela, {}',
  'ECR has no such image': 'o ECR não tem essa imagem',
  'it was not looked at': 'ela não foi verificada',
  'container "{}" of service "{}"': 'o contêiner "{}" do serviço "{}"',
  '{} is not pinned ({}): {}. A rollback starts what that name means then':
    '{} não está fixado ({}): {}. Um rollback inicia o que esse nome significar na hora',
  'ECS does not tell which image {} runs; expected the digest of its tasks. Deploy it anew':
    'o ECS não informa qual imagem está em uso ({}); o esperado é o digest das tarefas. Implantem-no de novo',
  'ECS does not tell what it runs': 'o ECS não informa o que está em uso',
  'the tasks of service "{}" run {} images in container "{}" ({}): nobody could say which is good; expected one. Force a new deployment, wait until it is steady, then start the release again':
    'as tarefas do serviço "{}" usam {} imagens no contêiner "{}" ({}): não dá para dizer qual é a boa; o esperado é uma só. Forcem uma nova implantação, esperem estabilizar e iniciem a liberação de novo',
  'its tasks run {} different images': 'as tarefas dele usam {} imagens diferentes',
  '{} runs {}, and a rollback could not start it again: {}; expected an image that can be pulled. Push it again (or take it out of the archive), or deploy one that is there, then start the release again':
    '{} usa {}, e um rollback não conseguiria iniciá-la de novo: {}; o esperado é uma imagem que possa ser baixada. Enviem-na de novo (ou tirem-na do arquivo), ou implantem uma que exista, e iniciem a liberação de novo',
  'the task definition of service "{}" has no container "{}"; it has {}. Correct "container" of that service in the configuration':
    'a task definition do serviço "{}" não tem o contêiner "{}"; ela tem {}. Corrijam "container" desse serviço na configuração',
  'The task definition of service "{}" has no container "{}"; it has {}. Correct "container" of that service in the configuration.':
    'A task definition do serviço "{}" não tem o contêiner "{}"; ela tem {}. Corrijam "container" desse serviço na configuração.',

  'the pointer holds "{}", which is the endpoint of no database instance here; expected that of "{}" or of an instance restored from it':
    'o ponteiro contém "{}", que não é o endpoint de nenhuma instância daqui; o esperado é o de "{}" ou de uma instância restaurada dela',
  'the live database "{}" is a member of the cluster "{}"; expected an instance of its own. Clusters (Aurora, Multi-AZ) are not supported yet':
    'o banco em uso "{}" faz parte do cluster "{}"; o esperado é uma instância própria. Clusters (Aurora, Multi-AZ) ainda não são suportados',
  'the live database "{}" runs {}; expected postgres': 'o banco em uso "{}" é {}; o esperado é postgres',
  'the live database "{}" is a replica of "{}"; expected the instance that takes the writes':
    'o banco em uso "{}" é uma réplica de "{}"; o esperado é a instância que recebe as gravações',
  'the live database "{}" runs PostgreSQL {}; expected {} or newer':
    'o banco em uso "{}" está no PostgreSQL {}; o esperado é {} ou mais novo',
  'the live database is "{}", which a rollback has quarantined (tag knowngood:purpose = quarantined): a stack update or a person has moved the pointer back; expected the restored one. Point the application at it again':
    'o banco em uso é "{}", que um rollback pôs em quarentena (tag knowngood:purpose = quarantined): uma atualização da stack ou uma pessoa voltou o ponteiro; o esperado é o restaurado. Apontem a aplicação de novo para ele',
  'the live database is "{}"; the configuration grants "{}" and "{}-kg-…" only':
    'o banco em uso é "{}"; a configuração só permite "{}" e "{}-kg-…"',
  'the live database\'s subnet group is "{}"; the configuration grants "{}". Correct database.subnetGroup':
    'o subnet group do banco em uso é "{}"; a configuração permite "{}". Corrijam database.subnetGroup',
  'the live database\'s parameter group is "{}"; the configuration grants "{}". Correct database.parameterGroup':
    'o parameter group do banco em uso é "{}"; a configuração permite "{}". Corrijam database.parameterGroup',
  'the live database\'s option group is "{}"; the configuration grants "{}". Correct database.optionGroup, or a restore would be denied':
    'o option group do banco em uso é "{}"; a configuração permite "{}". Corrijam database.optionGroup, ou uma restauração seria negada',
  'the live database\'s storage key is "{}"; the configuration grants "{}". Correct database.storageKey, or a restore would fail':
    'a chave de armazenamento do banco em uso é "{}"; a configuração permite "{}". Corrijam database.storageKey, ou uma restauração falharia',
  'the live database "{}" is {}; expected available, so that a restore point can be made. Wait for it, then start the release again':
    'o banco em uso "{}" está {}; o esperado é available, para que se possa fazer um ponto de restauração. Esperem e iniciem a liberação de novo',
  'a restore would fail or fall short: {}': 'uma restauração falharia ou ficaria incompleta: {}',
  'manual snapshots': 'snapshots manuais',
  'database instances': 'instâncias de banco',
  'GiB of allocated storage': 'GiB de armazenamento alocado',
  'RDS has {} of at most {} {} in this Region; expected room for {} more. Delete what is not needed any more, or ask AWS for a higher quota':
    'o RDS tem {} de no máximo {} {} nesta Região; é preciso espaço para mais {}. Apaguem o que não é mais necessário, ou peçam à AWS uma cota maior',
  'RDS no longer makes instances of PostgreSQL {}; expected a version it offers. Upgrade the database first':
    'o RDS não cria mais instâncias do PostgreSQL {}; o esperado é uma versão oferecida. Atualizem o banco primeiro',
  'its read replicas ({}) go on following the replaced instance':
    'as réplicas de leitura dele ({}) continuam seguindo a instância substituída',
  'its proxies ({}) go on leading to the replaced instance':
    'os proxies dele ({}) continuam levando à instância substituída',
  'RDS manages its master password: the secret follows the replaced instance, and a restored one has the password of the restore point':
    'o RDS gerencia a senha master dele: o segredo segue a instância substituída, e a restaurada tem a senha do ponto de restauração',
  'it takes logins by IAM: policies for rds-db:connect name the resource id of the replaced instance':
    'ele aceita login por IAM: as políticas de rds-db:connect citam o resource id da instância substituída',
  'it is in a directory: a restored instance is in none':
    'ele está num diretório: uma instância restaurada não fica em nenhum',
  'of the live database "{}" a restore leaves something behind: {}. Change that, or accept it: database.acceptStale: ["{}"]':
    'uma restauração deixa para trás algo do banco em uso "{}": {}. Mudem isso, ou aceitem: database.acceptStale: ["{}"]',
  'changes of the database wait for its maintenance window ({}): a restored instance does not have them':
    'há mudanças do banco à espera da janela de manutenção ({}): uma instância restaurada não as tem',
  'the daily backup of the live database may run now ({} UTC); expected more than {} minutes, since behind the fence users would wait for it. Start the release after the window':
    'o backup diário do banco em uso pode estar em andamento agora ({} UTC); deveriam faltar mais de {} minutos, porque os usuários esperariam por ele. Iniciem a liberação depois da janela',
  'the daily backup of the live database begins in {} min ({} UTC); expected more than {} minutes, since behind the fence users would wait for it. Start the release after the window':
    'o backup diário do banco em uso começa em {} min ({} UTC); deveriam faltar mais de {} minutos, porque os usuários esperariam por ele. Iniciem a liberação depois da janela',

  'service "{}" would have {} CPU units and {} MiB of memory, which Fargate does not offer together; expected CPU of {}':
    'o serviço "{}" ficaria com {} unidades de CPU e {} MiB de memória, que o Fargate não oferece juntas; o esperado é CPU de {}',
  'service "{}" would have {} CPU units and {} MiB of memory, which Fargate does not offer together; expected {} to {} MiB with {} CPU units, in steps of {}':
    'o serviço "{}" ficaria com {} unidades de CPU e {} MiB de memória, que o Fargate não oferece juntas; o esperado é de {} a {} MiB com {} unidades de CPU, de {} em {7}',
  '"services.{}.environment.{}" has the name of a secret of container "{}"; expected each name once. Leave it out, or change that secret\'s value':
    '"services.{}.environment.{}" tem o nome de um segredo do contêiner "{}"; cada nome só pode aparecer uma vez. Deixem-na de fora, ou mudem o valor desse segredo',
  'container "{}" of service "{}" has a restart policy, which would run a finished migration again; expected none where a migration is declared':
    'o contêiner "{}" do serviço "{}" tem uma política de reinício, que executaria de novo uma migração já terminada; não deveria haver nenhuma quando se declara uma migração',
  'volume "{}" of service "{}" is configured at launch, which the migration\'s task is not; expected no such volume where a migration is declared':
    'o volume "{}" do serviço "{}" é configurado no lançamento, e a tarefa da migração não o recebe; não deveria haver um volume assim quando se declara uma migração',
  'service "{}" does not exist in cluster "{}"; expected every configured service to':
    'o serviço "{}" não existe no cluster "{}"; todos os serviços configurados deveriam existir',
  'service "{}" has {}. It cannot be released by knowngood yet':
    'o serviço "{}" tem {}. Ainda não pode ser liberado pelo knowngood',
  'the deployment controller {}; expected ECS (rolling)': 'o deployment controller {}; o esperado é ECS (rolling)',
  'the deployment strategy {}; expected ROLLING': 'a estratégia de implantação {}; o esperado é ROLLING',
  'the scheduling strategy DAEMON; expected REPLICA': 'a estratégia de agendamento DAEMON; o esperado é REPLICA',
  'the launch type {}; expected FARGATE': 'o launch type {}; o esperado é FARGATE',
  'the capacity provider {}; expected FARGATE or FARGATE_SPOT':
    'o capacity provider {}; o esperado é FARGATE ou FARGATE_SPOT',
  'service "{}" is not steady: {} of {} tasks run, deployments under way: {}; expected a steady service. Wait for it, then start the release again':
    'o serviço "{}" não está estável: {} de {} tarefas em execução, {} implantações em andamento; o esperado é um serviço estável. Esperem e iniciem a liberação de novo',
  'service "{}" has no deployment circuit breaker: ECS itself never gives up a version that does not start':
    'o serviço "{}" não tem circuit breaker de implantação: o próprio ECS nunca desiste de uma versão que não inicia',
  'the stack "{}" does not exist; expected every stack of "stacks" to. Correct the configuration':
    'a stack "{}" não existe; todas as stacks de "stacks" deveriam existir. Corrijam a configuração',
  'the stack "{}" is {}; expected none of the environment\'s to change: it and the release would undo each other. Wait for it, then start the release again':
    'a stack "{}" está {}; nenhuma stack do ambiente deveria estar mudando: ela e a liberação desfariam uma à outra. Esperem e iniciem a liberação de novo',
  'the stack "{}" is {}: whoever mends it deploys the application too, and may undo the release':
    'a stack "{}" está {}: quem a corrigir também implanta a aplicação e pode desfazer a liberação',
  'the {} does not exist; expected every one of "schedules" to, or it could start jobs on a database that is left. Correct the configuration':
    'não existe: {}; todos os de "schedules" deveriam existir, ou poderiam iniciar rotinas num banco que já foi deixado. Corrijam a configuração',
  'the {} has the role {}; expected "{}": whoever switches a schedule passes its role again. Correct the configuration':
    'a role está errada ({}): {}; o esperado é "{}", porque quem altera um agendamento passa a role dele de novo. Corrijam a configuração',
  'the {} has {}; expected {}. Correct its "key" in the configuration':
    'a chave está errada ({}): {}; o esperado é {}. Corrijam "key" na configuração',
  'the {} is managed by {}, which alone may switch it; expected a rule of your own':
    'uma regra ({}) é gerenciada por {}, e só esse serviço pode alterá-la; o esperado é uma regra própria',
  'the {} is {}, and EnableRule could only make it ENABLED afterwards; expected ENABLED or DISABLED':
    'uma regra ({}) está {}, e EnableRule só poderia deixá-la ENABLED depois; o esperado é ENABLED ou DISABLED',
  'the {} runs once ({}), and the fence would make it miss that; expected a schedule that recurs. Take it out of the configuration':
    'um agendamento ({}) ocorre uma só vez ({}), e a pausa o faria perder essa vez; o esperado é um agendamento recorrente. Tirem-no da configuração',
  'no customer key': 'nenhuma chave do cliente',
  'the customer key {}': 'a chave do cliente {}',
  'rule {}': 'regra {}',
  'schedule {}': 'agendamento {}',
  '"{}" publishes neither a status nor a release; expected its control plane to have published what a release has left there. Release there first, with a control plane that publishes it':
    '"{}" não publica situação nem liberação; o esperado é que o plano de controle de lá tenha publicado o que uma liberação deixou no ar. Liberem lá primeiro, com um plano de controle desta versão',
  '"{}" runs version {}; expected {}, which is to be promoted. Name the version that runs there, or release this one there first':
    'em "{}" está no ar a versão {}; o esperado é {}, que deve ser promovida. Indiquem a versão que está no ar lá, ou liberem esta lá primeiro',
  'what "{}" runs is {} there; expected "good". Wait until it is, or promote it in spite of that with "despite": "{}", which is recorded and told':
    'o que está no ar em "{}" é {} lá; o esperado é "good". Esperem até que seja, ou promovam mesmo assim com "despite": "{}", que fica registrado e é avisado',
  'release {} is promoted from "{}" although what runs there is {}: {} has asked for it by that name':
    'a liberação {} é promovida de "{}" embora o que está no ar lá seja {}: {} pediu isso por esse nome',
  '"{}" publishes no image of the container "{}" of a service "{}"; expected one of each service to be promoted. Name "services" that run there too':
    '"{}" não publica imagem do contêiner "{}" de um serviço "{}"; o esperado é uma de cada serviço a promover. Indiquem em "services" os que também estão no ar lá',
  '"{}" is publishing what it runs just now: its image of "{}" is newer than its release; expected both of one release. Start this release again in five minutes':
    '"{}" está publicando neste momento o que está no ar: a imagem de "{}" é mais nova que a liberação; o esperado é que ambas sejam da mesma. Iniciem esta liberação de novo em cinco minutos',
  'its digest is not published': 'o digest dela não foi publicado',
  'service "{}": {}, which "{}" runs, is not in {} by that digest, or cannot be looked at ({}); expected it there. Replicate or push it, or name the registry that both use':
    'serviço "{}": {}, que está no ar em "{}", não está em {} com esse digest, ou não pode ser consultada ({}); o esperado é que esteja lá. Repliquem-na ou enviem-na, ou configurem o registry que os dois usam',
  'services {} have {} here, and run different images in "{}"; expected one. Promote them one by one, each named in "services"':
    'os serviços {} têm aqui {} e em "{}" estão com imagens diferentes; o esperado é uma só. Promovam um por vez, cada um indicado em "services"',
  'this environment takes what "{}" runs, which is in another account or Region; expected "promoteFrom": "{}"':
    'este ambiente recebe o que está no ar em "{}", que fica em outra conta ou região; o esperado é "promoteFrom": "{}"',
};
