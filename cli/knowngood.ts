#!/usr/bin/env node
import { main } from './main.ts';

/** Set by the bundler, from package.json. */
declare const VERSION: string;

void main(process.argv.slice(2), VERSION).then((code) => {
  process.exitCode = code;
});
