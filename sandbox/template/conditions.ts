import type { Template } from './template.ts';

/** Whether a condition of the template holds. Conditions refer only to parameters and pseudo parameters. */
export function conditionHolds(
  name: string,
  { Conditions, Parameters }: Template,
  pseudo: Readonly<Record<string, string>>,
): boolean {
  const value = (node: unknown): unknown => {
    if (typeof node !== 'object' || node === null) return node;
    const [[operator, argument] = ['', undefined]] = Object.entries(node);
    const items = Array.isArray(argument) ? argument : [];
    switch (operator) {
      case 'Ref':
        return pseudo[String(argument)] ?? Parameters?.[String(argument)]?.Default;
      case 'Condition':
        return value(Conditions?.[String(argument)]);
      case 'Fn::Equals':
        return value(items[0]) === value(items[1]);
      case 'Fn::Not':
        return value(items[0]) !== true;
      case 'Fn::And':
        return items.every((item) => value(item) === true);
      case 'Fn::Or':
        return items.some((item) => value(item) === true);
      default:
        throw new Error(`The sandbox does not know the condition function "${operator}".`);
    }
  };
  return value(Conditions?.[name]) === true;
}
