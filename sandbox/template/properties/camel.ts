/** Keys whose value is a map of names that the user chose: those stay as they are. */
const MAPS = new Set(['dockerLabels', 'options', 'driverOpts', 'labels', 'systemControls']);

/** CloudFormation writes `ContainerDefinitions`, the ECS API `containerDefinitions`: the same structure with another initial. */
export function camel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camel);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const name = `${key.charAt(0).toLowerCase()}${key.slice(1)}`;
      return [name, MAPS.has(name) ? inner : camel(inner)];
    }),
  );
}
