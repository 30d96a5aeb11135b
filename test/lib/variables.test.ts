import { describe, expect, it } from 'vitest';
import { neverRead, usedUnassigned } from './assigned.ts';
import { definitionOf, type Machine, WORKFLOWS } from './definitions.ts';

describe.each(WORKFLOWS)('the %s workflow', (workflow) => {
  it('assigns every variable before it is used, on every way', () => {
    expect(usedUnassigned(definitionOf(workflow))).toEqual([]);
  });

  it('reads every variable that it assigns', () => {
    expect(neverRead(definitionOf(workflow))).toEqual([]);
  });
});

/** The harm the walk is for: each must be seen. */
describe('the walk', () => {
  const pass = (Next: string, more = {}) => ({ Type: 'Pass', Next, ...more });
  const end = { Type: 'Succeed', Output: '{% $fact.id %}' };
  const walked = (States: Machine['States']) => usedUnassigned({ StartAt: 'a', States });

  it('sees a variable that one of two ways does not assign', () => {
    const Choices = [{ Condition: '{% true %}', Next: 'b' }];
    const states = { a: { Type: 'Choice', Choices, Default: 'end' }, b: pass('end', { Assign: { fact: 1 } }), end };
    expect(walked(states)).toEqual(['end: $fact']);
  });
  it('sees a variable that is assigned only by a state whose failure led there', () => {
    const Catch = [{ Next: 'end', ErrorEquals: ['States.ALL'], Assign: { problem: 1 } }];
    expect(walked({ a: pass('end', { Assign: { fact: 1 }, Catch }), end })).toEqual(['end: $fact']);
  });
  it('sees a variable that a loop assigns only after its first round', () => {
    const Choices = [{ Condition: '{% $fact %}', Next: 'b' }];
    const states = { a: { Type: 'Choice', Choices, Default: 'end' }, b: pass('a', { Assign: { fact: 1 } }), end };
    expect(walked(states)).toEqual(['a: $fact', 'end: $fact']);
  });
  it('sees a variable of a branch that is used outside of it', () => {
    const branch: Machine = { StartAt: 'x', States: { x: { Type: 'Pass', End: true, Assign: { fact: 1 } } } };
    expect(walked({ a: { Type: 'Parallel', Next: 'end', Branches: [branch] }, end })).toEqual(['end: $fact']);
  });
  it('takes what is assigned outside for assigned in a branch, and what every way assigns', () => {
    const branch: Machine = { StartAt: 'x', States: { x: end } };
    const states = {
      a: pass('b', { Assign: { fact: 1 } }),
      b: { Type: 'Parallel', Next: 'end', Branches: [branch] },
      end,
    };
    expect(walked(states)).toEqual([]);
  });
  it('sees a state that nothing leads to', () => {
    expect(walked({ a: pass('end', { Assign: { fact: 1 } }), end, b: end })).toEqual(['b: no way leads there']);
  });
});
