import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type AppProps } from 'aws-cdk-lib';
import { removeAtEnd } from '../../sandbox/processes/guard.ts';

/**
 * What no test looks at takes half of a synthesis: the tree beside the assembly, and the CDK's own validation of templates,
 * which only warns, and whose engine takes three seconds to load. `npm run synth` validates what is deployed.
 */
export const BARE: AppProps = {
  analyticsReporting: false,
  treeMetadata: false,
  builtinCloudFormationValidation: false,
};

let outdir: string | undefined;

/**
 * An app whose assets lie in one folder, which goes with the process. Left to itself, each app of the CDK leaves a folder of
 * its own behind, with the code of every function in it.
 */
export function testApp(props: AppProps = {}): App {
  if (outdir === undefined) {
    outdir = mkdtempSync(join(tmpdir(), 'knowngood-app-'));
    removeAtEnd(outdir);
  }
  return new App({ ...BARE, outdir, ...props });
}
