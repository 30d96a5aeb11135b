/**
 * SQL for the oid of the table that a name means, as SQL writes names; null: there is none. Unlike `to_regclass` it asks for
 * no right on the schema: a role that may not use it must be told so, and not fail.
 */
export const tableOid = (name: string): string =>
  `CASE WHEN cardinality(parse_ident(${name})) = 1 THEN to_regclass(${name})::oid
        ELSE (SELECT of_name.oid FROM pg_class of_name JOIN pg_namespace of_schema ON of_schema.oid = of_name.relnamespace
               WHERE of_schema.nspname = (parse_ident(${name}))[1] AND of_name.relname = (parse_ident(${name}))[2]) END`;
