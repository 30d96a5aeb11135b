import type { Case } from '../case.ts';
import { choices, ends, waiting } from './flow.ts';
import { limits } from './limits.ts';
import { maps, parallels, scopes } from './parallel-and-map.ts';
import { redrives } from './redrive.ts';
import { catches, retries } from './retry-and-catch.ts';
import { timeouts, tokens } from './time-and-tokens.ts';
import { values } from './values.ts';

/** Every conformance case, by topic. */
export const topics: Readonly<Record<string, readonly Case[]>> = {
  'values, variables, context': values,
  Retry: retries,
  Catch: catches,
  Choice: choices,
  Wait: waiting,
  ends,
  'scopes of variables': scopes,
  Parallel: parallels,
  Map: maps,
  timeouts,
  'task tokens and heartbeats': tokens,
  limits,
  redrive: redrives,
};
