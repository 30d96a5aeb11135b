import type { AccessCheck } from '../../kernel/access.ts';
import { requestTagContext, resourceTagContext, type Tag } from '../../template/properties/tags.ts';
import type { ElbState } from './state.ts';

/** The check of an action on an ARN, with the condition keys of its tags and of those a request gives. */
export function onTagged(state: ElbState, action: string, resource: string, given: readonly Tag[] = []): AccessCheck {
  return {
    action: `elasticloadbalancing:${action}`,
    resource,
    context: { ...requestTagContext(given), ...resourceTagContext(tagsOf(state, resource)) },
  };
}

function tagsOf(state: ElbState, arn: string): readonly Tag[] {
  try {
    return state.tagged(arn).tags;
  } catch {
    return []; // IAM comes first: a resource that does not exist has no tags here, and the operation refuses it.
  }
}
