import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Cloud } from '../sandbox/cloud.ts';

/** A reader looks in this folder after the sandbox is gone. */
const kept = fileURLToPath(new URL('../.sandbox', import.meta.url));

/** Path of something kept, from where the play was started. */
export const keptPath = (...parts: readonly string[]): string => relative(process.cwd(), join(kept, ...parts));

/** Keeps histories, messages and documents, in place of those of the play before. */
export function keepHistory(cloud: Cloud): void {
  rmSync(kept, { recursive: true, force: true });
  mkdirSync(join(kept, 'executions'), { recursive: true });
  for (const { options, status, history } of cloud.states.executions()) {
    const file = `${options.machineArn.split(':').pop()}-${options.name}.json`;
    const content = { input: options.input, status, events: history.events };
    writeFileSync(join(kept, 'executions', file), JSON.stringify(content, null, 1));
  }
  cpSync(cloud.sns.folder, join(kept, 'mailbox'), { recursive: true });
  const bucket = cloud.deployment.outputs('KnownGood-sandbox')['DocumentsBucket'] ?? '';
  cpSync(cloud.s3.pathOf(bucket, '.'), join(kept, 'documents'), { recursive: true });
}

/** Where the kept copy of a document lies. @param document its `s3://` address; undefined: it was never written */
export function keptDocument(document: string | undefined): string {
  return document === undefined ? 'none' : keptPath('documents', document.replace(/^s3:\/\/[^/]+\//, ''));
}
