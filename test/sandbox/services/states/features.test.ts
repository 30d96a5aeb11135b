import { describe, expect, it } from 'vitest';
import { assertSupported } from '../../../../sandbox/services/states/supported.ts';
import { machineOf } from './case.ts';
import { topics } from './cases/topics.ts';
import { featuresOf } from './features.ts';
import { synthesized } from './synthesized.ts';

describe('what the synthesized state machines use', () => {
  const machines = synthesized();
  /** Feature -> the cases that use it. A case asserts what comes of it. */
  const cases = new Map<string, string[]>();
  for (const one of Object.values(topics).flat())
    for (const feature of featuresOf(machineOf(one))) cases.set(feature, [...(cases.get(feature) ?? []), one.name]);

  it('is there', () => {
    expect(machines.length).toBeGreaterThanOrEqual(2);
    const all = new Set(machines.flatMap(([, machine]) => [...featuresOf(machine)]));
    expect(all.size).toBeGreaterThan(80);
  });
  it.each(machines)('%s: every feature has its conformance cases', (_name, machine) => {
    const without = [...featuresOf(machine)].filter((feature) => !cases.has(feature));
    expect(without).toEqual([]);
  });
  it.each(machines)('%s is supported', (_name, machine) => {
    assertSupported(machine);
  });
  it('a feature without a case would be found', () => {
    const features = featuresOf(
      machineOf({ states: { A: { Type: 'Pass', Output: '{% $shuffle([1]) %}', End: true } } }),
    );
    expect([...features].filter((feature) => !cases.has(feature))).toEqual(['function: $shuffle']);
  });
});
