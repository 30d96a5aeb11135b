import type { Texts } from './texts.ts';

/** Of backup drills. */
export const BACKUP_DRILL: Texts = {
  'the environment is {} ({}); expected it to be open: a drill competes with no release and no rollback. It comes again by its schedule':
    'o ambiente está em {} ({}); o esperado é que esteja aberto: um exercício não disputa com liberação nem com rollback. Ele volta conforme o agendamento',
  'the backup drill {} still runs; expected one at a time':
    'o exercício de backup {} ainda está em andamento; o esperado é um de cada vez',
  'the backup drill {} began at the same moment; expected one at a time':
    'o exercício de backup {} começou no mesmo momento; o esperado é um de cada vez',
  'the pointer leads to no database of this account and Region; expected the live one':
    'o ponteiro não leva a nenhum banco desta conta e Região; o esperado é o que está em uso',
  'there is no restore point that could be restored: the ledger records none, and the automated backups of {} hold no time to restore to; expected one of them. A rollback could not take the database back either':
    'não há ponto de restauração que possa ser restaurado: o registro não tem nenhum, e os backups automáticos de {} não têm um horário para o qual restaurar; o esperado é um dos dois. Um rollback também não conseguiria voltar o banco',
  'there is no restore point that could be restored ({}), and the automated backups of {} hold no time to restore to; expected one of them. A rollback could not take the database back either':
    'não há ponto de restauração que possa ser restaurado ({}), e os backups automáticos de {} não têm um horário para o qual restaurar; o esperado é um dos dois. Um rollback também não conseguiria voltar o banco',
  'no release counted at this point in time': 'nenhuma liberação contou neste horário',
  'The rollback {} has begun; expected none while a drill restores. The drill gives way: its database {} is deleted, and nothing else is touched.':
    'O rollback {} começou; o esperado era nenhum durante a restauração de um exercício. O exercício cede o lugar: o banco {} é apagado, e nada mais é alterado.',
  'An instance named {} exists, and this drill did not make it; expected that name to be free. It is left alone.':
    'Existe uma instância {} que não foi criada por este exercício; o nome deveria estar livre. Ela fica como está.',
  'The throw-away database {} is {}; expected it to become available. A rollback would meet the same: look at its events in RDS.':
    'O banco descartável {} está em {}; o esperado era que ficasse disponível. Um rollback encontraria o mesmo problema: vejam os eventos dele no RDS.',
  'the throw-away database {} to be deleted ({})': 'o banco descartável {} ser apagado ({})',
  'The restored database is not fit: {}. Nothing uses it: it was a drill. A rollback with the database would stop here, before its switch. Restore the same restore point by hand and look at it.':
    'O banco restaurado não está apto: {}. Nada o usa: era um exercício. Um rollback com o banco pararia aqui, antes da troca. Restaurem à mão o mesmo ponto de restauração e vejam o banco.',
};
