import type { SecondPersonRecord } from '../../lambdas/model/second-person.ts';

const request: SecondPersonRecord = {
  id: '20261124171500-4f0c2a11',
  asked: {
    ...{ person: 'ana@example.com', at: '2026-11-24T17:15:00.000Z' },
    identity: 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_OnCall_0123456789abcdef/ana@example.com',
  },
  content: JSON.stringify({
    ...{ acceptLostWrites: 107, criterion: 'end-user-impact', database: 'restore' },
    ...{ incident: 'incident-20261124171040-6d2d4f9c', reason: 'As respostas anteriores importam mais' },
    requestedBy: 'ana@example.com',
  }),
  reason: 'As respostas anteriores importam mais',
  expiresAt: '2026-11-24T18:15:00.000Z',
};
const confirmed = {
  ...{ person: 'rui@example.com', at: '2026-11-24T17:21:00.000Z' },
  identity: 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_OnCall_0123456789abcdef/rui@example.com',
};

/** What DevOps is told of a request that needs a second person. */
export const SECOND_PERSON_MESSAGES = {
  'second-person-asked': [{ request, url: 'https://abcdefghijklmnop.lambda-url.sa-east-1.on.aws/' }],
  'second-person-confirmed': [{ request: { ...request, confirmed }, execution: `${request.id}-1764004860000` }],
  'second-person-expired': [{ request }],
};
