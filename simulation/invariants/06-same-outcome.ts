import { type Cell, mustPass, passesAlone } from '../faults/cell.ts';

/** What of a run's result is compared. */
interface Compared {
  readonly shape: string;
  readonly deeds: readonly string[];
}

/** A run under a fault that passes ends like the run without it, and nobody had to act. */
export function sameOutcome(
  { without, under }: { readonly without: Compared; readonly under: Compared },
  cell: Cell,
  goesOn?: 'decision',
): string[] {
  if (!mustPass(cell, goesOn)) return [];
  const found: string[] = [];
  if (under.shape !== without.shape)
    found.push(`another outcome than without the fault: ${difference(without.shape, under.shape)}`);
  if (passesAlone(cell) && under.deeds.length !== without.deeds.length)
    found.push(`a person had to act: ${under.deeds.join('; ')}`);
  return found;
}

function difference(expected: string, found: string): string {
  const [a, b] = [JSON.parse(expected), JSON.parse(found)] as [Record<string, unknown>, Record<string, unknown>];
  return Object.keys(a)
    .filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]))
    .map((key) => `${key} ${JSON.stringify(b[key])} instead of ${JSON.stringify(a[key])}`)
    .join('; ');
}
