import '../stub/before-handlers.ts';
import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { AWAKE } from '../../../lambdas/model/awake.ts';
import { definitionOf } from '../../lib/definitions.ts';
import { aws } from '../stub/aws.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const listed = definitionOf('wake').States['Invoke every function']?.['Items'] as readonly { name: string }[];
const handlers = new Map(
  globSync('lambdas/*/*/handler.ts', { cwd: root }).map((file) => [basename(dirname(file)), file]),
);

describe('a step that is invoked for nothing but its answer', () => {
  it.each(listed.map(({ name }) => name))('%s answers, and asks AWS for nothing', async (name) => {
    const { handler } = (await import(join(root, handlers.get(name) ?? 'missing'))) as {
      handler(input: unknown): Promise<unknown>;
    };
    expect(await handler(AWAKE)).toEqual(AWAKE);
    expect(aws.called()).toEqual([]);
  });
});
