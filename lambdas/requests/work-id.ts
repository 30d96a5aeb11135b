/**
 * Id of a release or rollback: `<start, to the second>-<last 8 letters and digits of the execution's name>`. It sorts by
 * time, differs per execution, and has only characters allowed in names of snapshots, instances and executions.
 */
export function workId(startedAt: string, executionName: string): string {
  const stamp = startedAt.replace(/\.\d+Z$/, 'Z').replace(/[-:TZ]/g, '');
  const tail = executionName
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(-8);
  return `${stamp}-${tail === '' ? 'x' : tail}`;
}
