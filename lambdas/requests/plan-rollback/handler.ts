import { textIn } from '../../messages/portuguese/in-language.ts';
import { step } from '../../step/step.ts';
import type { Input, Output } from './contract.ts';
import { plan } from './plan.ts';

/** Says what a rollback would do, from what was decided and looked at. Touches nothing. */
export const handler = step<Input, Output>(async (input) => {
  const told = textIn(input.language ?? 'en');
  const answer = plan(input);
  return {
    ...answer,
    because: answer.because.map(told),
    problems: answer.problems.map(told),
    plan: answer.plan.map(told),
  };
});
