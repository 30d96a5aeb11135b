import { inFolder } from '../../lambdas/database/lost-row-place.ts';
import { EXIT, Stop } from '../exit.ts';
import { lostWrites } from '../lost-writes.ts';
import { type Run, textOf } from './verb.ts';

export const run: Run = async (session, typed) => {
  const { name } = await session.environment();
  const text = (option: string): string => textOf(typed, option) ?? '';
  const exported = await lostWrites({
    ...{ environment: name, rollback: text('rollback'), release: textOf(typed, 'release'), secret: text('secret') },
    ...{ database: text('database'), place: inFolder(text('folder')), tls: text('tls') },
  });
  if (!exported.ok) throw new Stop(exported.needs ? EXIT.wrongInput : EXIT.notFound, exported.why);
  if (session.json) session.printJson(exported.lines);
  else session.print(exported.lines.map((line) => ({ text: line, tone: 'plain' })));
  return EXIT.done;
};
