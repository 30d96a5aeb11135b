import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What a task runs: a folder, and the environment the image was built with. */
export interface PushedImage {
  readonly repository: string;
  readonly tag: string;
  /** Absolute path of the application's folder. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The image's CMD; `['node', 'web.ts']` if absent. */
  readonly command?: readonly string[];
  /** Host of a registry of another account or Region, or a public one; this account's own if absent. */
  readonly registry?: string;
}

/**
 * An archived image is described and cannot be pulled; one that is being taken out of the archive neither
 * (https://docs.aws.amazon.com/AmazonECR/latest/userguide/archive-image.html).
 */
export type Status = 'ACTIVE' | 'ARCHIVED' | 'ACTIVATING';

export interface Image extends PushedImage {
  /** `sha256:` and 64 hex digits, over the files and the environment: the same content has the same digest. */
  readonly digest: string;
  readonly command: readonly string[];
  readonly pushedAt: Date;
  /** Bytes of the folder's files. */
  readonly size: number;
  status: Status;
}

const NOT_IN_AN_IMAGE = new Set(['node_modules', '.git', 'cdk.out']);

export function buildImage(pushed: PushedImage, pushedAt: Date): Image {
  const hash = createHash('sha256');
  const command = pushed.command ?? ['node', 'web.ts'];
  const environment = Object.entries(pushed.environment).sort(([a], [b]) => (a < b ? -1 : 1));
  hash.update(JSON.stringify({ command, environment }));
  let size = 0;
  for (const file of filesOf(pushed.folder)) {
    const content = readFileSync(file);
    size += content.length;
    hash.update(`\0${relative(pushed.folder, file)}\0${content.length}\0`).update(content);
  }
  return { ...pushed, command, pushedAt, size, status: 'ACTIVE', digest: `sha256:${hash.digest('hex')}` };
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !NOT_IN_AN_IMAGE.has(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesOf(path);
      return entry.isFile() ? [path] : [];
    });
}
