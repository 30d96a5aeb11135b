import { describe, expect, it } from 'vitest';
import { assertSupported } from '../../../../sandbox/services/states/supported.ts';
import { machineOf, map, parallel, pass, task } from './case.ts';

const refused = (states: Record<string, object>, more: object = {}) =>
  expect(() => assertSupported(machineOf({ states, more })));
const retry = (more: object) => ({ A: task(0, { Retry: [{ ErrorEquals: ['E'], ...more }] }) });

describe('what the interpreter does not do is refused at deployment, by name', () => {
  it.each<[string, Record<string, object>, RegExp]>([
    [
      'a field of JSONPath',
      { A: { Type: 'Pass', ResultPath: '$.x', End: true } },
      /"A": the field ResultPath of a Pass/,
    ],
    ['Parameters of JSONPath', { A: task(0, { Parameters: {} }) }, /Parameters/],
    ['Credentials', { A: task(0, { Credentials: {} }) }, /Credentials/],
    ['another service', { A: task(0, { Resource: 'arn:aws:states:::sns:publish' }) }, /sns:publish/],
    ['an activity', { A: task(0, { Resource: 'arn:aws:states:sa-east-1:1:activity:a' }) }, /activity:a/],
    [
      '.sync without :2',
      { A: task(0, { Resource: 'arn:aws:states:::states:startExecution.sync' }) },
      /startExecution\.sync is not/,
    ],
    ['another type', { A: { Type: 'Activity', End: true } }, /type Activity/],
    ['a heartbeat where nobody waits for a token', { A: task(0, { HeartbeatSeconds: 5 }) }, /HeartbeatSeconds/],
    ['ItemReader', { M: map([], { X: pass(0) }, { ItemReader: {} }) }, /ItemReader is for a distributed Map/],
    ['ItemBatcher', { M: map([], { X: pass(0) }, { ItemBatcher: {} }) }, /ItemBatcher/],
    ['ResultWriter', { M: map([], { X: pass(0) }, { ResultWriter: {} }) }, /ResultWriter/],
    [
      'ToleratedFailureCount',
      { M: map([], { X: pass(0) }, { ToleratedFailureCount: 1 }) },
      /ToleratedFailureCount is for a distributed Map/,
    ],
    [
      'ToleratedFailurePercentage',
      { M: map([], { X: pass(0) }, { ToleratedFailurePercentage: 5 }) },
      /ToleratedFailurePercentage is for a distributed Map/,
    ],
    ['Iterator, the old name', { M: { Type: 'Map', Iterator: {}, End: true } }, /Iterator/],
    [
      'a distributed Map',
      {
        M: {
          ...map([], { X: pass(0) }),
          ItemProcessor: {
            ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
            StartAt: 'X',
            States: { X: pass(0) },
          },
        },
      },
      /distributed/,
    ],
    ['$eval', { A: pass("{% $eval('1') %}") }, /\$eval/],
    ['a function nobody has', { A: pass({ b: ['{% $sum($stdDev([1])) %}'] }) }, /\$stdDev/],
    ['an expression that does not parse', { A: pass('{% 1 + %}') }, /is no JSONata/],
    ['a field of a retrier', retry({ Backoff: 2 }), /Backoff of a Retry/],
    [
      'a field of a catcher',
      { A: task(0, { Catch: [{ ErrorEquals: ['E'], Next: 'A', ResultPath: '$' }] }) },
      /ResultPath of a Catch/,
    ],
    [
      'a field of a choice',
      { A: { Type: 'Choice', Choices: [{ Variable: '$.x', Next: 'A' }] } },
      /Variable of a choice/,
    ],
  ])('%s', (_what, states, told) => {
    refused(states).toThrow(told);
  });
  it('another query language, of the machine or of a state', () => {
    refused({ A: pass(0) }, { QueryLanguage: 'JSONPath' }).toThrow(/only the query language JSONata/);
    refused({ A: pass(0) }, { QueryLanguage: undefined }).toThrow(/only the query language JSONata/);
    refused({ A: pass(0, { QueryLanguage: 'JSONPath' }) }).toThrow(/only the query language JSONata/);
    refused({ A: pass(0, { QueryLanguage: 'JSONata' }) }, { QueryLanguage: undefined }).not.toThrow();
  });
  it('a field of the machine', () => {
    refused({ A: pass(0) }, { Retries: 1 }).toThrow(/field Retries/);
  });
});

