import type { Texts } from './texts.ts';

/** Of reading, counting and keeping the database. */
export const DATABASE: Texts = {
  'JSON with "username" and "password", two texts': 'JSON com "username" e "password", dois textos',
  'JSON with the field that database.pointer names': 'JSON com o campo indicado em database.pointer',
  'The secret {} holds something else than expected: {}. Correct it, then try again':
    'O segredo {} não contém o esperado: {}. Corrijam-no e tentem de novo',
  'no database connection is configured (database.connect)':
    'não há conexão com o banco configurada (database.connect)',
  'no database connection is configured: the restore is not proven':
    'não há conexão com o banco configurada: a restauração não está comprovada',
  'track_counts is off, for the server, a role or a database: writes are not counted':
    'track_counts está desligado, no servidor, numa role ou num banco: as gravações não são contadas',
  'the read role may not connect to it': 'a role de leitura não pode se conectar a ele',
  'there is no table of that name': 'não existe tabela com esse nome',
  '{} is no table of this database': '{} não é uma tabela deste banco',
  '{} is not logged, and is empty after a restore': '{} é UNLOGGED e fica vazia depois de uma restauração',
  'it is not logged, and is empty after a restore': 'ela é UNLOGGED e fica vazia depois de uma restauração',
  '{} is a table of PostgreSQL itself': '{} é uma tabela do próprio PostgreSQL',
  'its tables': 'as tabelas dele',
  'they are {}, more than the {} that can be told apart': 'são {}, mais do que as {} que se consegue distinguir',
  'PostgreSQL answered nothing to an aggregate': 'o PostgreSQL não respondeu a uma agregação',
  'the counts at the restore point are unknown: {}': 'não há contagem do ponto de restauração: {}',
  'the counts now are unknown: {}': 'não foi possível contar agora: {}',
  'the database server restarted or its statistics were reset after the restore point':
    'o servidor do banco reiniciou, ou as estatísticas dele foram zeradas depois do ponto de restauração',
  'writes to {} cannot be counted: {}': 'não é possível contar as gravações em {}: {}',
  'writes to database {} cannot be counted: {}': 'não é possível contar as gravações no banco {}: {}',
  'writes to {} of database {} cannot be counted: {}': 'não é possível contar as gravações em {} do banco {}: {}',
  'writes to database {} could not be counted at the restore point: {}':
    'não foi possível contar as gravações no banco {} no ponto de restauração: {}',
  'table {} is not the one counted at the restore point': 'a tabela {} não é a que foi contada no ponto de restauração',
  'table {} was truncated or rewritten after the restore point':
    'a tabela {} foi truncada ou reescrita depois do ponto de restauração',
  'table {} lost a partition after the restore point': 'a tabela {} perdeu uma partição depois do ponto de restauração',
  'database {} is gone since the restore point': 'o banco {} deixou de existir depois do ponto de restauração',
  'the statistics of database {} were reset after the restore point':
    'as estatísticas do banco {} foram zeradas depois do ponto de restauração',
  'of database {}, {} table(s) are gone and {} were truncated or rewritten since the restore point':
    'no banco {}, {} tabela(s) deixaram de existir e {} foram truncadas ou reescritas desde o ponto de restauração',
  'the counters of table {} went backwards': 'os contadores da tabela {} andaram para trás',
  'the counters of database {} went backwards': 'os contadores do banco {} andaram para trás',
  'they were made by an older version of the control plane, at {}':
    'a contagem foi feita por uma versão mais antiga do control plane, em {}',
  'no restore point was recorded': 'nenhum ponto de restauração foi registrado',
  'no release': 'nenhuma liberação',
  'a database that was kept is compared with nothing': 'um banco que foi guardado não é comparado com nada',
  'the writes of the restored database were not counted at first':
    'as gravações do banco restaurado não foram contadas no início',
  'the restored database was not counted before users came to it':
    'o banco restaurado não foi contado antes de os usuários voltarem',
  'there was no time left to ask it': 'não sobrou tempo para consultá-lo',
  'not counted': 'não foram contadas',
  'it is down': 'ele está fora do ar',

  'No connection to the database {} at {}:{}: {}': 'Sem conexão com o banco {} em {}:{}: {}',
  'No connection to the database {} at {}:{}': 'Sem conexão com o banco {} em {}:{}',
  'No connection to the database at {}:{} with the secret {}': 'Sem conexão com o banco em {}:{} com o segredo {}',
  '{}, neither with its previous version': '{}, nem com a versão anterior dele',
  'The database at {}:{} did not answer': 'O banco em {}:{} não respondeu',
  'its sessions: {}': 'as sessões dele: {}',
  'pg_cron: the job {} of {} in {} may still run': 'pg_cron: o job {}, da role {}, no banco {}, ainda pode rodar',
  'pg_cron: {} more jobs may still run': 'pg_cron: outros {} jobs ainda podem rodar',
  'pg_cron: its jobs in {} could not be read: {}': 'pg_cron: não foi possível ler os jobs no banco {}: {}',
  'pg_cron: jobs of other roles are not shown to {}': 'pg_cron: a role {} não vê os jobs de outras roles',
  '{}: {} may still connect': '{}: {} ainda pode se conectar',
  'the last {} sessions of {} on {} to end (somebody connects again)':
    'as últimas {} sessões de {} em {} terminarem (alguém está se conectando de novo)',
  'Whether sessions are left is unknown: {}': 'Não se sabe se restam sessões: {}',
  'RDS does not know the replaced database {}.': 'O RDS não conhece o banco substituído {}.',
  'RDS has no instance {} with an address': 'O RDS não tem a instância {} com um endereço',
  "The pointer {} is a SecureString; expected a String: a database's host is no secret. Make it a String, or keep it in a field of a secret":
    'O ponteiro {} é uma SecureString; o esperado é uma String: o host de um banco não é segredo. Troquem-no por uma String, ou guardem-no num campo de um segredo',
  'The secret {} was rotated {} times while its field "{}" was written; expected nobody else to write it now. Look at its rotation, then redrive':
    'O segredo {} foi rotacionado {} vezes enquanto o campo "{}" era gravado; agora ninguém mais deveria gravá-lo. Verifiquem a rotação e retomem a execução (redrive)',
  'The pointer holds "{}"; expected "{}" (as this rollback found it) or "{}". Somebody else changed it, and it was not undone. Put it right, then redrive.':
    'O ponteiro contém "{}"; o esperado é "{}" (como este rollback o encontrou) ou "{}". Outra pessoa o mudou, e isso não foi desfeito. Corrijam-no e retomem a execução (redrive).',
  'The pointer was written as "{}" and reads "{}". No task was started. Look at who else writes it, then redrive.':
    'O ponteiro foi gravado como "{}" e a leitura traz "{}". Nenhuma tarefa foi iniciada. Vejam quem mais o grava e retomem a execução (redrive).',
  'The pointer could not be compared: {}': 'Não foi possível comparar o ponteiro: {}',
  'The stack behind it could not be asked for: {}': 'Não foi possível consultar a stack que o criou: {}',

  'role "{}" is a superuser; expected one that may only read. Give database.connect.readSecret another role':
    'a role "{}" é superusuária; o esperado é uma que só possa ler. Indiquem outra role em database.connect.readSecret',
  'role "{}" may become "{}", a superuser; expected no such membership. {}':
    'a role "{}" pode se tornar "{}", superusuária; ela não deveria ser membro dela. {}',
  'role "{}" is a member of {}, by which it may do more than read; expected none but {}. {}':
    'a role "{}" é membro de {}, e por isso pode fazer mais do que ler; só são esperadas {}. {}',
  'sentinel "{}" cannot be asked by role "{}": {}; expected it to be. Grant what is missing, or correct database.sentinels':
    'a role "{2}" não consegue fazer a verificação "{1}": {3}; deveria conseguir. Concedam o que falta, ou corrijam database.sentinels',
  'Give database.connect.readSecret a role of its own': 'Indiquem em database.connect.readSecret uma role só para isso',
  'role "{}" of database.connect.secret may not end sessions of {}; expected it to, as a rollback ends them. GRANT pg_signal_backend TO {}':
    'a role "{}" de database.connect.secret não pode encerrar sessões de {}; deveria poder, porque um rollback as encerra. GRANT pg_signal_backend TO {}',
  'role "{}" of database.connect.secret does not own the database "{}"; expected its owner, who alone may close a replaced one. Put the owner\'s login into that secret':
    'a role "{}" de database.connect.secret não é dona do banco "{}"; o esperado é a dona, a única que pode fechar um banco substituído. Coloquem nesse segredo o login da dona',
  'Role "{}" of database.connect.secret may not set the password of "{}": where that is rotated between a restore point and a rollback, a person sets it on the restored instance. GRANT {} TO {} WITH ADMIN OPTION':
    'A role "{}" de database.connect.secret não pode definir a senha de "{}": se ela for trocada entre um ponto de restauração e um rollback, uma pessoa a define na instância restaurada. GRANT {} TO {} WITH ADMIN OPTION',
  '{}; expected the role of database.connect.secret to log in':
    '{}; a role de database.connect.secret deveria conseguir entrar',
  'make roles (CREATEROLE)': 'criar roles (CREATEROLE)',
  'make databases (CREATEDB)': 'criar bancos (CREATEDB)',
  'replicate (REPLICATION)': 'replicar (REPLICATION)',
  'make roles (CREATEROLE) and make databases (CREATEDB)': 'criar roles (CREATEROLE) e bancos (CREATEDB)',
  'make roles (CREATEROLE) and replicate (REPLICATION)': 'criar roles (CREATEROLE) e replicar (REPLICATION)',
  'make databases (CREATEDB) and replicate (REPLICATION)': 'criar bancos (CREATEDB) e replicar (REPLICATION)',
  'make roles (CREATEROLE) and make databases (CREATEDB) and replicate (REPLICATION)':
    'criar roles (CREATEROLE) e bancos (CREATEDB), e replicar (REPLICATION)',
  '"{}", which role "{}" may become, may {}; expected it to only read. {}':
    '"{}", que a role "{}" pode assumir, pode {}; deveria apenas ler. {}',
  'role "{}" may {}; expected it to only read. {}': 'a role "{}" pode {}; deveria apenas ler. {}',
  '"{}", which role "{}" may become, owns {} object(s), which an owner may change and drop; expected it to own none. {}':
    '"{}", que a role "{}" pode assumir, é dona de {} objeto(s), que uma dona pode alterar e apagar; não deveria ser dona de nenhum. {}',
  'role "{}" owns {} object(s), which an owner may change and drop; expected it to own none. {}':
    'a role "{}" é dona de {} objeto(s), que uma dona pode alterar e apagar; não deveria ser dona de nenhum. {}',
  'role "{}" has {} on {}; expected nothing but reading. {}': 'a role "{}" tem {} em {}; deveria apenas ler. {}',
  'table "{}" is not found by role "{}"; expected it to exist, in a schema the role may use. GRANT USAGE ON its SCHEMA, or name the table with its schema in database.tables':
    'a role "{2}" não encontra a tabela "{1}"; ela deveria existir, num schema que a role possa usar. Executem GRANT USAGE no SCHEMA dela, ou indiquem a tabela com o schema em database.tables',
  'role "{}" may not read table "{}"; expected it to. {}': 'a role "{}" não pode ler a tabela "{}"; deveria poder. {}',
  'row-level security hides rows of table "{}" from role "{}", which would count and prove too few; expected it to see all. {}':
    'a segurança por linha (RLS) esconde linhas da tabela "{}" da role "{}", que contaria e comprovaria linhas de menos; ela deveria ver todas. {}',
  '{}; expected the role of database.connect.readSecret to log in. Create it, or correct the secret (README, "A role that can only read")':
    '{}; a role de database.connect.readSecret deveria conseguir entrar. Criem-na, ou corrijam o segredo (README, "A role that can only read")',
};
