import { writeFileSync } from 'node:fs';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { clientSettings } from '../../lambdas/aws/client-settings.ts';
import { execution } from '../account/executions.ts';
import { type Found, findRecord } from '../account/records.ts';
import { EXIT, Stop } from '../exit.ts';
import { isSet, type Run, textOf } from './verb.ts';

/** The document itself, as the workflow has written it; its address is in the output of the execution. */
export const run: Run = async (session, typed) => {
  const { errors, screens } = session.words;
  const [id] = typed.args as [string];
  const environment = await session.environment();
  const found = await findRecord(environment, id);
  if (found === undefined) throw new Stop(EXIT.notFound, errors.noSuchRecord(id));
  const address = await addressOf(found);
  if (address === undefined) throw new Stop(EXIT.notFound, errors.noDocument(id));
  const { bucket, key } = address;
  const ending = isSet(typed, 'html') ? '.html' : '.md';
  const s3 = new S3Client(clientSettings);
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key.replace(/\.(html|md)$/, ending) }));
  const text = (await Body?.transformToString()) ?? '';
  const file = textOf(typed, 'output');
  if (file === undefined) process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  else {
    try {
      writeFileSync(file, text);
    } catch (error) {
      throw new Stop(EXIT.wrongInput, errors.noFile(file, (error as Error).message));
    }
    session.remark(screens.written(file));
  }
  return EXIT.done;
};

/** Of an incident: that of its newest execution which has left one. */
async function addressOf(found: Found): Promise<{ readonly bucket: string; readonly key: string } | undefined> {
  const executions =
    found.kind === 'incident'
      ? Object.values(found.record.executions)
          .sort((a, b) => b.startedAt.localeCompare(a.startedAt))
          .map((part) => part.execution)
      : [found.record.execution];
  for (const arn of executions) {
    const output = JSON.parse((await execution(arn))?.output ?? '{}') as Record<string, unknown>;
    const address = String(output['postMortem'] ?? output['changeRecord'] ?? '');
    const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.+)$/.exec(address) ?? [];
    if (key !== '') return { bucket, key };
  }
  return undefined;
}
