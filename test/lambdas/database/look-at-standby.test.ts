import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/database/look-at-standby/contract.ts';
import { handler } from '../../../lambdas/database/look-at-standby/handler.ts';
import type { StandbyRecord } from '../../../lambdas/model/standby.ts';
import { NOW, release, restorePoint } from '../records.ts';
import { Database, READER } from '../stub/database.ts';
import { ledger } from '../stub/ledger.ts';
import { Databases, liveInstance } from '../stub/rds.ts';
import { parameters } from '../stub/stored.ts';
import { order, STANDBY, standbyInstance, standbyRecord } from './standby.ts';

const database = new Database();
/** It runs from the first test on. */
const at = () => ({ host: database.host, port: database.port });
const proof = (): NonNullable<StandbyRecord['proof']> => ({
  ...(standbyRecord().proof as NonNullable<StandbyRecord['proof']>),
  ...at(),
});
const input: Input = {
  ...{ now: NOW, work: 'b1', release: 'r1', restorePoint, live: order.live, settings: order.settings },
  ...{ connection: READER, scope: { tables: ['answers'], except: { tables: [], databases: [] } } },
  ...{ applicationRoles: ['survey_app'], pointer: { parameter: '/survey/database/host', format: 'host' } },
};
const prepare = async (change: Partial<StandbyRecord> = {}, pointer = 'survey.rds') => {
  database.playLogins();
  parameters(new Map([['/survey/database/host', pointer]]));
  new Databases([
    liveInstance(),
    standbyInstance({ Endpoint: { Address: database.host, Port: database.port } }),
  ]).play();
  await ledger.put('release#r1', { ...release({ id: 'r1' }), standby: standbyRecord({ proof: proof(), ...change }) });
};
beforeEach(() => prepare());

describe('look-at-standby', () => {
  it('knows none where the release has none', async () => {
    await ledger.put('release#r1', { ...release({ id: 'r1' }) });
    expect(await handler(input)).toMatchObject({ use: null, proof: null });
  });

  it('uses none whose counts cannot be compared: unknown is not fit', async () => {
    expect(await handler(input)).toMatchObject({
      use: {
        instance: STANDBY,
        used: false,
        why: expect.stringMatching(/written to it since it was proven is unknown/),
      },
      proof: null,
    });
  });

  it('uses the one that the pointer names already, whatever users have written to it', async () => {
    await prepare({}, database.host);
    expect(await handler(input)).toMatchObject({
      use: { instance: STANDBY, used: true, why: null },
      proof: { resourceId: 'db-9', ...at() },
    });
  });

  it('says why it uses none', async () => {
    await prepare({ proof: null });
    expect(await handler(input)).toMatchObject({ use: { used: false, why: expect.stringMatching(/not proven yet/) } });
    await prepare();
    const scaled = { ...order.settings, instanceClass: 'db.m7g.large' };
    const gone = { ...input, live: { identifier: 'gone', resourceId: 'db-1' }, settings: scaled };
    expect(await handler(gone)).toMatchObject({
      use: { why: expect.stringMatching(/instanceClass is db\.m7g\.large/) },
    });
  });
});
