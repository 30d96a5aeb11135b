import type { CheckTask } from '../../../lambdas/model/check-task.ts';
import type { TaskCheck } from '../../../lambdas/model/environment.ts';

/** A check that is a task, and its task on its way. */
export const taskCheck = (name: string, change: Partial<TaskCheck['task']> = {}): TaskCheck => ({
  ...{ name, functionality: 'exports', smoke: true },
  task: {
    ...{ definition: 'survey-tests', container: 'tests', networkOf: 'web', withinMinutes: 10 },
    roles: ['survey-task'],
    ...change,
  },
});
export const checkTask = (name: string, change: Partial<CheckTask> = {}): CheckTask => ({
  ...{ name, task: null, attempt: 0, askedSince: null, startedAt: null },
  ...change,
});
