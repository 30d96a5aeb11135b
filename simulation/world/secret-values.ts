import type { World } from './world.ts';

/** Values that nobody but their readers may see, by what they are called. */
export function secretValues({ secrets, secretNames }: World): { readonly name: string; readonly value: string }[] {
  return secretNames.flatMap((id) => {
    const value = secrets.valueOf(id);
    const fields = value.startsWith('{') ? (JSON.parse(value) as Record<string, string>) : { value };
    return Object.entries(fields)
      .filter(([field]) => ['password', 'value'].includes(field))
      .map(([field, secret]) => ({ name: `${id} (${field})`, value: secret }));
  });
}
