import type { Kernel } from '../../kernel/kernel.ts';
import type { RequestSeen } from './fabric.ts';
import type { TargetGroup } from './target-group.ts';

const NAMESPACE = 'AWS/ApplicationELB';

/** Measures a request as ALB does: per load balancer, and per target group where a target was chosen. */
export function measureRequest(kernel: Kernel, loadBalancer: string, request: RequestSeen): void {
  const { status, byTarget, group } = request;
  const record = (metric: string, value: number, perGroup: boolean) => {
    const base = { namespace: NAMESPACE, metric, value };
    kernel.measure({ ...base, dimensions: { LoadBalancer: loadBalancer } });
    if (perGroup && group) {
      kernel.measure({ ...base, dimensions: { TargetGroup: group.fullName, LoadBalancer: loadBalancer } });
    }
  };
  if (group) record('RequestCount', 1, true); // Only counted where a target could be chosen.
  const hundreds = `${Math.floor(status / 100)}XX`;
  if (byTarget) {
    record(`HTTPCode_Target_${hundreds}_Count`, 1, true);
    record('TargetResponseTime', request.targetSeconds ?? 0, true);
    return;
  }
  record(`HTTPCode_ELB_${hundreds}_Count`, 1, false);
  if ([500, 502, 503, 504].includes(status)) record(`HTTPCode_ELB_${status}_Count`, 1, false);
  if (request.fixedResponse) record('HTTP_Fixed_Response_Count', 1, false);
  if (group) record('TargetConnectionErrorCount', 1, true);
}

/** Measures how many targets of a group are healthy, and how many are not. */
export function measureHealth(kernel: Kernel, loadBalancer: string, group: TargetGroup): void {
  for (const state of ['healthy', 'unhealthy'] as const) {
    kernel.measure({
      namespace: NAMESPACE,
      metric: state === 'healthy' ? 'HealthyHostCount' : 'UnHealthyHostCount',
      dimensions: { TargetGroup: group.fullName, LoadBalancer: loadBalancer },
      value: group.count(state),
    });
  }
}
