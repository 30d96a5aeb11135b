import { expect, it } from 'vitest';
import { verifierOf } from '../../../../lambdas/database/let-application-in/verifier.ts';

const login = { username: 'app', password: 'pencil' };

it('is the one of RFC 7677’s example, and is salted anew each time', () => {
  const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');
  expect(verifierOf(login, 'scram-sha-256', salt)).toBe(
    'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
  );
  expect(verifierOf(login, 'scram-sha-256')).not.toBe(verifierOf(login, 'scram-sha-256'));
});

it('by MD5 is salted with the role', () => {
  expect(verifierOf(login, 'md5')).toMatch(/^md5[0-9a-f]{32}$/);
  expect(verifierOf(login, 'md5')).not.toBe(verifierOf({ ...login, username: 'other' }, 'md5'));
});
