import { DEAD_INSTANCE } from '../restore-database/request.ts';

/**
 * What a status means while we wait. `backing-up` counts as usable: after a restore RDS takes a first backup that can last
 * for hours, and the engine accepts connections meanwhile. An unknown status means wait.
 * @param rested that backup is waited for
 */
export function usability(status: string, rested = false): 'usable' | 'wait' | 'dead' {
  if (DEAD_INSTANCE.has(status)) return 'dead';
  if (rested && status === 'backing-up') return 'wait';
  return ['available', 'backing-up', 'storage-optimization'].includes(status) ? 'usable' : 'wait';
}
