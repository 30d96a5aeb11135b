// Where in the sources a position of a function's bundle is: `npm run where -- <step> <line>:<column>`, as its log gives them.
import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

const [step = '', position = ''] = process.argv.slice(2);
const [line = 0, column = 0] = position.split(':').map(Number);
const file = fileURLToPath(new URL(`../cdk.out/source-maps/${step}.json`, import.meta.url));
if (!existsSync(file) || !(line > 0) || !(column > 0)) {
  console.error(
    `Expected a step and a position in its bundle, as in "npm run where -- triage 12:3456"; found "${step} ${position}". Maps are those of the last synthesis: synthesize what is deployed.`,
  );
  process.exit(2);
}
const found = new SourceMap(JSON.parse(readFileSync(file, 'utf8'))).findEntry(line - 1, column - 1);
console.log(
  'originalSource' in found && found.originalSource !== undefined
    ? `${found.originalSource.replace(/^(\.\.\/)+/, '')}:${found.originalLine + 1}:${found.originalColumn + 1}`
    : 'nowhere: the position is not in the bundle',
);
