import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { inBucket } from '../lambdas/database/lost-row-place.ts';
import { EXPORTS, LOST_WRITES_FOLDER } from '../lambdas/model/lost-writes-task.ts';
import { lostWrites } from './lost-writes.ts';

/** An id of the ledger: it becomes part of a key in the bucket. */
const ID = /^[A-Za-z0-9-]{1,80}$/;

/** The same as `knowngood lost-writes`, as a task of ECS (`database.lostWritesTask`): to a bucket, asked by variables. */
async function main(): Promise<number> {
  const given = (name: keyof typeof EXPORTS): string => process.env[EXPORTS[name]] ?? '';
  const needed = (['environment', 'secret', 'database', 'tls', 'bucket', 'rollback'] as const).filter(
    (name) => given(name) === '',
  );
  const [missing] = needed;
  if (missing !== undefined)
    return say(`${EXPORTS[missing]} is missing: expected it in the environment of the container. Nothing was read.`, 2);
  const wrong = (['rollback', 'release'] as const).find((name) => given(name) !== '' && !ID.test(given(name)));
  if (wrong !== undefined)
    return say(
      `${EXPORTS[wrong]} is ${JSON.stringify(given(wrong))}: expected an id as messages and ledger give it, such as 20261124141003-6d2d4f9c. Nothing was read.`,
      2,
    );
  const bucket = given('bucket');
  const prefix = `${LOST_WRITES_FOLDER}/${given('rollback')}/${encodeURIComponent(given('database'))}/`;
  const folder = join(tmpdir(), `knowngood-lost-writes-${process.pid}`);
  // A body is a stream: with a checksum behind it, it could not be sent again where S3 asks for that.
  const s3 = new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' });
  try {
    const exported = await lostWrites({
      ...{ environment: given('environment'), rollback: given('rollback'), release: given('release') || undefined },
      ...{ secret: given('secret'), database: given('database'), tls: given('tls') },
      place: inBucket({ s3, bucket, prefix, folder }),
    });
    if (!exported.ok) return say(exported.why, exported.needs ? 2 : 1);
    for (const line of exported.lines) say(line, 0);
    return say(`Written to s3://${bucket}/${prefix}`, 0);
  } catch (error) {
    const { name, message } = error as Error;
    return say(`Not exported (${name}: ${message}). What is complete stays; the same task goes on from there.`, 1);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function say(line: string, code: number): number {
  process.stdout.write(`${line}\n`);
  return code;
}

void main().then((code) => {
  process.exitCode = code;
});
