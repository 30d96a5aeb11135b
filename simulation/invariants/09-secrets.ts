import type { Run } from '../run/run.ts';
import { secretValues } from '../world/secret-values.ts';

/** No secret value enters a state's input or output, a log line, the ledger or a message. */
export function secrets(run: Run): string[] {
  const { world } = run;
  const values = secretValues(world);
  const places: [string, unknown][] = [
    ['the history of an execution', world.states.executions().map(({ history }) => history.events)],
    ['the log', [world.functions.logs, world.kernel.lines]],
    ['the ledger', [...world.ledger.records().values()]],
    ['a message', world.mail.mails],
    ['a document', [...world.documents.objects.values()]],
  ];
  return places.flatMap(([place, things]) => {
    const texts = new Set<string>();
    collect(things, texts);
    // A value holds no line break: it cannot begin in one text and end in the next.
    const all = [...texts].join('\n');
    return values.filter(({ value }) => all.includes(value)).map(({ name }) => `${place} holds the value of ${name}`);
  });
}

/** Every text anywhere in a value; one that is written down often (a state's input is the last one's output) is searched once. */
function collect(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') into.add(value);
  else if (typeof value === 'object' && value !== null && !(value instanceof Date))
    for (const name of Object.keys(value)) collect(value[name as keyof typeof value], into);
}
