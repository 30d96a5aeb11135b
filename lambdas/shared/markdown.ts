/** Text of people and alarms as Markdown text: nothing in it becomes a link, a heading or HTML. */
export const plain = (value: string): string =>
  value.replace(/[\\`*_{}[\]()#+!|<>~]/g, (character) => `\\${character}`);
