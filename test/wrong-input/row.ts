/** One wrong input, and what became of it. */
export interface Row {
  /** What is wrong, in a few words. */
  readonly wrong: string;
  /** What a person typed, or what was changed. */
  readonly given: string;
  /** What a person is told, to the letter; times, ids and ports replaced. */
  readonly told: string;
  /** Calls that changed something on AWS. */
  readonly touched: readonly string[];
  /** Status of the environment afterwards; empty where none exists yet. */
  readonly left: string;
}

export interface Chapter {
  readonly title: string;
  /** Where these are caught, and how they were tried. */
  readonly about: string;
  readonly rows: readonly Row[];
}

/** What differs from run to run, named. */
export const stable = (text: string): string =>
  text
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replace(/arn:aws:states:[\w-]+:\d+:execution:[\w-]+:[\w-]+/g, '<execution>')
    .replace(/incident-\d{14}-\w+/g, '<incident>')
    .replace(/\b\d{14}-\w+\b/g, '<id>')
    .replace(/ocorreu há \d+ s\b/, 'ocorreu há <n> s')
    .replace(/127\.0\.0\.1:\d+/g, '<host>')
    .replace(/arn:aws:secretsmanager:[\w-]+:\d+:secret:[\w-]+/g, '<secret>')
    .replace(/\b(survey-kg-)\w+/g, '$1<id>')
    .replace(/(web|worker):\d+\b/g, '$1:<n>');

/** The page of the documents. */
export function page(chapters: readonly Chapter[]): string {
  const count = chapters.reduce((sum, chapter) => sum + chapter.rows.length, 0);
  const cell = (text: string): string => text.replace(/\n\s*/g, ' ').replaceAll('|', '\\|').trim();
  const row = ({ wrong, given, told, touched, left }: Row): string => {
    const after =
      left === ''
        ? 'nothing was deployed'
        : `${touched.length === 0 ? 'nothing' : touched.join(', ')} touched; \`${left}\``;
    return `| ${cell(wrong)} | ${given === '' ? '' : `\`${cell(given)}\``} | ${cell(told)} | ${after} |`;
  };
  return `# Wrong input, and what people are told

${count} wrong requests, events, environments and configurations, each tried by a test, with the message to the letter. In each
case nothing was touched and no lock was left. Times, ids and ports are replaced by what they are.

This page is written by \`test/wrong-input\`: \`UPDATE_DOCUMENTS=1 npx vitest run test/wrong-input\` writes it again.
${chapters
  .map(
    ({ title, about, rows }) => `
## ${title}

${about}

| Wrong | Given | Told | Left |
| --- | --- | --- | --- |
${rows.map(row).join('\n')}
`,
  )
  .join('')}`;
}
