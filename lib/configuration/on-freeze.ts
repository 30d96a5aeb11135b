import * as v from 'valibot';
import { ON_FREEZE } from '../../lambdas/model/environment.ts';

/**
 * What users get while a person has to decide. `page`: the maintenance page. `open`: the application as it is, where nothing is
 * raised or stopped yet; a rollback with the database then estimates the writes at stake before its fence.
 */
export const onFreeze = v.optional(v.picklist(ON_FREEZE), 'page');
