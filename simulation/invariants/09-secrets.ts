import type { Run } from '../run.ts';

/** No secret value enters a state's input or output, a log line, the ledger or a message. */
export function secrets(run: Run): string[] {
  const { world } = run;
  const values = world.secretValues();
  const places: [string, string][] = [
    ['the history of an execution', JSON.stringify(world.states.executions().map(({ history }) => history.events))],
    ['the log', [...world.functions.logs, ...world.kernel.lines].join('\n')],
    ['the ledger', JSON.stringify([...world.ledger.records().values()])],
    ['a message', world.mail.mails.map(({ subject, body }) => subject + body).join('\n')],
    ['a document', [...world.documents.objects.values()].flat().join('\n')],
  ];
  return places.flatMap(([place, text]) =>
    values.filter(({ value }) => text.includes(value)).map(({ name }) => `${place} holds the value of ${name}`),
  );
}
