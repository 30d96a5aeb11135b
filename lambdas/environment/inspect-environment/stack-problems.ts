import type { Fitness } from './restore-problems.ts';

/** A name that a change set has reserved: nothing of that stack exists. */
const ONLY_RESERVED = 'REVIEW_IN_PROGRESS';

/**
 * A stack that updates writes back what it has: task definitions, desired counts, the pointer. Beside a release each undoes the
 * other, and CloudFormation waits for a service that a release is moving. Its clean-up too: it deregisters revisions
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html#cfn-console-view-stack-data-resources-status-codes).
 * @param stacks stack -> status
 * @param configured names that the configuration expects to exist
 */
export function stackProblems(stacks: ReadonlyMap<string, string>, configured: readonly string[]): Fitness {
  const all = [...stacks];
  return {
    problems: [
      ...configured
        .filter((name) => !stacks.has(name))
        .map(
          (name) =>
            `the stack "${name}" does not exist; expected every stack of "stacks" to. Correct the configuration`,
        ),
      ...all
        .filter(([, status]) => status.endsWith('_IN_PROGRESS') && status !== ONLY_RESERVED)
        .map(
          ([name, status]) =>
            `the stack "${name}" is ${status}; expected none of the environment's to change: it and the release would undo each other. Wait for it, then start the release again`,
        ),
    ],
    warnings: all
      .filter(([, status]) => status.endsWith('_FAILED'))
      .map(
        ([name, status]) =>
          `the stack "${name}" is ${status}: whoever mends it deploys the application too, and may undo the release`,
      ),
  };
}
