/** Bundles the command into one file. @param outfile its path; left out: `dist/knowngood.cjs` */
export function build(outfile?: string): Promise<unknown>;
/** Bundles the export of lost rows as a task of ECS runs it. @param outfile its path; left out: `dist/lost-writes.cjs` */
export function buildExport(outfile?: string): Promise<unknown>;
