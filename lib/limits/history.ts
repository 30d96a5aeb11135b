import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { CheckedConfiguration } from '../configuration/schema.ts';
import type { Workflow } from '../workflows/workflow.ts';

/** Of one look: two events of the choice, two of the wait, and five of each task. */
const EVENTS_OF_QUESTION_AND_WAIT = 4;
const EVENTS_OF_A_TASK = 5;
/** Of one service: its iteration, and its switch. */
const EVENTS_A_SERVICE = 3 + EVENTS_OF_A_TASK;
/** Of one order of services: its iteration, the Map in it, what leads to the first look and what follows the last. */
const EVENTS_AN_ORDER = 18;

/**
 * The most events of an execution that nobody redrives: every loop of the workflow lasts as long as its step lets it, every state of
 * either way is entered once, and every service is switched. Retries of an outage come on top; there is room for them below the limit.
 */
export function mostEvents({ loops, node }: Workflow, { services }: CheckedConfiguration): number {
  const looking = loops.reduce(
    (sum, { looks, tasks }) => sum + looks * (EVENTS_OF_QUESTION_AND_WAIT + tasks * EVENTS_OF_A_TASK),
    0,
  );
  const states = node.findAll().filter((one) => one instanceof sfn.State).length;
  const orders = new Set(services.map(({ order = 1 }) => order)).size;
  return looking + states * EVENTS_OF_A_TASK + services.length * EVENTS_A_SERVICE + orders * EVENTS_AN_ORDER;
}
