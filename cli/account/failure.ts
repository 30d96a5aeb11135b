import { EXIT, Stop } from '../exit.ts';
import type { Words } from '../words/words.ts';

const NO_CREDENTIALS = new Set(['CredentialsProviderError', 'TokenProviderError', 'ProviderError']);
const EXPIRED = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'InvalidToken',
]);
const DENIED = new Set([
  'AccessDeniedException',
  'AccessDenied',
  'AuthorizationError',
  'AuthorizationErrorException',
  'UnauthorizedOperation',
]);
/** As Node names them. */
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'CERT_HAS_EXPIRED',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

interface Failure {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
}

/** What an SDK's error means for who typed the command; undefined: it is nothing that an account or a network explains. */
export function accessProblem(error: unknown, endpoint: string | undefined, words: Words): Stop | undefined {
  const { name = '', message = '', code = '' } = error as Failure;
  const say = words.errors;
  if (NO_CREDENTIALS.has(name)) return new Stop(EXIT.noAccess, say.noCredentials(message), say.howToSignIn);
  if (/Region is missing/i.test(message)) return new Stop(EXIT.noAccess, say.noRegion, say.howToSetRegion);
  if (EXPIRED.has(name)) return new Stop(EXIT.noAccess, say.refusedCredentials(message), say.howToSignIn);
  if (isDenied(error)) return new Stop(EXIT.noAccess, say.denied(message), say.whichPolicy);
  const unreachable = codesOf(error).find((one) => UNREACHABLE.has(one));
  if (unreachable !== undefined || name === 'TimeoutError' || code === 'ERR_INVALID_URL')
    return new Stop(EXIT.noAccess, say.unreachable(endpoint, unreachable ?? message), say.howToReach(endpoint));
  return undefined;
}

export const isDenied = (error: unknown): boolean => DENIED.has((error as Failure).name ?? '');

/** Of the error, of what caused it, and of each attempt that was made at once (IPv4 and IPv6). */
function codesOf(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) return [];
  const { code, cause, errors = [] } = error as Failure;
  return [...(code === undefined ? [] : [code]), ...[cause, ...errors].flatMap(codesOf)];
}
