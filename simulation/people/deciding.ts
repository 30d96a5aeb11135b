import type { Decided } from '../story/scenario.ts';

/** The decision that the person has in mind, among those that a message shows. */
export const chosen = (
  shown: readonly Record<string, unknown>[],
  decided: Decided,
): Record<string, unknown> | undefined => shown.find((json) => fits(json, decided)) ?? shown[0];

/** A message leaves the images open: whoever decides knows a version that fits the database and is there. */
export const completed = (json: Record<string, unknown>, image: string): Record<string, unknown> =>
  typeof json['images'] === 'object' && json['images'] !== null
    ? { ...json, images: Object.fromEntries(Object.keys(json['images']).map((key) => [key, image])) }
    : json;

const fits = (json: Record<string, unknown>, decided: Decided): boolean =>
  reopens(decided) ? json['decision'] === 'reopen' : json['database'] === decided;

const reopens = (decided: Decided | 'none'): boolean => decided === 'reopen' || decided === 'reopen-wrongly';

/** What a person types who goes on by themselves. @param incident empty: there is none yet */
export const byHand = (incident: string, decided: Decided | 'none'): object => ({
  reason: 'Going on by hand',
  criterion: 'monitoring-feedback',
  ...(incident === '' ? {} : { incident }),
  ...(reopens(decided) ? { decision: 'reopen' } : {}),
  ...(decided === 'keep' ? { database: 'keep' } : {}),
  ...(decided === 'restore' ? { database: 'restore', acceptLostWrites: 'unknown' } : {}),
});
