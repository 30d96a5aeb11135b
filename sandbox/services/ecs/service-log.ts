import { randomUUID } from 'node:crypto';
import type { ServiceEvent } from '@aws-sdk/client-ecs';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Deployment, ServiceSettings } from './deployment.ts';

/** ECS keeps this many events of a service. */
const KEPT = 100;

/** A service's own events, and the events of its deployments for EventBridge. */
export class ServiceLog {
  /** Newest first. */
  events: readonly ServiceEvent[] = [];
  private readonly kernel: Kernel;
  private readonly settings: ServiceSettings;

  constructor(kernel: Kernel, settings: ServiceSettings) {
    this.kernel = kernel;
    this.settings = settings;
  }

  say(what: string): void {
    const createdAt = new Date(this.kernel.clock.now());
    const event = { id: randomUUID(), createdAt, message: `(service ${this.settings.name}) ${what}` };
    this.events = [event, ...this.events].slice(0, KEPT);
  }

  publish(eventName: string, deployment: Deployment): void {
    this.kernel.publish({
      source: 'aws.ecs',
      'detail-type': 'ECS Deployment State Change',
      resources: [this.settings.arn],
      detail: {
        eventType: eventName === 'SERVICE_DEPLOYMENT_FAILED' ? 'ERROR' : 'INFO',
        eventName,
        deploymentId: deployment.id,
        updatedAt: deployment.updatedAt.toISOString(),
        reason: deployment.rolloutStateReason,
      },
    });
  }
}
