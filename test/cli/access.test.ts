import { describe, expect, it } from 'vitest';
import { deployedMachine, givenTo } from '../../cli/account/deployed.ts';
import { chosen, type Environment } from '../../cli/account/environments.ts';
import { accessProblem } from '../../cli/account/failure.ts';
import { EXIT, Stop } from '../../cli/exit.ts';
import { endLines, endOf } from '../../cli/watch/ending.ts';
import { kindOf } from '../../cli/watch/label.ts';
import { wordsIn } from '../../cli/words/words.ts';

const words = wordsIn('en');
const named = (name: string, message = 'm'): Error => Object.assign(new Error(message), { name });
const environment = (name: string): Environment => ({ name, partition: 'aws', region: 'sa-east-1', account: '1' });

describe('an error of the SDK', () => {
  it.each([
    [named('CredentialsProviderError'), /There are no AWS credentials: m/],
    [named('ExpiredTokenException'), /AWS does not take these credentials: m/],
    [named('UnrecognizedClientException'), /AWS does not take these credentials: m/],
    [named('AccessDeniedException', 'not authorized to perform: x'), /AWS denies it: not authorized to perform: x/],
    [named('Error', 'Region is missing'), /No AWS Region is set/],
    [Object.assign(new Error('x'), { code: 'ENOTFOUND' }), /AWS cannot be reached \(ENOTFOUND\)/],
    [
      Object.assign(new Error('both failed'), { errors: [{ code: 'ECONNREFUSED' }] }),
      /AWS cannot be reached \(ECONNREFUSED\)/,
    ],
    [new Error('x', { cause: { code: 'ECONNRESET' } }), /AWS cannot be reached \(ECONNRESET\)/],
    [named('TimeoutError', 'slow'), /AWS cannot be reached \(slow\)/],
  ])('%s is told as what it means', (error, message) => {
    const problem = accessProblem(error, undefined, words);
    expect(problem).toBeInstanceOf(Stop);
    expect([problem?.code, problem?.message]).toEqual([EXIT.noAccess, expect.stringMatching(message)]);
    expect(problem?.hints.length).toBeGreaterThan(0);
  });

  it('of the service itself is none of these', () => {
    expect(accessProblem(named('ValidationException'), undefined, words)).toBeUndefined();
  });
});

describe('the environment that is meant', () => {
  it('is the only one, or the named one', () => {
    expect(chosen([environment('a')], undefined, words).name).toBe('a');
    expect(chosen([environment('a'), environment('b')], 'b', words).name).toBe('b');
  });

  it.each([
    [[], undefined, EXIT.notFound, /No control plane/],
    [['a', 'b'], undefined, EXIT.wrongInput, /expected --environment with one of "a", "b"/],
    [['a', 'b'], 'c', EXIT.notFound, /--environment is "c".*expected one of "a", "b"/],
  ])('of %j is not %s', (names, asked, code, message) => {
    expect(() => chosen(names.map(environment), asked, words)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });
});

describe('a deployed definition', () => {
  const machine = deployedMachine(
    JSON.stringify({
      StartAt: 'Take',
      States: {
        Take: { Type: 'Pass', Assign: { settings: { cluster: 'c', services: [{ name: 'web' }] } } },
        Both: {
          Type: 'Parallel',
          Branches: [
            {
              StartAt: 'In',
              States: {
                In: {
                  Type: 'Task',
                  Arguments: {
                    Payload: {
                      ...{ cluster: '{% $settings.cluster %}', services: '{% [$settings.services.name] %}' },
                      ...{ now: '{% $now %}', branch: null, minutes: 5 },
                    },
                  },
                },
              },
            },
          ],
        },
      },
    }),
  );

  it('gives a state its literals and the settings it names, and nothing that an execution brings', () => {
    expect(givenTo(machine, 'In')).toEqual({ cluster: 'c', services: ['web'], branch: null, minutes: 5 });
    expect(givenTo(machine, 'Nowhere')).toEqual({});
  });

  it('of somebody else is refused', () => {
    expect(() => deployedMachine('{"StartAt":"A","States":{"A":{"Type":"Pass"}}}')).toThrow(/begins with "A"/);
  });
});

describe('the end of an execution', () => {
  const entered = (name: string) => [{ id: 1, type: 'FailStateEntered', stateEnteredEventDetails: { name } }] as never;

  it.each([
    ['SUCCEEDED', '{}', undefined, 'The release is done', EXIT.done],
    ['SUCCEEDED', '{"wouldRun":false}', undefined, 'This would be done', EXIT.refused],
    ['SUCCEEDED', '{"wouldRun":true}', undefined, 'This would be done', EXIT.done],
    ['FAILED', undefined, 'LockBusy', 'The request was refused', EXIT.refused],
    ['FAILED', undefined, 'Frozen', 'Frozen until a person decides', EXIT.endedBadly],
    ['ABORTED', undefined, 'RolledBack', 'Watch the alarms', EXIT.endedBadly],
    ['TIMED_OUT', undefined, undefined, 'Watch the alarms', EXIT.endedBadly],
  ] as const)('%s %s %s in "%s" is %d', (status, output, error, state, code) => {
    expect(endOf({ status, output, error, cause: undefined }, entered(state)).code).toBe(code);
  });

  it('tells the reasons that a cause holds, and the words of a step', () => {
    const frozen = endOf({ status: 'FAILED', error: 'Frozen', cause: '{"because":["a","b"]}', output: undefined }, []);
    expect(endLines(frozen, words.screens, 80)).toEqual([{ text: 'Ended with Frozen: a; b', tone: 'bad' }]);
    const cause = '{"errorType":"LockBusy","errorMessage":"It is busy."}';
    const busy = endOf(
      { status: 'FAILED', error: 'LockBusy', cause, output: undefined },
      entered('The request was refused'),
    );
    expect(endLines(busy, words.screens, 80)).toEqual([
      { text: 'Refused, nothing was touched: It is busy.', tone: 'warn' },
    ]);
  });
});

it.each([
  ['arn:aws:states:r:1:stateMachine:knowngood-prod-release', 'release'],
  ['arn:aws:states:r:1:execution:knowngood-release-decision:x', 'decision'],
  ['arn:aws:states:r:1:stateMachine:other-release', undefined],
  ['', undefined],
])('the workflow of %s is %s', (arn, kind) => {
  expect(kindOf(arn)).toBe(kind);
});
