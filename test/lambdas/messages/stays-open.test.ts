import { describe, expect, it } from 'vitest';
import { render } from '../../../lambdas/messages/render.ts';
import type { Message } from '../../../lambdas/model/message.ts';
import { lossOf } from '../writes.ts';
import { messages, voice } from './samples.ts';

const frozen = messages.find(({ kind }) => kind === 'frozen') as Extract<Message, { kind: 'frozen' }>;
const told = (message: Message, language: 'en' | 'pt-BR' = 'en') => render(message, { ...voice, language });
const open = (change: Partial<typeof frozen> = {}) => told({ ...frozen, missing: [], open: true, ...change }).body;
const inputs = (body: string) =>
  [...body.matchAll(/^ {2}(\{.*\})$/gm)].map(([, json]) => JSON.parse(json ?? '') as Record<string, unknown>);

describe('an environment that is frozen, and open', () => {
  it('is told as that: no page is claimed, and none is kept', () => {
    expect(open()).toContain('The environment is frozen, and open: users stay on version 2');
    expect(open()).not.toMatch(/keep the maintenance page|see the maintenance page/);
    expect(open()).toContain('REOPEN: version 2 stays open, as it is');
    expect(open()).not.toMatch(/comes back|serves again/);
  });

  it('says that writes go on, and accepts as many again as were counted', () => {
    const body = open({ lost: lossOf({ answers: { inserted: 60, updated: 0, deleted: 0 } }, 60) });
    expect(body).toContain('accepts the loss of up to 120, twice what was counted; beyond that you are asked again');
    expect(inputs(body)[0]).toMatchObject({ database: 'restore', acceptLostWrites: 120 });
    const unknown = open({ lost: { known: false, why: 'not counted' } });
    expect(inputs(unknown)[0]).toMatchObject({ acceptLostWrites: 'unknown' });
    expect(unknown).toContain('accepts any number of lost writes');
  });

  it('behind the page no write is added, and as many are accepted as were counted', () => {
    const body = told({ ...frozen, lost: lossOf({}, 60) }).body;
    expect(inputs(body)[0]).toMatchObject({ acceptLostWrites: 60 });
    expect(body).not.toContain('write on');
  });

  it('says of each way back whether users get the page', () => {
    expect(open()).toMatch(/KEEP:.*Users stay in while the services go back/s);
    expect(open({ pageForServicesOnly: true })).toMatch(/KEEP:.*Users get the maintenance page until/s);
    expect(open()).toMatch(/RESTORE:.*Users get the maintenance page until the checks have passed.*KEEP:/s);
  });

  it.each([
    [true, 'is open again', 'opened the application again as it was'],
    [false, 'stays open', 'decided that the application stays open as it is'],
  ])('the teams hear what a decision to reopen did: closed before %s', (closed, subject, line) => {
    const message = { kind: 'reopened', closed, version: '2', reason: 'r', outage: null } as const;
    expect(told(message).subject).toContain(`Version 2 ${subject}`);
    expect(told(message).body).toContain(line);
  });

  it('the teams and the watchdog claim no page', () => {
    const announced = { kind: 'freeze-announced', open: true, criterion: 'availability', version: '2' } as const;
    expect(told(announced).body).toContain('the application stays open, as it is');
    const found = { kind: 'frozen', incident: 'i', since: '2026-11-24T17:30:00.000Z', open: true } as const;
    for (const message of [announced, { kind: 'watchdog', findings: [found] } as const]) {
      expect(told(message).body).not.toContain('maintenance page');
      expect(told(message, 'pt-BR').body).not.toContain('página de manutenção');
    }
  });
});
