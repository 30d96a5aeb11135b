import { expect, it } from 'vitest';
import { statesOf } from '../../console/progress/loops.ts';
import { RESTORE_POINT } from '../../play/acts.ts';
import { PHASES } from '../../play/phases.ts';
import { synthesized } from '../sandbox/services/states/synthesized.ts';

/** Names of the states of a workflow of the sandbox's control plane. */
const statesIn = (workflow: 'Release' | 'Rollback'): string[] =>
  synthesized()
    .filter(([name]) => name.startsWith(`KnownGood-sandbox/${workflow}`))
    .flatMap(([, machine]) => statesOf(machine))
    .flatMap(Object.keys);

it('finds the state that each phase of a rollback begins with in the synthesized workflow', () => {
  const states = statesIn('Rollback');
  expect(PHASES.map(([, state]) => state).filter((state) => !states.includes(state))).toEqual([]);
});

it('finds the state in which a release asks for its restore point', () => {
  expect(statesIn('Release')).toContain(RESTORE_POINT);
});
