import { WireError } from '../../../sandbox/kernel/wire-error.ts';

/** Errors that waiting may mend, as they reach a client. */
export const TEMPORARY: Readonly<Record<string, () => Error>> = {
  throttled: () => new WireError('ThrottlingException', 'Rate exceeded', 400),
  'a server error': () => new WireError('InternalFailure', 'The request processing has failed', 500),
  'a broken connection': () => broken(),
};

/** The connection ended before an answer. */
export const broken = (): Error => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

/** IAM says no: waiting mends nothing. */
export const denied = (): Error => new WireError('AccessDeniedException', 'not authorized to perform this', 400);
