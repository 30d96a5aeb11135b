import type { LostWrites } from '../model/writes.ts';
import { counted } from './counted.ts';

type Counted = Extract<LostWrites, { known: true }>;

/** What was looked at, behind a number of lost writes: "none" alone would speak of what nobody looked at. */
export const LOOKED_AT = {
  en: ({ databases, except, gone }: Counted): string =>
    databases.length === 0
      ? 'by the fence: nobody could write, and the counters say nothing else'
      : `in all tables of ${databases.join(', ')}${except.length > 0 ? ` but ${except.join(', ')}` : ''}${gone > 0 ? `; ${counted(gone, 'more row was of a temporary table, or of a table that came and went', 'more rows were of temporary tables, or of tables that came and went')}` : ''}`,
  'pt-BR': ({ databases, except, gone }: Counted): string =>
    databases.length === 0
      ? 'porque ninguém podia gravar enquanto a aplicação estava isolada; os contadores não indicam outra coisa'
      : `em todas as tabelas de ${databases.join(', ')}${except.length > 0 ? `, fora ${except.join(', ')}` : ''}${gone > 0 ? (gone === 1 ? '; outra linha era de uma tabela temporária ou que já não existe' : `; outras ${gone} linhas eram de tabelas temporárias ou que já não existem`) : ''}`,
} as const;
