import type { SimpleState } from './asl.ts';
import { EvaluationError, StatesError } from './errors.ts';
import { codeOf, evaluateAs, isBoolean, isCount, isString } from './expression.ts';
import { leave, type Step } from './leave.ts';
import type { Visit } from './run.ts';

/** RFC 3339 as Step Functions takes it: a capital T, and Z or an offset. */
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
/** Observed: a longer wait is refused ("Wait state delay is too long"). */
const LONGEST_WAIT_MS = (2 ** 31 - 1) * 1_000;

/** Runs a state that has neither Retry nor Catch. */
export async function runSimple(state: SimpleState, visit: Visit): Promise<Step> {
  switch (state.Type) {
    case 'Pass':
      return await leave(visit, state, { next: state.Next, fallback: visit.input });
    case 'Succeed':
      return await leave(visit, state, { next: undefined, fallback: visit.input });
    case 'Fail':
      throw new StatesError(await text(state.Error, 'Error', visit), await text(state.Cause, 'Cause', visit));
    case 'Wait':
      await visit.run.clock.sleep(await waitMs(state, visit), visit.signal);
      return await leave(visit, state, { next: state.Next, fallback: visit.input });
    case 'Choice':
      for (const [index, rule] of state.Choices.entries()) {
        const field = `Choices[${index}]/`;
        if (await evaluateAs(rule.Condition, visit.scope(), `${field}Condition`, 'boolean', isBoolean))
          return await leave(visit, rule, { next: rule.Next, fallback: visit.input, field });
      }
      if (state.Default === undefined)
        throw new StatesError('States.NoChoiceMatched', `No rule of "${visit.name}" matched and it has no default.`);
      return await leave(visit, state, { next: state.Default, fallback: visit.input });
  }
}

async function text(template: unknown, field: string, visit: Visit): Promise<string | undefined> {
  return template === undefined ? undefined : await evaluateAs(template, visit.scope(), field, 'string', isString);
}

async function waitMs(state: { Seconds?: unknown; Timestamp?: unknown }, visit: Visit): Promise<number> {
  if (state.Timestamp === undefined) {
    const seconds = await evaluateAs(state.Seconds, visit.scope(), 'Seconds', 'non-negative integer', isCount);
    return seconds * 1_000;
  }
  const scope = visit.scope();
  const timestamp = await evaluateAs(state.Timestamp, scope, 'Timestamp', 'string', isString);
  if (!TIMESTAMP.test(timestamp) || Number.isNaN(Date.parse(timestamp)))
    throw new EvaluationError(
      `${scope.where}The ${codeOf(state.Timestamp) === undefined ? 'value' : `JSONata expression '${codeOf(state.Timestamp)}'`} ` +
        `specified for the field 'Timestamp' is no RFC 3339 timestamp: "${timestamp}"`,
      'Timestamp',
    );
  const ms = Date.parse(timestamp) - visit.run.clock.now();
  if (ms > LONGEST_WAIT_MS) throw new StatesError('States.Runtime', `${scope.where}Wait state delay is too long.`);
  return Math.max(0, ms);
}
