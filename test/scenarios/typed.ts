import { spawn } from 'node:child_process';
import type { Environment } from './environment.ts';

const ADMIN = { AWS_ACCESS_KEY_ID: 'sandbox', AWS_SECRET_ACCESS_KEY: 'sandbox' };

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Where the command line's bundle runs, as people have it: a process of its own, against the sandbox by AWS_ENDPOINT_URL alone. */
export interface Terminal {
  readonly environment: Environment;
  readonly folder: string;
  readonly bundle: string;
}

/** Runs `knowngood` with these words, and waits for its end. @param variables of the process; left out: credentials that may do everything */
export async function typed(
  { environment, folder, bundle }: Terminal,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = ADMIN,
): Promise<Ran> {
  const { endpointUrl, kernel } = environment.cloud;
  const child = spawn(process.execPath, [bundle, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...{ PATH: process.env['PATH'], HOME: folder, LANG: 'C', USER: 'ana', AWS_EC2_METADATA_DISABLED: 'true' },
      ...{ AWS_ENDPOINT_URL: endpointUrl, AWS_REGION: kernel.region, AWS_MAX_ATTEMPTS: '1', ...variables },
    },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (data) => {
    out += data;
  });
  child.stderr.on('data', (data) => {
    err += data;
  });
  const code = await new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? -1)));
  return { code, out, err };
}
