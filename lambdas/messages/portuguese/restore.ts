import type { Texts } from './texts.ts';

/** Of restore points, the restored database and its proof. */
export const RESTORE: Texts = {
  'RDS to take a snapshot of {}': 'o RDS fazer um snapshot de {}',
  '{} snapshots for {} exist and none can be used; look at them in RDS (tag knowngood:work = {}).':
    'Existem {} snapshots de {} e nenhum pode ser usado; vejam-nos no RDS (tag knowngood:work = {}).',
  'A snapshot named {} exists and is not of {} (instance {}); expected that name to be free. Rename or keep it elsewhere, then redrive.':
    'Já existe um snapshot chamado {}, e não é de {} (instância {}); esse nome deveria estar livre. Mudem o nome dele e retomem a execução (redrive).',
  'The snapshot {} is {}; expected available. Look at its events in RDS; redriving asks for another.':
    'O snapshot {} está {}; o esperado é available. Vejam os eventos dele no RDS; retomar a execução (redrive) pede outro.',
  'the snapshot {} ({}, {}%)': 'o snapshot {} ({}, {}%)',
  '{} instances restored for {} exist and none can be used; look at them in RDS (tag knowngood:work = {}).':
    'Existem {} instâncias restauradas para {} e nenhuma pode ser usada; vejam-nas no RDS (tag knowngood:work = {}).',
  'Nobody can return to it: {}.': 'Não é possível voltar a ele: {}.',
  'An instance named {} exists and was not restored for {}; expected that name to be free. Rename it, then redrive.':
    'Já existe uma instância chamada {}, que não foi restaurada para {}; esse nome deveria estar livre. Mudem o nome dela e retomem a execução (redrive).',
  'the restored instance {} ({})': 'a instância restaurada {} ({})',
  'still recovering': 'ainda em recuperação',
  'not visible yet': 'ainda não visível',
  '{} ({}) and its safety snapshot ({}) to settle': '{} ({}) e o snapshot de segurança ({}) estabilizarem',

  'it is of the restore point {}; expected {}': 'ele é do ponto de restauração {}; o esperado é {}',
  'it did not come about: {}': 'ele não ficou pronto: {}',
  'it is not proven yet; it is being restored since {}': 'ele ainda não está comprovado; está em restauração desde {}',
  'it is not proven': 'ele não está comprovado',
  'RDS has no such instance any more': 'o RDS não tem mais essa instância',
  'the instance is {}; expected {}, which was proven': 'a instância é {}; o esperado é {}, que foi comprovada',
  'the instance is of the restore point {}; expected {}': 'a instância é do ponto de restauração {}; o esperado é {}',
  'its tag knowngood:purpose is {} (knowngood:work {}); expected standby':
    'a tag knowngood:purpose dele é {} (knowngood:work {}); o esperado é standby',
  'its tag knowngood:purpose is {} (knowngood:work {}); expected that of this rollback':
    'a tag knowngood:purpose dele é {} (knowngood:work {}); o esperado é a deste rollback',
  'the instance is {}; expected available': 'a instância está {}; o esperado é available',
  'the application has {} sessions on it; expected none before the pointer names it':
    'a aplicação tem {} sessões nele; o esperado é nenhuma antes de o ponteiro o indicar',
  'whether anybody has written to it since it was proven is unknown: {}':
    'não se sabe se alguém gravou nele depois de comprovado: {}',
  '{} rows were written to it since it was proven; expected none':
    '{} linhas foram gravadas nele depois de comprovado; o esperado é nenhuma',
  'settings of the live database were changed since it was restored: {}':
    'configurações do banco em uso mudaram desde a restauração dele: {}',
  'setting {} is {}, and was {}': 'a configuração {} é {}, e era {}',
  'the environment is {} by now; expected open. It is looked at again tomorrow':
    'o ambiente agora está {}; o esperado é open. Amanhã a verificação tenta de novo',
  'the rollback had begun to restore {}': 'o rollback já tinha começado a restaurar {}',
  'An instance named {} exists and is not the standby of {}; expected that name to be free.':
    'Já existe uma instância chamada {}, que não é o banco de prontidão de {}; esse nome deveria estar livre.',
  'Nothing of the standby was compared with its restore point ({}); expected a sentinel or a table to be.':
    'Nada do banco de prontidão foi comparado com o ponto de restauração ({}); deveria ter sido comparada uma verificação ou uma tabela.',

  'point in time {}': 'instante {}',
  'point in time': 'instante',
  "the {}'s engine is {}; expected postgres": 'o mecanismo é {2}; o esperado é postgres ({1})',
  "the {}'s engine version is {}; expected {}": 'a versão do PostgreSQL é {2}; o esperado é {3} ({1})',
  "the {}'s encryption is {}; expected {}, as its source":
    'a criptografia é {2}; o esperado é {3}, como na origem ({1})',
  "the {}'s key is {}; expected {}": 'a chave é {2}; o esperado é {3} ({1})',
  'the {} is {} hours old; expected at most {}':
    'o ponto de restauração tem {2} horas; o esperado são no máximo {3} ({1})',
  'the snapshot {} does not exist; expected it to be kept': 'o snapshot {} não existe; deveria ter sido guardado',
  'the snapshot {} is {}; expected available': 'o snapshot {} está {}; o esperado é available',
  'the snapshot {} does not carry the tag knowngood = {}': 'o snapshot {} não tem a tag knowngood = {}',
  'the snapshot {} is of instance {}; expected {}': 'o snapshot {} é da instância {}; o esperado é {}',
  'the automated backups of instance {} hold no time to restore to; expected them to be kept, with the {}':
    'os backups automáticos da instância {} não têm nenhum instante para restaurar; deveriam estar guardados, com o {}',
  'the automated backups are of instance {}; expected {}':
    'os backups automáticos são da instância {}; o esperado é {}',
  'the {} is before the first that can be restored, {}': 'o {} é anterior ao primeiro que se pode restaurar, {}',
  'the {} is after the last that can be restored, {}; expected the log to be shipped within {} minutes':
    'o {} é posterior ao último que se pode restaurar, {}; o log deveria ter sido enviado em até {} minutos',
  'the quarantined database {} is not there any more; expected it to be kept until you have returned to it':
    'o banco em quarentena {} não existe mais; deveria ter sido guardado até a volta a ele',
  'the instance {} is {}; expected {}, which the rollback has quarantined':
    'a instância {} é {}; o esperado é {}, que o rollback pôs em quarentena',
  'the quarantined database {} is {}; expected an instance that accepts connections. Start it, then ask again':
    'o banco em quarentena {} está {}; o esperado é uma instância que aceite conexões. Iniciem-na e peçam de novo',
  'automated backups of the live database "{}" are off (BackupRetentionPeriod 0): {}':
    'os backups automáticos do banco em uso "{}" estão desligados (BackupRetentionPeriod 0): {}',
  'automated backups of the live database "{}" are off (BackupRetentionPeriod 0)':
    'os backups automáticos do banco em uso "{}" estão desligados (BackupRetentionPeriod 0)',
  'the automated backups of the live database "{}" hold no time to restore to yet':
    'os backups automáticos do banco em uso "{}" ainda não têm nenhum instante para restaurar',
  '{}: the release makes a snapshot instead of recording a point in time':
    '{}: a liberação faz um snapshot em vez de registrar um instante',
  '{}, and RDS makes no snapshot now: the release records no restore point, and a rollback of it cannot take the database back':
    '{}, e o RDS não faz snapshot agora: a liberação não registra ponto de restauração, e um rollback dela não tem como voltar o banco',

  'The quarantine of the database at {}:{} could not be lifted: {}. Nothing was switched to it; maintenance mode stays on. Lift it by hand (its comment says who could connect), then redrive.':
    'Não foi possível tirar da quarentena o banco em {}:{}: {}. Nada passou a usá-lo; o modo de manutenção continua ligado. Tirem-no da quarentena à mão (o comentário do banco diz quem podia se conectar) e retomem a execução (redrive).',
  'it has characters beyond ASCII, which clients prepare in different ways':
    'ela tem caracteres fora do ASCII, que cada cliente trata de um jeito',
  'The sentinel "{}" cannot be asked: {}. Nothing was switched to the restored database.':
    'Não foi possível fazer a verificação "{}": {}. Nada passou a usar o banco restaurado.',
  'The restored database is not fit: {}. Nothing was switched to it; maintenance mode stays on. Look at the instance, then redrive, accept it as it is ("acceptProof"), or decide to keep the database.':
    'O banco restaurado não foi aprovado: {}. Nada passou a usá-lo; o modo de manutenção continua ligado. Verifiquem a instância e retomem a execução (redrive), aceitem o banco como está ("acceptProof"), ou decidam manter o banco atual.',
  'it serves already, proven before: rows are not compared':
    'ele já está em uso e foi comprovado antes: as linhas não são comparadas',
  'the restored database to answer ({})': 'o banco restaurado responder ({})',
  'table {} does not exist in the restored database': 'a tabela {} não existe no banco restaurado',
  "the application's role {} logs in": 'a role {} da aplicação consegue entrar',
  "the application's role {} logs in, after its password was set from its secret: it had been rotated since the restore point":
    'a role {} da aplicação consegue entrar, depois de a senha ser atualizada pelo segredo: ela tinha sido trocada desde o ponto de restauração',
  "the application's role {} cannot log in with the secret {} ({}); expected it to. On the restored instance, as its owner: {}":
    'a role {} da aplicação não consegue entrar com o segredo {} ({}); deveria conseguir. Na instância restaurada, como dona: {}',
  "the application's role {} cannot log in with the secret {} ({}); its password could not be set ({}); expected it to. On the restored instance, as its owner: {}":
    'a role {} da aplicação não consegue entrar com o segredo {} ({}); a senha não pôde ser atualizada ({}); deveria conseguir. Na instância restaurada, como dona: {}',
  "ALTER ROLE {} PASSWORD with the secret's current one": 'ALTER ROLE {} PASSWORD com a senha atual do segredo',
  'sentinel "{}": {}': 'verificação "{}": {}',
  'sentinel "{}" did not answer in time': 'a verificação "{}" não respondeu a tempo',
  'sentinel "{}" answers "{}"; expected {}': 'a verificação "{}" respondeu "{}"; o esperado é {}',
  'at least {}': 'no mínimo {}',
  'table {}: its rows at the restore point are unknown, unproven':
    'tabela {}: não se sabe quantas linhas havia no ponto de restauração; não comprovada',
  'table {}: its rows were not counted in time': 'tabela {}: as linhas não foram contadas a tempo',
  'table {}: 1 row': 'tabela {}: 1 linha',
  'table {}: {} rows': 'tabela {}: {} linhas',
  'table {} has {} rows; expected {} to {}': 'a tabela {} tem {} linhas; o esperado é de {} a {}',
  'table {} has {} rows; expected {}': 'a tabela {} tem {} linhas; o esperado é {}',
};
