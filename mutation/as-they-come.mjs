import { appendFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { relative } from 'node:path';

const { declareClassPlugin, PluginKind } = await import(
  createRequire(import.meta.url).resolve('@stryker-mutator/api/plugin')
);

/** Writes each mistake down when it has been judged: a run that is cut off leaves what it found until then. */
class AsTheyCome {
  #first = Date.now();

  onMutantTested({ fileName, location, mutatorName, replacement, status }) {
    const seconds = Math.round((Date.now() - this.#first) / 100) / 10;
    this.#first = Date.now();
    const file = relative(process.cwd(), fileName).replace(/^\.sandbox\/stryker\/[^/]+\//, '');
    const line = { file, location, mutatorName, replacement, status, seconds };
    appendFileSync(process.env.MISTAKES_FOUND, `${JSON.stringify(line)}\n`);
  }

  onMutationTestingPlanReady() {
    this.#first = Date.now();
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Reporter, 'as-they-come', AsTheyCome)];
