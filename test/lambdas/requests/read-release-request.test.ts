import '../stub/before-handlers.ts';
import { describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/requests/read-release-request/contract.ts';
import { handler } from '../../../lambdas/requests/read-release-request/handler.ts';
import { NOW, SERVICES } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { REGISTRY } from '../stub/definitions.ts';
import { told } from '../stub/told.ts';

const input = (request: unknown): Input => ({
  request,
  executionName: 'sprint-18',
  startedAt: NOW,
  services: SERVICES,
  functionalities: ['surveys'],
  alarms: ['5xx'],
  registry: REGISTRY,
  branch: null,
  migrationService: 'web',
});

describe('read-release-request', () => {
  it('answers with a release', async () => {
    expect(await handler(input({ version: '2.4.0', reason: 'Sprint 18', migration: 'breaking' }))).toMatchObject({
      release: { id: '20261124141000-sprint18', version: '2.4.0', fenced: true },
      confirmation: null,
    });
  });

  it('answers with a confirmation', async () => {
    const confirmation = { confirm: '2.4.0', reason: 'Looked', requestedBy: null };
    expect(await handler(input({ confirm: '2.4.0', reason: 'Looked' }))).toEqual({ release: null, confirmation });
  });

  it('refuses a wrong one, and asks AWS for nothing: RequestRefused', async () => {
    await expect(handler(input({ version: '2.4.0' }))).rejects.toMatchObject(
      told('RequestRefused', /^The release was refused, nothing was touched: "reason" is missing\. A correct example/),
    );
    expect(aws.calls).toEqual([]);
  });
});
