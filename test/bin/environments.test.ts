import { describe, expect, it } from 'vitest';
import { addEnvironments } from '../../bin/environments.ts';
import { testApp } from '../lib/app.ts';

const stacksOf = async (environments?: string): Promise<string[]> => {
  const app = testApp({ context: environments === undefined ? {} : { environments } });
  await addEnvironments(app);
  return app.node.children.map(({ node }) => node.id);
};

describe('the app that is deployed', { timeout: 120_000 }, () => {
  it('has one control plane for each file of config/, and no example', async () => {
    expect(await stacksOf()).toEqual(['KnownGood-production']);
  });

  it('has only the environments that are asked for', async () => {
    expect(await stacksOf('production')).toEqual(['KnownGood-production']);
  });

  it('refuses one that no file describes, and names those that are there', async () => {
    await expect(stacksOf('nowhere')).rejects.toThrow(
      'No file of config/ is of the environment nowhere; expected production.',
    );
    await expect(stacksOf('production,nowhere')).rejects.toThrow('the environment nowhere;');
  });
});
