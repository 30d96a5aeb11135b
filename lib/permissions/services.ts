import { allow } from '../steps/step.ts';
import { type Grant, GrantGroup } from './grant.ts';

/** ECS services, their tasks and their autoscaling. */
export class ServiceGrants extends GrantGroup {
  /** Of the whole cluster: it only reads, and a list of a hundred services in each of ten roles makes the template too large. */
  get describe(): Grant {
    return { permissions: [allow(['ecs:DescribeServices'], [this.arns.servicesOfCluster])] };
  }

  /** ListTasks has no resource type for Fargate tasks, so a condition limits it to the cluster. */
  get lookAtTasks(): Grant {
    const inCluster = { ArnEquals: { 'ecs:cluster': this.arns.cluster } };
    return {
      permissions: [
        allow(['ecs:ListTasks'], ['*'], inCluster),
        allow(['ecs:DescribeTasks'], [this.arns.tasks], inCluster),
      ],
    };
  }

  get lookAtAutoscaling(): Grant {
    return { permissions: [allow(['application-autoscaling:DescribeScalableTargets'], ['*'])] };
  }

  /** A target's ARN has an id that only AWS knows, so a condition limits it to what it scales. */
  get suspendAutoscaling(): Grant {
    return {
      permissions: [
        allow(['application-autoscaling:RegisterScalableTarget'], [this.arns.scalableTargets], {
          StringEquals: {
            'application-autoscaling:service-namespace': 'ecs',
            'application-autoscaling:scalable-dimension': 'ecs:service:DesiredCount',
          },
        }),
      ],
    };
  }

  get update(): Grant {
    return { permissions: [allow(['ecs:UpdateService'], this.arns.services)] };
  }

  get passTaskRoles(): Grant {
    return {
      permissions: [
        allow(['iam:PassRole'], this.arns.taskRoles, {
          StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
        }),
      ],
    };
  }
}
