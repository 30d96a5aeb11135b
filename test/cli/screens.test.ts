import { describe, expect, it } from 'vitest';
import type { StatusFacts } from '../../cli/account/status-facts.ts';
import { findingLines, findingsOf } from '../../cli/screen/doctor.ts';
import { dryRunLines } from '../../cli/screen/dry-run.ts';
import { historyLines } from '../../cli/screen/history.ts';
import { maintenanceLines } from '../../cli/screen/maintenance.ts';
import { statusLines } from '../../cli/screen/status.ts';
import { subscriberLines } from '../../cli/screen/subscribers.ts';
import { wordsIn } from '../../cli/words/words.ts';
import { length } from '../../console/progress/text.ts';
import type { RollbackRecord } from '../../lambdas/model/ledger.ts';
import { later, NOW, person, release, request, rollback, status } from '../lambdas/records.ts';

const text = (lines: readonly { readonly text: string }[]): string => lines.map((line) => line.text).join('\n');

const good = release({
  ...{ id: 'r1', version: '1.1.0', outcome: 'good', startedAt: NOW, finishedAt: later(600), switched: { web: 'td:2' } },
  request: request({ requestedBy: 'Ana', reason: 'Sprint 17' }),
});

const facts = (change: Partial<StatusFacts> = {}): StatusFacts => ({
  environment: { name: 'production', partition: 'aws', region: 'sa-east-1', account: '444455556666' },
  timeZone: 'UTC',
  status: status({ holder: null }),
  holderRuns: null,
  services: [
    {
      name: 'web',
      taskDefinition: 'arn:x/td:2',
      images: { app: `1.dkr.ecr/cx/api@sha256:${'a'.repeat(64)}` },
      running: 1,
      desired: 2,
    },
  ],
  releases: [good],
  rollbacks: [],
  back: null,
  frozen: null,
  watchdog: { told: {}, counts: {} },
  automation: { rang: {} },
  alarms: [
    { configured: { name: 'rate', criterion: 'availability', action: 'rollback' }, found: { StateValue: 'OK' } },
  ],
  ...change,
});

const quarantining = (change: Partial<RollbackRecord> = {}): RollbackRecord =>
  rollback({
    ...{
      id: 'b1',
      outcome: 'done',
      startedAt: NOW,
      finishedAt: later(480),
      release: 'r1',
      restored: 'cx-kg-1',
      quarantined: 'cx',
    },
    ...change,
  });

