import type { AccessCheck, Call } from '../../kernel/access.ts';
import { keyChecks } from '../kms/use.ts';
import { bare, type SsmState } from './state.ts';

/** How a call uses the key of a SecureString; undefined: not at all. */
type KeyUsed = { readonly operation: 'Encrypt' | 'Decrypt'; readonly key?: string | undefined } | undefined;

/** The checks of an action on a parameter. A SecureString's key is asked when it is written, and when it is decrypted. */
export function onParameter(
  state: SsmState,
  action: string,
  selector: string,
  { principal: caller }: Call,
  used: KeyUsed,
): readonly AccessCheck[] {
  const name = bare(selector).split(':')[0] ?? '';
  const resource = state.arnOf(name);
  return [
    { action: `ssm:${action}`, resource },
    ...(used === undefined
      ? []
      : keyChecks(state.kernel, {
          key: used.key ?? state.parameters.get(name)?.key,
          via: 'ssm',
          operations: [used.operation],
          bound: { PARAMETER_ARN: resource },
          caller,
        })),
  ];
}

/** A read uses the key only when it asks for decryption. */
export const decryption = (asked: boolean | undefined): KeyUsed =>
  asked === true ? { operation: 'Decrypt' } : undefined;
