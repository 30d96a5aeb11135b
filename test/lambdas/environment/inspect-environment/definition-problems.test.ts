import { describe, expect, it } from 'vitest';
import {
  type Asked,
  definitionProblems,
} from '../../../../lambdas/environment/inspect-environment/definition-problems.ts';
import type { ServiceChange } from '../../../../lambdas/model/release.ts';
import { SERVICES } from '../../records.ts';

const container = { name: 'app', image: 'x:1', secrets: [{ name: 'DATABASE_HOST', valueFrom: 'arn' }] };
const runs = { cpu: '256', memory: '512', containerDefinitions: [container] };
const asked = (change: Partial<ServiceChange>, migration: Asked['release']['migration'] = 'none'): Asked => ({
  services: SERVICES,
  release: { changes: [{ service: 'web', image: 'x:2', ...change }], migration },
  migration: { service: 'web', container: 'app' },
});
const problems = (of: Asked, definition: object = runs) =>
  definitionProblems(of, new Map([['web', definition]])).join('; ');

describe('what ECS would refuse of the next revision', () => {
  it.each<[string, Partial<ServiceChange>]>([
    ['nothing but an image', {}],
    ['a pair that Fargate offers', { cpu: '1024', memory: '3072' }],
    ['a memory that goes with the CPU it has', { memory: '2048' }],
    ['CPU and memory in words', { cpu: '1 vCPU', memory: '2 GB' }],
    ['the largest', { cpu: '16384', memory: '122880' }],
    ['a variable of its own', { environment: { STAGE: 'x' } }],
  ])('takes %s', (_what, change) => expect(problems(asked(change))).toBe(''));

  it.each<[string, Partial<ServiceChange>, RegExp]>([
    ['more CPU than goes with the memory it has', { cpu: '1024' }, /1024 CPU units and 512 MiB.*expected 2048 to 8192/],
    ['a memory between two steps', { memory: '1536' }, /256 CPU units and 1536 MiB.*does not offer together/],
    ['too much memory', { memory: '4096' }, /expected 512 to 2048 MiB with 256 CPU units/],
    ['a CPU that Fargate does not have', { cpu: '300' }, /expected CPU of 256, 512/],
    [
      'the name of a secret',
      { environment: { DATABASE_HOST: 'x' } },
      /"services\.web\.environment\.DATABASE_HOST" has/,
    ],
  ])('refuses %s', (_what, change, message) => expect(problems(asked(change))).toMatch(message));

  it.each<[string, object, RegExp]>([
    [
      'a restart policy of its container',
      { ...runs, containerDefinitions: [{ ...container, restartPolicy: { enabled: true } }] },
      /restart policy, which would run a finished migration again/,
    ],
    [
      'a volume configured at launch',
      { ...runs, volumes: [{ name: 'data', configuredAtLaunch: true }] },
      /volume "data".*configured at launch/,
    ],
  ])('refuses %s where a migration is declared, and only there', (_what, definition, message) => {
    expect(problems(asked({}, 'compatible'), definition)).toMatch(message);
    expect(problems(asked({}), definition)).toBe('');
  });
});