describe.each(['en', 'pt-BR'] as const)('in %s', (language) => {
  const words = wordsIn(language);
  const en = language === 'en';

  it.each([
    [
      'open',
      facts(),
      en ? /open.*\n.*runs +1\.1\.0.*by Ana: Sprint 17/ : /aberto.*\n.*no ar +1\.1\.0.*por Ana: Sprint 17/,
    ],
    ['missing tasks', facts(), en ? /web td:2 cx\/api@a{12} 1 of 2 tasks/ : /web td:2 cx\/api@a{12} 1 de 2 tarefas/],
    ['unreadable services', facts({ services: null }), en ? /service +not readable/ : /serviço +não pode ser lido/],
    ['unreadable alarms', facts({ alarms: null }), en ? /alarms +not readable/ : /alarmes +não pode ser lido/],
    [
      'an alarm',
      facts({
        alarms: [
          {
            configured: { name: 'rate', criterion: 'availability', action: 'rollback' },
            found: { StateValue: 'ALARM' },
          },
        ],
      }),
      /rate ALARM/,
    ],
    [
      'an alarm that is not there',
      facts({ alarms: [{ configured: { name: 'rate', criterion: 'availability', action: 'rollback' } }] }),
      en ? /rate none/ : /rate nenhum/,
    ],
    [
      'a dead holder',
      facts({ status: status({ status: 'releasing' }), holderRuns: false }),
      en ? /w1: its execution ended without closing/ : /w1: a execução terminou sem concluir/,
    ],
    [
      'a page',
      facts({
        status: status({ holder: null, maintenanceSince: NOW, stopped: { web: { desiredCount: 2, suspended: null } } }),
      }),
      en
        ? /users get the page since 24 Nov 2026, 14:10 UTC\n.*stopped +web/
        : /veem a página desde 24 de nov\. de 2026, 14:10 UTC\n.*parados +web/,
    ],
    [
      'automation off',
      facts({
        automation: {
          off: {
            ...{ since: NOW, at: NOW, until: '2999-11-24T16:10:00.000Z', reason: 'Load test', by: 'Ana' },
            release: { id: 'r1', version: '1.1.0' },
          },
          rang: { rate: later(60), old: later(-60) },
        },
      }),
      en
        ? /OFF: alarms start no rollback of release 1\.1\.0 \(r1\)\n +until 24 Nov 2999, 16:10 UTC, by Ana: Load test\n +rate rang at 24 Nov 2026, 14:11 UTC, and started none\n {2}alarms/
        : /DESLIGADA: nenhum alarme inicia um rollback da liberação 1\.1\.0\s+\(r1\)\n +até 24 de nov\. de 2999, 16:10 UTC, por Ana: Load test\n +rate disparou em .* 14:11 UTC e não iniciou\s+nenhum\n/,
    ],
    [
      'automation that is on again',
      facts({
        automation: {
          off: { since: NOW, at: NOW, until: later(60), reason: 'Load test', by: 'Ana', release: null },
          rang: { rate: NOW },
        },
      }),
      en ? /automation +on: alarms start rollbacks\n {2}alarms/ : /automação +ligada: alarmes iniciam rollbacks/,
    ],
    [
      'an unobserved release',
      facts({ releases: [{ ...good, outcome: 'unobserved' }] }),
      /knowngood release --confirm r1 --reason '…'/,
    ],
    [
      'after a rollback',
      facts({ releases: [{ ...good, outcome: 'rolled-back' }], rollbacks: [quarantining()] }),
      en ? /cx is kept, quarantined by b1/ : /cx está guardado, em quarentena por b1/,
    ],
    [
      'settle',
      facts({ rollbacks: [quarantining()] }),
      en ? /settings of cx-kg-1 are not all back/ : /configurações de cx-kg-1 voltaram/,
    ],
    [
      'a finding',
      facts({ watchdog: { told: { 'maintenance-forgotten': { firstAt: NOW, times: 2 } }, counts: {} } }),
      /maintenance-forgotten/,
    ],
    ['nothing ever', facts({ releases: [] }), en ? /runs +unknown/ : /no ar +desconhecida/],
  ])('the status of %s fits 80 columns', (_name, given, expected) => {
    const lines = statusLines(given, words, 80);
    expect(text(lines)).toMatch(expected);
    expect(lines.filter((line) => length(line.text) > 80 && !line.text.startsWith('  knowngood '))).toEqual([]);
  });

  it('a settled restore owes nothing but the database it kept', () => {
    const lines = text(statusLines(facts({ rollbacks: [quarantining({ settledAt: NOW })] }), words, 80));
    expect(lines).not.toMatch(/cx-kg-1/);
  });

  it('the history has the id, whatever the width', () => {
    const lines = historyLines(
      [
        {
          kind: 'rollback',
          record: rollback({ id: 'b1', trigger: person({ incident: 'incident-b1', requestedBy: 'Bia' }) }),
        },
        { kind: 'release', record: good },
      ],
      words,
      { language, timeZone: 'UTC' },
      80,
    );
    expect(text(lines)).toMatch(
      en
        ? /b1 +decision +\S+.*Bia[\s\S]*r1 +release 1\.1\.0 +good +Ana/
        : /b1 +decisão +\S+.*Bia[\s\S]*r1 +liberação 1\.1\.0 +boa +Ana/,
    );
    expect(lines.filter((line) => length(line.text) > 80)).toEqual([]);
  });

  it.each([
    [status({ maintenanceSince: NOW }), true, words.screens.pageEnds.running],
    [status({ maintenanceSince: NOW, status: 'frozen' }), false, words.screens.pageEnds.decides],
    [status({ maintenanceSince: NOW, status: 'rolling-back' }), false, words.screens.pageEnds.left],
    [status(), false, words.screens.pageDown],
  ] as const)('maintenance tells how it ends (%#)', (given, runs, expected) => {
    const lines = maintenanceLines(given, runs, words, { language, timeZone: 'UTC' }, 200);
    expect(text(lines)).toContain(expected);
  });

  it('subscribers: who has not confirmed, and an audience without anybody', () => {
    const lines = text(
      subscriberLines(
        {
          chat: false,
          found: [
            { audience: 'devops', protocol: 'email', endpoint: 'a@x', confirmed: true },
            { audience: 'devops', protocol: 'email', endpoint: 'b@x', confirmed: false },
          ],
        },
        words,
      ),
    );
    expect(lines).toContain(`b@x  email  ${words.screens.pending}`);
    expect(lines.split('\n').at(-1)?.trim()).toBe(words.screens.nobodySubscribed);
    expect(lines).not.toContain(words.screens.chat);
  });

  it('subscribers: chat and pagers, where a topic is configured for them', () => {
    const pager = { audience: 'chat', protocol: 'https', endpoint: 'https://pager.example.com/x' } as const;
    const shown = (confirmed: boolean) =>
      text(subscriberLines({ chat: true, found: [{ ...pager, confirmed }] }, words));
    expect(shown(true)).toMatch(
      new RegExp(`${words.screens.chat}\\n +https://pager.example.com/x +https +${words.screens.confirmed}$`),
    );
    expect(shown(false)).toContain(words.screens.nobodyInChat);
  });

  it('the doctor names each thing that is in the way, and counts them', () => {
    const dry = { wouldRun: false, problems: ['no subnet; expected one'], warnings: ['old'] };
    const examined = {
      facts: facts({ alarms: [{ configured: { name: 'rate', criterion: 'availability', action: 'rollback' } }] }),
      addresses: {
        chat: true,
        found: [{ audience: 'devops', protocol: 'email', endpoint: 'b@x', confirmed: false }] as const,
      },
      ...{ release: dry, rollback: { ...dry, decision: 'nothing-to-undo' } as const },
    };
    const findings = findingsOf(examined, words);
    const bad = findings.filter(({ level }) => level === 'bad').map((finding) => finding.text);
    expect(bad).toEqual([
      `devops: ${words.screens.nobodySubscribed}`,
      `teams: ${words.screens.nobodySubscribed}`,
      words.screens.doctor.alarmMissing('rate'),
      'no subnet; expected one',
    ]);
    expect(
      text(findingLines(findings, words, 80))
        .split('\n')
        .at(-1),
    ).toBe(words.screens.doctor.ill(4));
  });

  it('a dry run says first whether it would run', () => {
    const [first] = dryRunLines({ wouldRun: true, problems: [], plan: ['switch'] }, words, 80);
    expect(first).toEqual({ text: words.screens.wouldRun, tone: 'good' });
    const lines = dryRunLines({ wouldRun: false, problems: ['p'], decision: 'freeze' }, words, 80);
    expect(text(lines)).toContain(
      `${words.screens.wouldNotRun} ${words.screens.decisions.freeze}\n${words.screens.problems}\n  - p`,
    );
  });
});
