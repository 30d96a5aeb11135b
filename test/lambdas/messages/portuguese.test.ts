import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { describe, expect, it } from 'vitest';
import { parseAst } from 'vitest/node';
import { inPortuguese, quotedOrInPortuguese, TEXTS } from '../../../lambdas/messages/portuguese/translate.ts';

const root = new URL('../../../', import.meta.url);

/** Files whose texts no person reads, and why. */
const UNREAD: Readonly<Record<string, string>> = {
  'lambdas/database/fields.ts': 'why a field of RDS is sorted so: a table for developers',
  'lambdas/database/request-parameters.ts': 'the same of parameters',
  'lambdas/database/lost-row-export.ts': 'of the export at the terminal',
  'lambdas/database/lost-row-place.ts': 'the same',
  'lambdas/database/lost-row-text.ts': 'SQL',
  'lambdas/database/lost-rows.ts': 'SQL',
  'lambdas/database/quarantine.ts': 'SQL; "may still connect" is in the list',
  'lambdas/database/inspect-read-role/look.ts': 'SQL',
  'lambdas/database/inspect-read-role/warnings.ts': 'has its own words in both languages',
  'lambdas/database/let-application-in/verifier.ts': 'names of SCRAM',
  'lambdas/model/state-names.ts': 'names of states, as the console of AWS shows them',
  'lambdas/people/document/as-page.ts': 'HTML',
  'lambdas/people/document/figures.ts': 'SVG',
  'lambdas/people/document/rate-figure.ts': 'SVG',
  'lambdas/people/publish.ts': 'chat that was not reached: in the log',
  'lambdas/people/escalate/decide.ts': 'why nobody is told: in the log',
  'lambdas/people/write-post-mortem/en.ts': 'has its own words in both languages',
  'lambdas/people/write-post-mortem/pt-br.ts': 'the same',
  'lambdas/people/write-post-mortem/measures.ts': 'has its own words in both languages',
  'lambdas/people/write-post-mortem/evidence.ts': 'what could not be asked: in the log',
  'lambdas/people/write-post-mortem/handler.ts': 'what users got: in the log',
  'lambdas/people/write-change-record/draft.ts': 'has its own words in both languages',
  'lambdas/environment/guard-removal/blocking.ts': 'in the events of CloudFormation',
  'lambdas/environment/guard-removal/handler.ts': 'in the events of CloudFormation',
  'lambdas/environment/publish-running/facts.ts': 'in the log: no message tells of it',
  'lambdas/environment/publish-running/handler.ts': 'in the log: no message tells of it',
  'lambdas/environment/look.ts': 'names of looks, put over as "{} could not be looked at"',
};

/** Texts for machines: SQL, expressions, keys of idempotency and of what was told. */
const FOR_MACHINES =
  /\b(SELECT|CREATE|ALTER|GRANT|REVOKE|SAVEPOINT|RELEASE|BEGIN|FETCH|EXPLAIN|SHOW|COMMENT|SET) |#\w+ |begins_with|^(create-snapshot|switch-service|unfinished|news|frozen|maintenance-left-on|schedules-paused|pointer-moved-back|quarantine-moving|service-changed|rule-changed) |^new RegExp|^CloudWatch Alarm State Change$|^(AWSCURRENT|to ALARM|role of)/;

/** Parts and examples, which stand inside other texts or are shown as they were typed. */
const PARTS: ReadonlySet<string> = new Set([
  ...['Checked by hand: dashboards are fine', 'Sprint 18: NPS filters', 'Dashboards answer 500 since 14:10'],
  ...['The switch of automation', 'Load test of the surveys until then: its alarms are expected'],
  ...['<restore or keep>', '{} is {}; {}', '{} is {}; expected {}', '{} is missing', '{} ({}) and {}'],
]);

interface Node {
  readonly type: string;
  readonly [member: string]: unknown;
}

/** Every text of a file that reads like a sentence, values as `{}`. */
function textsOf(file: string): string[] {
  const found: string[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const one of node) walk(one);
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    const { type, value, quasis, source } = node as Node;
    if (type === 'ImportDeclaration' || (type === 'ExportNamedDeclaration' && source !== null)) return;
    const text =
      type === 'TemplateLiteral'
        ? (quasis as { value: { cooked: string } }[]).map((one) => one.value.cooked).join('{}')
        : type === 'Literal' && typeof value === 'string'
          ? value
          : '';
    if (/[a-z]{2,} [a-z]{2,}/i.test(text.replaceAll('{}', ''))) found.push(text.trim());
    for (const member of Object.values(node)) walk(member);
  };
  walk(parseAst(stripTypeScriptTypes(readFileSync(new URL(file, root), 'utf8'))));
  return found;
}

