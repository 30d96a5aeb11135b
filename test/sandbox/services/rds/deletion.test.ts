import { expect, it } from 'vitest';
import { deleteInstance } from '../../../../sandbox/services/rds/delete.ts';
import type { RdsState } from '../../../../sandbox/services/rds/state.ts';

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html */
it.each(['creating', 'deleting'])('an instance that is %s takes no deletion', (status) => {
  const state = { instance: () => ({ identifier: 'new', status, settings: {} }) } as unknown as RdsState;
  expect(() => deleteInstance(state, { DBInstanceIdentifier: 'new', SkipFinalSnapshot: true })).toThrow(
    expect.objectContaining({ name: 'InvalidDBInstanceStateFault' }),
  );
});
