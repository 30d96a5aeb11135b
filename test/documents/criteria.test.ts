import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CRITERIA } from '../../lambdas/model/environment.ts';

it('the plan, as people read it, has a row for each criterion and for no other', () => {
  const plan = readFileSync(new URL('../../docs/plano-de-rollback.md', import.meta.url), 'utf8');
  const [, table = ''] = plan.split('| Critério do plano |');
  const rows = [...(table.split('\n\n')[0] ?? '').matchAll(/\| `([a-z-]+)` \|$/gm)].map(([, criterion]) => criterion);
  expect(rows.toSorted()).toEqual([...CRITERIA].toSorted());
});
