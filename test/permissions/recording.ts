import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { Cloud } from '../../sandbox/cloud.ts';
import type { Usage } from '../../sandbox/services/iam/usage.ts';
import { granted } from './granted.ts';

/** What one scenario exercised and was refused, of the permissions in the templates it ran. */
export interface Recording {
  /** File of the scenario, without its ending. */
  readonly scenario: string;
  /** Hash of the template's policies: positions of statements are theirs alone. */
  readonly policies: string;
  readonly deployment: readonly string[];
  readonly run: readonly string[];
  readonly denied: readonly string[];
  /** `<service>:<operation> <action>`: what a call needed besides its own action. */
  readonly dependent: readonly string[];
}

const assembly = fileURLToPath(new URL('../../cdk.out', import.meta.url));
const folder = join(assembly, 'exercised');
let environments = 0;

/** The same sandbox, which writes down at its end what was exercised. */
export function recorded(cloud: Cloud): Cloud {
  const scenario = basename(expect.getState().testPath ?? '').replace(/\.test\.ts$/, '');
  mkdirSync(folder, { recursive: true });
  if (environments === 0)
    for (const file of readdirSync(folder)) if (file.startsWith(`${scenario}.`)) rmSync(join(folder, file));
  const file = join(folder, `${scenario}.${environments++}.json`);
  const policies = hashOfPolicies();
  return {
    ...cloud,
    async close() {
      write(file, scenario, policies, [cloud.iam.usage]);
      await cloud.close();
    },
  };
}

/** All runs of the fault matrix together, as one more scenario. */
export const SIMULATION = 'simulation';

/** Writes down what simulated runs exercised. */
export function recordSimulation(usage: readonly Usage[]): void {
  mkdirSync(folder, { recursive: true });
  write(join(folder, `${SIMULATION}.json`), SIMULATION, hashOfPolicies(), usage);
}

function write(file: string, scenario: string, policies: string, usage: readonly Usage[]): void {
  const all = (kind: keyof Usage): string[] => [...new Set(usage.flatMap((one) => [...one[kind]]))];
  const recording: Recording = {
    scenario,
    policies,
    deployment: all('deployment'),
    run: all('run'),
    denied: all('denied'),
    dependent: all('dependent'),
  };
  writeFileSync(file, JSON.stringify(recording));
}

/** Of all policies: code and workflows may change while what is granted, and its place in the template, stays. */
export function hashOfPolicies(): string {
  return createHash('sha256').update(JSON.stringify(granted())).digest('hex');
}

/**
 * The recordings of every scenario and of the simulation, of these very policies.
 * @throws Error when one is missing or of other policies: an old recording would prove nothing
 */
export function recordings(): Recording[] {
  const files = readdirSync(new URL('../scenarios/', import.meta.url)).filter((file) => file.endsWith('.test.ts'));
  const scenarios = files
    .filter((file) => {
      const text = readFileSync(new URL(`../scenarios/${file}`, import.meta.url), 'utf8');
      // Two deploy a template of their own, whose statements stand elsewhere.
      const ofItsOwn = text.includes("'./one-stack.ts'") || text.includes("'./assembly-with.ts'");
      return text.includes("'./environment.ts'") && !ofItsOwn;
    })
    .map((file) => file.replace(/\.test\.ts$/, ''))
    .concat(SIMULATION);
  const found = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Recording);
  const policies = hashOfPolicies();
  const fresh = found.filter((recording) => recording.policies === policies);
  const missing = scenarios.filter((scenario) => !fresh.some((recording) => recording.scenario === scenario));
  if (missing.length > 0)
    throw new Error(
      `There is no recording of what the scenarios ${missing.join(', ')} exercised with these policies. Run "npm test", which runs the scenarios first.`,
    );
  return fresh.filter((recording) => scenarios.includes(recording.scenario));
}
