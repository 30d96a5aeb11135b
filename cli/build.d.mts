/** Bundles the command into one file. @param outfile its path; left out: `dist/knowngood.cjs` */
export function build(outfile?: string): Promise<unknown>;