const files = readdirSync(new URL('lambdas', root), { recursive: true })
  .map((file) => `lambdas/${String(file)}`)
  .filter((file) => file.endsWith('.ts') && !file.startsWith('lambdas/messages/') && !(file in UNREAD));

/** The literal parts of a text, which its entry has, in that order, whatever stands around them. A text may hold another. */
const covered = (text: string): boolean => {
  const [outer = '', ...inner] = text.split(', nothing was touched: ');
  if (inner.length > 0 && inner[0] !== '{}.')
    return known(`${outer}, nothing was touched: {}`) && inner.every((one) => covered(one.replace(/\.$/, '')));
  return known(text.replace(/^(expected |"database" is "forward", and )/, ''));
};
const known = (text: string): boolean => {
  const parts = text.split('{}').map((part) => part.trim());
  return Object.keys(TEXTS).some((english) => {
    let from = 0;
    return parts.every((part) => {
      const at = english.indexOf(part, from);
      from = at + part.length;
      return at >= 0;
    });
  });
};

describe('texts of the steps', () => {
  it.each(files)('%s says everything in Portuguese too', (file) => {
    const missing = textsOf(file).filter((text) => !FOR_MACHINES.test(text) && !PARTS.has(text) && !covered(text));
    expect(missing).toEqual([]);
  });

  it('are found by the scan', () => {
    expect(files.flatMap(textsOf).length).toBeGreaterThan(300);
    expect(covered('a text that nobody has put over')).toBe(false);
  });

  it.each(Object.entries(TEXTS))('%s', (english, portuguese) => {
    const holes = english.split('{}').length - 1;
    const places = [...portuguese.matchAll(/\{(\d*)\}/g)].map(([, place], n) => (place === '' ? n + 1 : Number(place)));
    expect([...new Set(places)].sort()).toEqual(Array.from({ length: holes }, (_, n) => n + 1));
  });
});

describe('a text is put over', () => {
  it.each([
    // With the values of another text in it, however deep.
    [
      'the counts now are unknown: No connection to the database at db.example:5432 with the secret arn:s: connect ECONNREFUSED',
      'não foi possível contar agora: Sem conexão com o banco em db.example:5432 com o segredo arn:s: connect ECONNREFUSED',
    ],
    // One by one, though each has the sign that stands between them.
    [
      'The release was refused, nothing was touched: alarm "a" does not exist; expected every configured alarm to. Deploy it or remove it from the configuration; alarm "b" does not exist; expected every configured alarm to. Deploy it or remove it from the configuration.',
      'A liberação foi recusada; nada foi alterado: o alarme "a" não existe; todos os alarmes configurados deveriam existir. Criem-no, ou tirem-no da configuração; o alarme "b" não existe; todos os alarmes configurados deveriam existir. Criem-no, ou tirem-no da configuração.',
    ],
    [
      'Deployment failed: service "web" to td:2 (the deployment failed, last event: (service web) has stopped 1 tasks, again.); service "api" to td:7 (3 of its tasks failed one after the other, and no circuit breaker ends it, last event: none). Mend the cause, then redrive: what failed is deployed again.',
      'A implantação falhou: serviço "web" para td:2 (a implantação falhou, último evento: «(service web) has stopped 1 tasks, again.»); serviço "api" para td:7 (3 tarefas falharam uma após a outra, e não há circuit breaker que a encerre, último evento: «none»). Corrijam a causa e retomem a execução (redrive): o que falhou é implantado de novo.',
    ],
    [
      'Waited 31 min for service "web" to be steady on td:2 (1 of 2 tasks run, deployments: 1, last event: none); service "api" to be steady on td:7 (the service is not visible, last event: none); at most 30 min were expected. Fix the cause, then redrive this execution.',
      'A espera já dura 31 min: o serviço "web" estabilizar em td:2 (1 de 2 tarefas em execução, implantações: 1, último evento: «none»); o serviço "api" estabilizar em td:7 (o serviço não está visível, último evento: «none»); o esperado são no máximo 30 min. Corrijam a causa e retomem esta execução (redrive).',
    ],
    ['table answers: 12 rows', 'tabela answers: 12 linhas'],
    // None of ours.
    ['web', 'web'],
    ['AccessDenied: User is not authorized', 'AccessDenied: User is not authorized'],
    ['open', 'open'],
  ])('%s', (english, portuguese) => expect(inPortuguese(english)).toBe(portuguese));

  it('and what is none of ours is quoted, where it is a sentence', () => {
    expect(quotedOrInPortuguese('User is not authorized')).toBe('“User is not authorized”');
    expect(quotedOrInPortuguese('ECONNREFUSED')).toBe('ECONNREFUSED');
    expect(quotedOrInPortuguese('Nothing was migrated.')).toBe('Nada foi migrado.');
  });

  it('quickly, whatever it is', () => {
    const began = performance.now();
    inPortuguese('table ; is , expected '.repeat(100));
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
