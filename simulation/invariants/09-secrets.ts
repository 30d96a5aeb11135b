import type { Run } from '../run.ts';

/** No secret value enters a state's input or output, a log line, the ledger or a message. */
export function secrets(run: Run): string[] {
  const { world } = run;
  const values = world.secretValues();
  const places: [string, unknown][] = [
    ['the history of an execution', world.states.executions().map(({ history }) => history.events)],
    ['the log', [world.functions.logs, world.kernel.lines]],
    ['the ledger', [...world.ledger.records().values()]],
    ['a message', world.mail.mails],
    ['a document', [...world.documents.objects.values()]],
  ];
  return places.flatMap(([place, things]) => {
    const texts = new Set(textsIn(things));
    return values
      .filter(({ value }) => [...texts].some((text) => text.includes(value)))
      .map(({ name }) => `${place} holds the value of ${name}`);
  });
}

/** Every text anywhere in a value; one that is written down often (a state's input is the last one's output) is searched once. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null && !(value instanceof Date))
    for (const member of Object.values(value)) yield* textsIn(member);
}