describe('what Step Functions itself refuses', () => {
  it.each<[string, Record<string, object>, RegExp]>([
    ['a state that is not there', { A: { Type: 'Pass', Next: 'Gone' } }, /"Gone" does not exist/],
    [
      'a default that is not there',
      { A: { Type: 'Choice', Choices: [{ Condition: true, Next: 'A' }], Default: 'Gone' } },
      /"Gone"/,
    ],
    ['a catcher into nowhere', { A: task(0, { Catch: [{ ErrorEquals: ['E'], Next: 'Gone' }] }) }, /"Gone"/],
    [
      'a way out of a branch',
      { P: parallel([{ X: { Type: 'Pass', Next: 'Q' } }], { Next: 'Q' }), Q: pass(0) },
      /"Q" does not exist/,
    ],
    ['neither Next nor End', { A: { Type: 'Pass' } }, /Next or End/],
    ['both Next and End', { A: { Type: 'Pass', Next: 'A', End: true } }, /Next or End/],
    [
      'a Choice that ends',
      { A: { Type: 'Choice', Choices: [{ Condition: true, Next: 'A' }], End: true } },
      /End of a Choice/,
    ],
    ['a Choice without rules', { A: { Type: 'Choice', Choices: [], Default: 'A' } }, /at least one rule/],
    ['a Wait for nothing', { A: { Type: 'Wait', End: true } }, /exactly one/],
    [
      'a Wait for two things',
      { A: { Type: 'Wait', Seconds: 1, Timestamp: '2026-11-24T12:00:00Z', End: true } },
      /exactly one/,
    ],
    ['a Fail that catches', { A: { Type: 'Fail', Catch: [] } }, /Catch of a Fail/],
    ['a Pass that retries', { A: { Type: 'Pass', Retry: [], End: true } }, /Retry of a Pass/],
    ['a Succeed that assigns', { A: { Type: 'Succeed', Assign: { v: 1 } } }, /Assign of a Succeed/],
    ['a name of 81 characters', { ['x'.repeat(81)]: pass(1) }, /81 characters/],
    ['a name that is there twice', { P: parallel([{ X: pass(0) }, { X: pass(0) }]) }, /"X": its name is there twice/],
    ['a Parallel without branches', { P: { Type: 'Parallel', Branches: [], End: true } }, /at least one branch/],
    ['assigning $states', { A: { Type: 'Pass', Assign: { states: 1 }, End: true } }, /reserved/],
    ['a variable with a dot', { A: { Type: 'Pass', Assign: { 'x.y': 1 }, End: true } }, /"x\.y", which is no name/],
    ['a variable of 81 characters', { A: { Type: 'Pass', Assign: { ['v'.repeat(81)]: 1 }, End: true } }, /no name/],
    ['a variable that begins with a digit', { A: { Type: 'Pass', Assign: { '1x': 1 }, End: true } }, /no name/],
    ['IntervalSeconds 0', retry({ IntervalSeconds: 0 }), /IntervalSeconds is 0/],
    ['MaxAttempts -1', retry({ MaxAttempts: -1 }), /MaxAttempts is -1/],
    ['BackoffRate below 1', retry({ BackoffRate: 0.5 }), /BackoffRate is 0\.5/],
    ['MaxDelaySeconds not above IntervalSeconds', retry({ IntervalSeconds: 5, MaxDelaySeconds: 5 }), /must be greater/],
    ['MaxDelaySeconds of a year', retry({ MaxDelaySeconds: 31_622_400 }), /MaxDelaySeconds is 31622400/],
    ['another JitterStrategy', retry({ JitterStrategy: 'HALF' }), /JitterStrategy is HALF/],
    ['a retrier without names', retry({ ErrorEquals: [] }), /at least one name/],
    ['States.ALL among others', retry({ ErrorEquals: ['E', 'States.ALL'] }), /stand alone/],
    [
      'States.ALL not last',
      { A: task(0, { Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['E'] }] }) },
      /last Retry/,
    ],
    [
      'States.ALL not last in Catch',
      {
        A: task(0, {
          Catch: [
            { ErrorEquals: ['States.ALL'], Next: 'A' },
            { ErrorEquals: ['E'], Next: 'A' },
          ],
        }),
      },
      /last Catch/,
    ],
    [
      'a heartbeat not below the timeout',
      {
        A: task(0, {
          Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
          TimeoutSeconds: 5,
          HeartbeatSeconds: 5,
        }),
      },
      /smaller than TimeoutSeconds/,
    ],
  ])('%s', (_what, states, told) => {
    refused(states).toThrow(told);
  });
  it('StartAt that names no state', () => {
    refused({ A: pass(0) }, { StartAt: 'B' }).toThrow(/"B": StartAt names no state/);
  });
  it('assigning or shadowing a variable of an outer scope, wherever in the inner one', () => {
    const outer = (inner: Record<string, object>) => ({
      A: { Type: 'Pass', Assign: { v: 1 }, Next: 'P' },
      P: parallel([inner]),
    });
    refused(outer({ X: { Type: 'Pass', Assign: { v: 2 }, End: true } })).toThrow(/\$v, a variable of an outer scope/);
    refused(
      outer({ X: task(0, { Catch: [{ ErrorEquals: ['E'], Assign: { v: 2 }, Next: 'Y' }] }), Y: pass(0) }),
    ).toThrow(/\$v/);
    refused(
      outer({ X: { Type: 'Choice', Choices: [{ Condition: true, Assign: { v: 2 }, Next: 'Y' }] }, Y: pass(0) }),
    ).toThrow(/\$v/);
    refused(outer({ M: map([1], { X: { Type: 'Pass', Assign: { v: 2 }, End: true } }) })).toThrow(/\$v/);
    refused(outer({ X: { Type: 'Pass', Assign: { w: 2 }, End: true } })).not.toThrow();
  });
  it('a variable that only a catcher of the outer scope assigns counts too', () => {
    refused({
      A: task(0, { Catch: [{ ErrorEquals: ['E'], Assign: { v: 1 }, Next: 'P' }], Next: 'P' }),
      P: parallel([{ X: { Type: 'Pass', Assign: { v: 2 }, End: true } }]),
    }).toThrow(/\$v/);
  });
  it('a function that the expression defines itself, or a variable holds, is known', () => {
    refused({ A: pass('{% ( $double := function($x) { $x * 2 }; $map([1], $double) ~> $sum ) %}') }).not.toThrow();
  });
});
