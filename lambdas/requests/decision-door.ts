/** The workflow that takes decisions about an incident. */
export interface DecisionDoor {
  readonly name: string;
  readonly arn: string;
}

/**
 * The decision workflow of this environment.
 * @param arn of anything in the same account and Region: an execution, a topic
 */
export function decisionDoor(environment: string, arn: string): DecisionDoor {
  const name = `knowngood-${environment}-decision`;
  return { name, arn: machineBeside(name, arn) };
}

/** ARN of the rollback workflow of this environment, which takes a person's request. @param arn as for the decision workflow */
export const rollbackMachine = (environment: string, arn: string): string =>
  machineBeside(`knowngood-${environment}-rollback`, arn);

function machineBeside(name: string, arn: string): string {
  const [, partition = '', , region = '', account = ''] = arn.split(':');
  return `arn:${partition}:states:${region}:${account}:stateMachine:${name}`;
}

/** Which door is the right one, as a command to copy; what is decided is left to whoever types it. */
export function theDoor({ name, arn }: DecisionDoor, incident: string | null): string {
  const input = JSON.stringify({
    reason: '<why>',
    criterion: 'monitoring-feedback',
    incident: incident ?? '<incident>',
    database: '<restore or keep>',
  });
  return `Start ${name}: aws stepfunctions start-execution --state-machine-arn ${arn} --input '${input}' (the message to DevOps shows each decision)`;
}
