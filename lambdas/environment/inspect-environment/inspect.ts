import type { DBInstance } from '@aws-sdk/client-rds';
import type { Input } from './contract.ts';
import { type Observation, readiness } from './readiness.ts';
import { type Asked, type Fitness, restoreProblems, type SeenOfRds } from './restore-problems.ts';

/** A table with nothing in it: what is not looked at is not judged. */
const NOTHING_SEEN: Omit<Observation, 'pointer' | 'live'> = {
  ...{ busy: null, unseen: new Map(), promoted: true, rds: undefined },
  ...{ services: new Map(), definitions: new Map(), running: new Map(), images: new Map(), stacks: new Map() },
  ...{ listeners: new Map(), alarms: new Map(), confirmed: new Map() },
};
const NOTHING_ASKED = {
  ...{ listeners: [], stacks: [], probes: [], acceptStale: [], now: '' },
  migration: { service: '', container: '' },
};

/** The judgement of a part of the table: of what else belongs to it nothing is said. */
export const findProblems = (asked: Input, seen: Partial<Observation> & Pick<Observation, 'pointer' | 'live'>) =>
  readiness({ ...NOTHING_ASKED, ...asked }, { ...NOTHING_SEEN, ...seen }).problems;

/** Where no policy restores, everything that a restore would meet is a warning. */
const NO_POLICY: Asked = { release: { migration: 'none', fenced: false }, policy: 'keep', acceptStale: [], now: '' };
const NOT_ASKED: SeenOfRds = { quotas: [], versionOffered: true, proxies: [] };

/** What a restore would meet, of the database alone. */
export const findWarnings = (
  { live, rds = NOT_ASKED }: { readonly live: DBInstance | undefined; readonly rds?: SeenOfRds | undefined },
  asked: Asked = NO_POLICY,
): Fitness['warnings'] => (live === undefined ? [] : restoreProblems(asked, live, rds).warnings);
