/** Orders names so that each comes after all it depends on. @throws Error naming the names of a circle */
export function inOrder(names: readonly string[], dependsOn: (name: string) => Iterable<string>): string[] {
  const known = new Set(names);
  const done = new Set<string>();
  const ordered: string[] = [];
  const visit = (name: string, path: readonly string[]): void => {
    if (done.has(name)) return;
    if (path.includes(name))
      throw new Error(`Circular dependency: ${[...path.slice(path.indexOf(name)), name].join(' -> ')}`);
    for (const other of dependsOn(name)) if (known.has(other)) visit(other, [...path, name]);
    done.add(name);
    ordered.push(name);
  };
  for (const name of names) visit(name, []);
  return ordered;
}
