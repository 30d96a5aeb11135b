/** A first look soon, and a late one at most so much later. Seconds. */
const SOONEST = 10;
const LATEST = 300;

/**
 * How long to wait before the next look at something that began so long ago: a third of that. What takes minutes is noticed within
 * seconds, and what takes long costs few events of the execution's history, which ends at 25,000.
 */
export const nextLook = (passedSeconds: number): number =>
  Math.min(LATEST, Math.max(SOONEST, Math.round(passedSeconds / 3)));

/** The most looks that come within a time; the one after it ends the loop. */
export function looksWithin(seconds: number): number {
  let looks = 0;
  for (let passed = 0; passed <= seconds; passed += nextLook(passed)) looks++;
  return looks;
}
