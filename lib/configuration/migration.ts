import * as v from 'valibot';
import { generated, name } from './values.ts';

/** The one-off task that runs a migration: the command of a service's container, in the new version. */
export const migration = v.strictObject({
  service: name,
  container: name,
  command: v.pipe(v.array(v.string()), v.minLength(1)),
  /** Where that container logs (driver `awslogs`): the last lines of a migration that failed are then told, secrets masked. */
  logGroup: v.optional(generated(/^[A-Za-z0-9._/#-]{1,512}$/, 'the name of a log group')),
});
