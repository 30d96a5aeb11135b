import type { CreateRuleCommandInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { World } from './world.ts';

/** Values that nobody but their readers may see, by what they are called. */
export function secretValues({
  secrets,
  secretNames,
  calls,
}: World): { readonly name: string; readonly value: string }[] {
  const stored = secretNames.flatMap((id) => {
    const value = secrets.valueOf(id);
    const fields = value.startsWith('{') ? (JSON.parse(value) as Record<string, string>) : { value };
    return Object.entries(fields)
      .filter(([field]) => ['password', 'value'].includes(field))
      .map(([field, secret]) => ({ name: `${id} (${field})`, value: secret }));
  });
  // Each raise has a value of its own, made of the stored one.
  const raised = calls
    .filter(({ operation }) => operation === 'CreateRule')
    .flatMap(({ input }) => (input as CreateRuleCommandInput).Conditions ?? [])
    .flatMap(({ HttpHeaderConfig }) => HttpHeaderConfig?.Values ?? [])
    .map((value) => ({ name: 'the bypass', value }));
  return [...stored, ...raised];
}
