import * as v from 'valibot';
import { generated, matching, name, whole } from './values.ts';

/** A configuration stands in the states of a workflow, which people may read: a task's secrets are those of its definition. */
const SECRET_NAME = /pass|secret|token|credential|private|api_?key/i;

/** A check that is a one-off task of ECS, judged by the exit code of its container. */
export const taskCheck = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1)),
  functionality: name,
  smoke: v.optional(v.boolean(), false),
  task: v.strictObject({
    /** Family: its latest ACTIVE revision when the check begins; or one revision of it. */
    definition: matching(
      /^[A-Za-z0-9_-]{1,255}(:[1-9][0-9]*)?$/,
      'a family of task definitions, or family:revision; not an ARN',
    ),
    /** The container whose exit code decides. */
    container: name,
    command: v.optional(v.pipe(v.array(v.string()), v.minLength(1))),
    environment: v.optional(
      v.pipe(
        v.record(matching(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'the name of a variable'), v.string()),
        v.check(
          (variables) => !Object.keys(variables).some((variable) => SECRET_NAME.test(variable)),
          ({ input }) =>
            `${Object.keys(input).find((variable) => SECRET_NAME.test(variable))} is the name of a secret; expected none here, since executions show their configuration. Name it in "secrets" of the task definition`,
        ),
        v.check(
          (variables) => !Object.keys(variables).some((variable) => variable.startsWith('KNOWNGOOD_')),
          'expected no variable that begins with KNOWNGOOD_: these say where the application is',
        ),
      ),
    ),
    /** Service whose subnets and security groups it runs in; left out: the first one. */
    networkOf: v.optional(name),
    /** After this time it is stopped, and has failed. */
    withinMinutes: v.optional(whole(1, 60), 10),
    /** Names of its definition's roles: only these may be passed. Left out: those of the services. */
    roles: v.optional(v.pipe(v.array(name), v.minLength(1, 'expected at least one role, or none of this key'))),
    /** Where its container logs (driver `awslogs`): the last lines of a check that failed are then told, secrets masked. */
    logGroup: v.optional(generated(/^[A-Za-z0-9._/#-]{1,512}$/, 'the name of a log group')),
  }),
});
