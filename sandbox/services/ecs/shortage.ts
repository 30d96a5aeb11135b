/**
 * Fargate has no room: RunTask refuses, or it takes the task, which then fails to start
 * (https://repost.aws/knowledge-center/ecs-fargate-runtask-capacity).
 */
export type Shortage = 'refused' | 'stopped';
export const NO_CAPACITY =
  'Capacity is unavailable at this time. Please try again later or in a different availability zone';
