import type { InitWords } from './init-en.ts';

const list = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ') || '-';

export const INIT_PT_BR: InitWords = {
  noCluster: 'Não há cluster do ECS nesta conta e região. Nada foi gravado.',
  unknownCluster: (name, known) =>
    `--cluster é "${name}", que não existe nesta conta e região; esperado um destes: ${list(known)}.`,
  whichCluster: (known) =>
    `Há vários clusters e nenhum foi indicado; esperado: --cluster com um destes: ${list(known)}.`,
  noService: (cluster) =>
    `O cluster "${cluster}" não tem serviços; esperado ao menos um que uma liberação possa atualizar. Nada foi gravado.`,
  unknownService: (missing, cluster, known) =>
    `--service indica ${list(missing)}, que o cluster "${cluster}" não tem; esperados alguns destes: ${list(known)}.`,
  unknownDatabase: (name, known) =>
    `--database é "${name}", que não é uma instância de banco desta conta e região; esperada uma destas: ${list(known)}.`,
  whichDatabase: (known) =>
    `Nenhum valor que as tarefas leem leva a uma das instâncias de banco ${list(known)}; esperado: --database com a que elas usam.`,
  exists: (file) => `${file} já existe, e o init não sobrescreve nada. Mova-o ou indique outro arquivo com --output.`,
  unsupported: (environment) => `${environment} não pode ser controlado assim como está. Nada foi gravado.`,
  otherServices:
    'Se for outra aplicação: indique os serviços que andam juntos com --service, e o banco com --database.',
  serviceHas: (name, what) => `o serviço "${name}" tem ${what}. O knowngood ainda não consegue liberá-lo`,
  classicLoadBalancer: (name) =>
    `o serviço "${name}" está atrás de um Classic Load Balancer; esperado um Application Load Balancer`,
  otherLoadBalancer: (name, type) =>
    `o balanceador "${name}" é do tipo ${type}; esperado um Application Load Balancer: os outros não têm regras, então não há como mostrar a página de manutenção`,
  noListener:
    'nenhum dos serviços está atrás de um balanceador; esperado um que os usuários acessem por um Application Load Balancer',
  foreignImage: (service, container, image) =>
    `o contêiner "${container}" do serviço "${service}" usa "${image}"; esperada uma imagem de um repositório privado do ECR, cuja tag é a versão`,
  databaseCluster: (variable, host) =>
    `${variable} leva a "${host}", que é de um cluster; esperado o endpoint de uma instância de banco. Clusters (Aurora, Multi-AZ) ainda não são suportados`,
  proxyPointer: (variable, proxy) =>
    `${variable} leva ao RDS Proxy "${proxy}", que continuaria levando ao banco substituído; esperado o endpoint da própria instância de banco`,
  noDatabase: 'não há instância de banco do RDS nesta conta e região; esperada a que os serviços usam',
  wrote: (file) => `Gravado: ${file}`,
  questions: (count) =>
    count === 1
      ? 'Falta uma pergunta; a configuração é recusada até que seja respondida:'
      : `Faltam ${count} perguntas; a configuração é recusada até que sejam respondidas:`,
  noQuestions: 'Não falta nenhuma pergunta.',
  wrongToo: 'Além disso, a configuração é recusada por:',
  next: (file) => `Responda no arquivo e depois execute: knowngood config check ${file}`,
  head: (date, region, account) =>
    `Gravado por knowngood init em ${date}, a partir do que a AWS informou de ${region} na conta ${account}. O que cada chave significa: config/example.ts.`,
  headQuestions:
    'Um valor que começa com "???" é uma pergunta; a configuração é recusada até que todas sejam respondidas.',
  language: 'Idioma e fuso horário de todas as mensagens.',
  services: 'Um serviço ao qual um balanceador leva é considerado "web", e os demais, "worker".',
  scales: (least, most) =>
    `O Application Auto Scaling mantém de ${least} a ${most} tarefas; o estado dele é guardado e restaurado.`,
  sidecars: (names) => `Ao lado dele, na mesma tarefa: ${names.join(', ')}.`,
  noBreaker: 'Sem deployment circuit breaker: o próprio ECS nunca desiste de uma versão que não inicia.',
  noTaskRole: (service) => `nome da task role de ${service}; a task definition não tem nenhuma`,
  noExecutionRole: (service) => `nome da execution role de ${service}; a task definition não tem nenhuma`,
  assetRepository: (service, runs) =>
    `nome do repositório para onde vão as versões de ${service}, cada uma com a sua tag; ele roda uma imagem de ${runs}, cujas tags são hashes`,
  repositories: 'Repositórios dos outros contêineres, para que um rollback volte exatamente às mesmas imagens.',
  notPinned: (image) =>
    `"${image}" não é de um repositório privado do ECR: um rollback volta ao nome dela, não exatamente à mesma imagem.`,
  migration: 'Uma tarefa avulsa da versão NOVA, executada quando uma liberação declara uma migração.',
  migrationCommand: 'comando que migra o banco, uma palavra por item, como npm, run, migrate',
  listeners: 'Todos os listeners que os usuários acessam; os testes usam o primeiro.',
  otherListeners: (count) =>
    `Ficou de fora, porque nada ali leva a estes serviços: ${count === 1 ? 'um listener' : `${count} listeners`} dos mesmos balanceadores.`,
  redirects: 'Só redireciona.',
  shared:
    'Outras aplicações usam o mesmo listener: a manutenção vale só para estas requisições, como dizem as regras da aplicação.',
  rest: 'Outras aplicações ficam com os hosts delas, por regras; o host de "url" é desta. Se ela tiver vários, indique todos: hosts.',
  internal: (name) =>
    `O balanceador ${name} é interno: sondagens e testes são feitos de dentro da rede dele ("probes").`,
  whichRequests:
    'quais requisições são desta aplicação? Outras usam este listener, e as regras não o dizem num único padrão: "hosts" ou "paths", no máximo cinco',
  url: (form) => `endereço que os usuários digitam para este listener, como ${form}`,
  priorities:
    'Livres em todos os listeners e antes de todas as regras da aplicação: mantenha livres estas e as que ficam entre elas.',
  noPriorities: (first, needed) =>
    `a primeira regra da aplicação tem prioridade ${first}, e são precisas ${needed} livres antes dela: mova essa regra para trás e diga qual`,
  pageTitle: 'Voltamos já',
  pageText: 'Estamos fazendo uma manutenção. O que você já enviou está guardado. Tente de novo em alguns minutos.',
  maintenancePath: 'A aplicação no ar precisa responder a ele com um status abaixo de 500.',
  unreadable: (what) => `estas credenciais não podem ler isto (${what}); qual é o valor?`,
  applicationRole: 'papel (usuário) do PostgreSQL com que a aplicação se conecta',
  tables: 'tabelas que as mensagens citam, e cujas linhas são comparadas depois de uma restauração',
  aboutTables: 'Gravações em todas as outras tabelas também são contadas, num só número.',
  aboutSentinels: 'Consultas cujas respostas dizem se um banco restaurado está em condições de atender.',
  sentinelName: 'os dados estão lá',
  sentinelSql: 'um SELECT de uma linha e uma coluna, como SELECT count(*) FROM pedidos',
  onRollback: "'restore', 'restore-if-breaking', 'ask' (uma pessoa decide) ou 'keep'.",
  maxLostWrites: 'Se mais do que isso se perderia, uma pessoa decide.',
  pointer: 'nome do parâmetro do SSM de onde as tarefas leem o host do banco ao iniciar',
  pointerFound: 'As tarefas leem aqui o host do banco, e o valor é o endpoint da instância.',
  pointerInSecret: (variable, key) =>
    `${variable} vem do campo "${key}" deste segredo. O init não lê segredos: confira se ali está o endpoint da instância, e só o host. Se o segredo tiver chave própria: secretKey.`,
  pointerInDefinition: (variable, service) =>
    `${variable} traz o host na própria task definition de ${service}, onde nenhum rollback consegue mudá-lo: coloque-o num parâmetro do SSM que comece com "/" e faça as tarefas lerem dali (secrets: valueFrom).`,
  pointerWithoutPath: (name) =>
    `As tarefas leem o host do parâmetro "${name}", que não começa com "/": crie um que comece e faça as tarefas lerem dele.`,
  noPointer: (address) =>
    `Nenhum valor que as tarefas leem é o endpoint da instância (${address}): coloque-o num parâmetro do SSM que as tarefas leiam ao iniciar.`,
  subnets: 'ids das sub-redes privadas a usar',
  aboutSubnets: 'As das tarefas. Elas precisam de um caminho até a AWS: NAT ou endpoints.',
  securityGroups: 'id de um security group que o banco deixa entrar',
  candidate: (variables, arn) => `Lido pelas tarefas (${variables.join(', ')}): ${arn}`,
  ownerSecret: (user) => `ARN completo de um segredo com usuário e senha do dono do banco (usuário mestre: ${user})`,
  readSecret: 'ARN completo de um segredo com o login de um papel que só lê (README, "A role that can only read")',
  aboutReadSecret:
    'Usado por sentinelas, contagens e prova. Chaves próprias destes segredos: secretKey, readSecretKey.',
  applicationSecret:
    "applicationSecret: '…': o login da própria aplicação, que um banco restaurado precisa aceitar antes que os usuários voltem.",
  databaseName: 'nome do banco dentro da instância',
  endpoints: 'Se as sub-redes não tiverem caminho até a AWS: endpoints (README, "The network of the functions").',
  connect:
    'Sem isto nenhuma restauração pode ser provada e as gravações perdidas são desconhecidas: um rollback com o banco então congela.',
  roles: 'Roles que a instância usa; uma restaurada as recebe de novo.',
  stale: (kind, what) =>
    `Uma restauração deixa algo na instância substituída (${what}): mude isso ou aceite com acceptStale: ['${kind}'].`,
  maybeStale: (kind, what) =>
    `Se um dos proxies desta região (${what}) leva à instância, uma restauração o deixa para trás: acceptStale: ['${kind}'].`,
  configurationPaths:
    'Os parâmetros abaixo destes caminhos são a configuração da aplicação: um estado bom conhecido guarda os valores deles.',
  alarms:
    "Alarmes sobre o que está acima, cada um só observado e informado. Diga 'rollback' onde um alarme deve desfazer uma liberação, e confira cada critério.",
  noAlarms:
    'Nenhum alarme olha para o que está acima. O construct EnvironmentAlarms cria bons alarmes (docs/construct.md).',
  alarmsUnreadable: 'Estas credenciais não podem ler alarmes (cloudwatch:DescribeAlarms).',
  alarmName: 'nome de um alarme que diz que os usuários são atingidos',
  checkName: 'a aplicação responde',
  checks: 'O que o balanceador pergunta; acrescente o que os usuários mais usam.',
  probes: 'Sub-redes das tarefas; elas precisam de um caminho até DynamoDB, Secrets Manager e Lambda.',
  probeGroups: 'id de um security group que o balanceador interno deixa entrar',
  schedules:
    "Regras e agendamentos que iniciam jobs da aplicação são pausados durante a manutenção: schedules: [{ rule: '…' }].",
  devops: 'endereço de e-mail de quem opera a aplicação',
  teams: 'endereço de e-mail de quem avisa os clientes',
  watch: 'Por quanto tempo os alarmes são observados depois de uma liberação e depois de um rollback.',
};
