import { get } from 'node:http';
import type { TargetGroup, TargetHealth } from '@aws-sdk/client-elastic-load-balancing-v2';

/** One health check: undefined if it passes, else why the target is unhealthy, in ELB's words. */
export type HealthCheck = (
  target: { readonly host: string; readonly port: number },
  group: TargetGroup,
  signal: AbortSignal,
) => Promise<TargetHealth | undefined>;

/** Asks the target itself. */
export const checkHealth: HealthCheck = (target, group, signal) => {
  const matcher = group.Matcher?.HttpCode ?? '200';
  return new Promise((resolve) => {
    const request = get(
      {
        host: target.host,
        port: target.port,
        path: group.HealthCheckPath ?? '/',
        headers: { 'user-agent': 'ELB-HealthChecker/2.0' },
        agent: false,
        timeout: (group.HealthCheckTimeoutSeconds ?? 5) * 1000,
        signal,
      },
      (response) => {
        response.resume();
        const status = response.statusCode ?? 0;
        resolve(
          matchesCode(matcher, status)
            ? undefined
            : unhealthy('Target.ResponseCodeMismatch', `Health checks failed with these codes: [${status}]`),
        );
      },
    );
    request.once('timeout', () => {
      resolve(unhealthy('Target.Timeout', 'Request timed out'));
      request.destroy();
    });
    request.once('error', () => resolve(unhealthy('Target.FailedHealthChecks', 'Health checks failed')));
  });
};

/** ELB's matcher: codes and ranges, comma separated (`200,300-399`). */
export function matchesCode(matcher: string, status: number): boolean {
  return matcher.split(',').some((part) => {
    const [from, to = from] = part.split('-').map(Number);
    return from !== undefined && to !== undefined && status >= from && status <= to;
  });
}

function unhealthy(Reason: TargetHealth['Reason'], Description: string): TargetHealth {
  return { State: 'unhealthy', Reason, Description };
}
