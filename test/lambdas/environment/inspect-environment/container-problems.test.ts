import { describe, expect, it } from 'vitest';
import { containerProblems } from '../../../../lambdas/environment/inspect-environment/container-problems.ts';
import { SERVICES } from '../../records.ts';

const definition = (...names: string[]) => ({ containerDefinitions: names.map((name) => ({ name })) });
const both = (...names: string[]) =>
  new Map([
    ['web', definition(...names)],
    ['worker', definition('app')],
  ]);

describe('the configured container of a service', () => {
  it.each([
    ['alone', both('app')],
    ['behind sidecars', both('envoy', 'log-router', 'app')],
  ])('is found %s', (_where, definitions) => {
    expect(containerProblems(SERVICES, definitions)).toEqual([]);
  });

  it.each([
    ['is called otherwise', both('web', 'envoy'), 'web, envoy'],
    ['is written in capitals', both('App'), 'App'],
    ['only begins alike', both('app-2'), 'app-2'],
    ['is not there at all', both(), 'none'],
  ])('that %s is told, with those that are there', (_how, definitions, there) => {
    expect(containerProblems(SERVICES, definitions)).toEqual([
      `the task definition of service "web" has no container "app"; it has ${there}. Correct "container" of that service in the configuration`,
    ]);
  });

  it('is missing where the definition names no containers', () => {
    expect(containerProblems(SERVICES, new Map([['web', {}]]))).toEqual([expect.stringContaining('it has none.')]);
  });

  it('is told of every service', () => {
    const wrong = new Map(SERVICES.map(({ name }) => [name, definition('other')]));
    expect(containerProblems(SERVICES, wrong)).toHaveLength(2);
  });

  it('is not looked for where the service itself is missing: that is told already', () => {
    expect(containerProblems(SERVICES, new Map())).toEqual([]);
  });
});
