/** Whether the configuration's grants cover this instance: `<name>` itself, or one that a rollback restored. */
export const isGranted = (identifier: string, configured: string): boolean =>
  identifier === configured || identifier.startsWith(`${configured}-kg-`);
