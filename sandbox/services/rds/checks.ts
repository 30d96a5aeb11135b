import type { AccessCheck, Principal } from '../../kernel/access.ts';
import { requestTagContext, resourceTagContext, type Tag } from '../../template/properties/tags.ts';
import { keyChecks } from '../kms/use.ts';
import { nameOf } from './identifiers.ts';
import type { RdsState } from './state.ts';

/** The check of an action on an ARN, with the condition keys of the resource and of the tags a request gives. */
export function onResource(state: RdsState, action: string, resource: string, tags: readonly Tag[] = []): AccessCheck {
  return {
    action: `rds:${action}`,
    resource,
    context: { ...contextOf(state, resource), ...requestTagContext(tags), ...reqTags(tags) },
  };
}

/** The check of an action on an instance; on all of them where none is named. */
export const onInstance = (state: RdsState, action: string, identifier: string | undefined): AccessCheck =>
  onResource(state, action, state.arns.instance(nameOf(identifier ?? '*')));

/** A role given to RDS: enhanced monitoring's is passed to a service of its own (iam:PassedToService). */
export const passRole = (
  resource: string,
  service: 'rds.amazonaws.com' | 'monitoring.rds.amazonaws.com',
): AccessCheck => ({ action: 'iam:PassRole', resource, context: { 'iam:PassedToService': service } });

/** Encrypted storage: the CALLER must be allowed to let RDS use the key. */
export function storageKeyChecks(state: RdsState, key: string | undefined, caller: Principal): AccessCheck[] {
  return keyChecks(state.kernel, { key, via: 'rds', operations: ['CreateGrant', 'DescribeKey'], caller });
}

function reqTags(tags: readonly Tag[]): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [`rds:req-tag/${Key}`, Value ?? '']));
}

function contextOf(state: RdsState, arn: string): Record<string, string> {
  const [kind, name] = state.arns.parse(arn);
  let tags: readonly Tag[] = [];
  try {
    tags = state.tagged(arn).tags;
  } catch {
    // A resource that does not exist (yet) has no tags.
  }
  const settings = kind === 'db' ? state.byName(name)?.settings : undefined;
  return {
    ...resourceTagContext(tags),
    ...Object.fromEntries(tags.map(({ Key, Value }) => [`rds:${kind}-tag/${Key}`, Value ?? ''])),
    ...(settings
      ? {
          'rds:DatabaseEngine': settings.Engine ?? '',
          'rds:DatabaseClass': settings.DBInstanceClass ?? '',
          'rds:StorageEncrypted': String(settings.StorageEncrypted ?? false),
        }
      : {}),
  };
}
