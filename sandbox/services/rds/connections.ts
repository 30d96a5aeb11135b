import type { RdsState } from './state.ts';

/** How often connections are measured, in virtual ms. */
const MEASURED_EVERY_MS = 60_000;

/** Measures every instance's connections until the sandbox ends. */
export async function measureConnections(state: RdsState): Promise<void> {
  for (;;) {
    await state.pass(MEASURED_EVERY_MS);
    for (const { identifier, server, reachable } of state.instances) {
      if (!server?.running || !reachable) continue;
      const rows = await server
        .query<{ n: number }>(
          "select count(*)::int as n from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
        )
        .catch(() => []); // The server is just being stopped, or all its connections are taken.
      const value = rows[0]?.n;
      if (value === undefined) continue;
      state.kernel.measure({
        namespace: 'AWS/RDS',
        metric: 'DatabaseConnections',
        dimensions: { DBInstanceIdentifier: identifier },
        value,
      });
    }
  }
}
