import type { Texts } from './texts.ts';

/** Of listeners, maintenance mode, probes and checks. */
export const MAINTENANCE: Texts = {
  'listener "{}": {} does not answer from where probes and checks run; expected an answer: every check would fail. For an internal load balancer configure "probes" with subnets and security groups that reach it':
    'listener "{}": {} não responde de onde partem as sondas e os testes; deveria responder, ou todos os testes falhariam. Para um balanceador interno, configurem "probes" com subnets e security groups que o alcancem',
  'listener "{}": {} does not answer from where probes and checks run: maintenance mode cannot be proven there':
    'listener "{}": {} não responde de onde partem as sondas e os testes: o modo de manutenção não pode ser comprovado ali',
  'listener "{}": {} answers probes with status {}. If a web ACL or another guard says so, maintenance mode cannot be proven and checks fail: let the probes through':
    'listener "{}": {} responde às sondas com status {}. Se isso vem de uma web ACL ou de outra proteção, o modo de manutenção não pode ser comprovado e os testes falham: deixem as sondas passar',
  'listener "{}": {}': 'listener "{}": {}',
  'it only redirects, and checks go by the first listener; expected one that forwards. Put it first':
    'ele só redireciona, e os testes passam pelo primeiro listener; o esperado é um que encaminhe. Coloquem esse em primeiro lugar',
  'behind the maintenance page, checks do not meet its redirects and fixed responses (priority {}): maintenance.priorities leaves no room to repeat them':
    'atrás da página de manutenção, os testes não encontram os redirecionamentos e as respostas fixas dele (prioridade {}): maintenance.priorities não deixa espaço para repeti-los',
  'its default action ({}) leads to a target group of no configured service, and maintenance mode would take it down; expected the application alone. Configure the listener\'s "hosts" or "paths", or name the group in its "targetGroups" if it is the application\'s':
    'a ação padrão dele ({}) leva a um target group que não é de nenhum serviço configurado, e o modo de manutenção o tiraria do ar; deveria haver só a aplicação. Configurem "hosts" ou "paths" do listener, ou citem o grupo em "targetGroups" se ele for da aplicação',
  'its rule with priority {} ({}) leads to a target group of no configured service, and maintenance mode would take it down; expected the application alone. Configure the listener\'s "hosts" or "paths", or name the group in its "targetGroups" if it is the application\'s':
    'a regra de prioridade {} dele ({}) leva a um target group que não é de nenhum serviço configurado, e o modo de manutenção o tiraria do ar; deveria haver só a aplicação. Configurem "hosts" ou "paths" do listener, ou citem o grupo em "targetGroups" se ele for da aplicação',
  'every request': 'todos os acessos',
  "priority {} is taken by a rule that is not knowngood's; expected it free. Move that rule, or configure other maintenance priorities":
    'a prioridade {} está ocupada por uma regra que não é do knowngood; deveria estar livre. Movam essa regra, ou configurem outras prioridades de manutenção',
  'its load balancer has {} of at most {} rules, and maintenance mode needs {}; expected room for them. Remove rules that nobody needs, or raise the quota "Rules per Application Load Balancer"':
    'o balanceador tem {} de no máximo {} regras, e o modo de manutenção precisa de {}; é preciso espaço para elas. Tirem regras que ninguém usa, ou aumentem a cota "Rules per Application Load Balancer"',
  "its rule with priority {} takes requests for {} and would win over the maintenance page (priority {}); expected it behind. Move that rule, configure other maintenance priorities, or the listener's hosts and paths so that it is not among them":
    'a regra de prioridade {} dele recebe acessos a {} e venceria a página de manutenção (prioridade {}); deveria ficar atrás dela. Movam essa regra, configurem outras prioridades de manutenção, ou os hosts e paths do listener para que ela não esteja entre eles',
  'neither a rule nor the default action forwards requests for {}; expected one of them to lead to the application':
    'nem uma regra nem a ação padrão encaminha os acessos a {}; uma delas deveria levar à aplicação',
  '{} rules are needed to lead checks past the page to where users go, and maintenance.priorities leaves room for {}; expected the page at least {} behind the bypass':
    'são precisas {} regras para levar os testes, sem a página, aonde os usuários vão, e maintenance.priorities deixa espaço para {}; a página deveria ficar pelo menos {} posições atrás do bypass',
  'its rule with priority {} has five conditions, so the bypass cannot repeat it with its header; expected at most four':
    'a regra de prioridade {} dele tem cinco condições, e o bypass não consegue repeti-la com o seu cabeçalho; o esperado são no máximo quatro',
  'The bypass secret is empty; expected the random value the stack gave it. Deploy the control plane again.':
    'O segredo do bypass está vazio; o esperado é o valor aleatório que a stack lhe deu. Implantem o control plane de novo.',
  'Checks do not get past the maintenance page after {} s ({}); expected the header {} to reach the load balancer. Let what stands before it (a CDN, a proxy) pass the header on.':
    'Os testes não passam pela página de manutenção depois de {} s ({}); o cabeçalho {} deveria chegar ao balanceador. O que fica na frente dele (CDN, proxy) precisa repassar o cabeçalho.',
  'users to reach the application again ({})': 'os usuários alcançarem a aplicação de novo ({})',
  '{}: the maintenance page, also with the bypass': '{}: a página de manutenção, também com o bypass',
  '{}: the maintenance page': '{}: a página de manutenção',
  '{}: no answer': '{}: sem resposta',
  '{}: no connection': '{}: sem conexão',
  '{}: status {}': '{}: status {}',
  'no answer': 'sem resposta',
  'the maintenance page': 'a página de manutenção',
  'no connection': 'sem conexão',
  'Listener "{}": its load balancer has as many rules as the account allows, and "{}" is still missing. Remove a rule that nobody needs, or raise the quota "Rules per Application Load Balancer", then redrive.':
    'Listener "{}": o balanceador tem tantas regras quanto a conta permite, e ainda falta "{}". Tirem uma regra que ninguém usa, ou aumentem a cota "Rules per Application Load Balancer", e retomem a execução (redrive).',
  "The listeners' rules could not be compared: {}": 'Não foi possível comparar as regras dos listeners: {}',
  'no answer within {} ms': 'nenhuma resposta em {} ms',
  'Listener "{}": priority {} is in use, and DescribeRules does not show by which rule.':
    'Listener "{}": a prioridade {} está em uso, e DescribeRules não mostra por qual regra.',
  'Listener "{}": priority {} was taken by somebody else\'s rule at this moment. Move that rule, then redrive.':
    'Listener "{}": a prioridade {} acabou de ser ocupada por uma regra de outra pessoa. Movam essa regra e retomem a execução (redrive).',

  '{} of {} checks failed: {}.': '{} de {} testes falharam: {}.',
  '{}: not asked, because "{}", whose "{}" it needs, failed':
    '{}: não foi feito, porque "{}", que fornece "{}", falhou',
  '{}: not asked, because the {} s of all checks were over':
    '{}: não foi feito, porque os {} s de todos os testes tinham acabado',
  'status {} (no answer after {}); expected {}': 'status {} (sem resposta depois de {}); o esperado é {}',
  'status {}; expected {}': 'status {}; o esperado é {}',
  '{}: status {} (no answer after {}); expected {}': '{}: status {} (sem resposta depois de {}); o esperado é {}',
  '{}: status {}; expected {}': '{}: status {}; o esperado é {}',
  '{}: expected {}, got {}': '{}: o esperado é {}, veio {}',
  '{}: the answer does not contain "{}"': '{}: a resposta não contém "{}"',
  '{}: header {} is {}; expected {}': '{}: o cabeçalho {} é {}; o esperado é {}',
  '{}: {} of the answer is {}; expected {}': '{}: {} da resposta é {}; o esperado é {}',
  '{}: the answer was searched for /{}/ for too long; expected a simpler expression':
    '{}: a busca por /{}/ na resposta demorou demais; usem uma expressão mais simples',
  '{}: the answer does not match /{}/': '{}: a resposta não corresponde a /{}/',
  '{}: it took {}; expected at most {}': '{}: levou {}; o esperado são no máximo {}',
  '{}: {} of the answer is no text or number; expected one to keep as "{}"':
    '{}: {} da resposta não é texto nem número; o esperado é um, para guardar como "{}"',
  '{} of {} checks that are tasks failed: {}': '{} de {} testes que são tarefas falharam: {}',
  '"{}" (a task of {}, container "{}")': '"{}" (tarefa de {}, contêiner "{}")',
  '"{}" (a task of {}, container "{}"): {}': '"{}" (tarefa de {}, contêiner "{}"): {}',
  '"{}" (a task of {}, container "{}"): {}; expected exit code 0. {}':
    '"{}" (tarefa de {}, contêiner "{}"): {}; o esperado é exit code 0. {}',
  'still {} after {} min': 'ainda {} depois de {} min',
  'it never ran: {}': 'não chegou a executar: {}',
  '{}: ECS did not start it (asked {} times): {}': '{}: o ECS não a iniciou (pedida {} vezes): {}',
  'the tasks of checks to stop': 'as tarefas dos testes pararem',
  'the tasks of checks': 'as tarefas dos testes',
  'knowngood: a rollback has begun': 'knowngood: um rollback começou',
  'knowngood: the check outlasts its time': 'knowngood: o teste passou do tempo',
  '"task.logGroup" of check "{}"': '"task.logGroup" do teste "{}"',
  'check "{}": there is no ACTIVE task definition {}; expected one. Register it, or correct "checks" of the configuration':
    'teste "{}": não há task definition {} ACTIVE; é preciso uma. Registrem-na, ou corrijam "checks" na configuração',
  'check "{}": task definition {} has no container "{}" (it has {}); expected the one whose exit code decides':
    'teste "{}": a task definition {} não tem o contêiner "{}" (ela tem {}); o esperado é o que decide pelo exit code',
  'check "{}": container "{}" of {} has the image {}, which cannot be pulled: {}; expected one that can. Push it again':
    'teste "{}": o contêiner "{}" de {} tem a imagem {}, que não pode ser baixada: {}; o esperado é uma que possa. Enviem-na de novo',
  'check "{}": task definition {} has the role {}, which may not be passed; expected {}. Name it in "task.roles" of the check':
    'teste "{}": a task definition {} tem a role {}, que não pode ser passada; o esperado é {}. Citem-na em "task.roles" do teste',
  'check "{}": task definition {} has the volume "{}", which is configured at launch; expected none: the check gives none':
    'teste "{}": a task definition {} tem o volume "{}", configurado no lançamento; não deveria haver nenhum, porque o teste não dá nenhum',
  'check "{}": task definition {} is not for Fargate; expected network mode awsvpc and FARGATE among its compatibilities':
    'teste "{}": a task definition {} não é para Fargate; o esperado é o modo de rede awsvpc e FARGATE entre as compatibilidades',
  'check "{}": task definition {} restarts container "{}", so that its check never ends; expected no restart policy':
    'teste "{}": a task definition {} reinicia o contêiner "{}", e o teste nunca terminaria; não deveria haver política de reinício',
  'check "{}": container "{}" of {}: nobody can tell whether its image {} is there ({})':
    'teste "{}": contêiner "{}" de {}: não dá para saber se a imagem {} existe ({})',
  missing: 'ausente',
  'no single value': 'não é um valor único',
  'During the watch these alarms fired: {}.': 'Durante a observação, estes alarmes dispararam: {}.',
  'it no longer exists': 'ele não existe mais',
  'version {} is no longer kept (SSM keeps 100); the newest is {}':
    'a versão {} não está mais guardada (o SSM guarda 100); a mais nova é a {}',
  'it was changed after the release, to version {}': 'foi alterado depois da liberação, para a versão {}',
  '{}: it no longer exists': '{}: não existe mais',
  '{}: version {} is no longer kept (SSM keeps 100); the newest is {}':
    '{}: a versão {} não está mais guardada (o SSM guarda 100); a mais nova é a {}',
  '{}: it was changed after the release, to version {}': '{}: foi alterado depois da liberação, para a versão {}',
};
