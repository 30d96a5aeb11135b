/** The values that dynamic references refer to. */
export interface Values {
  /** Newest value of a parameter. */
  parameter(name: string): string;
  /** Current value of a secret. */
  secret(id: string): string;
}

/** The value of `{{resolve:ssm:<name>}}` or `{{resolve:secretsmanager:<arn>:SecretString:<field>::}}`. */
export function dynamicReference(service: string, rest: string, values: Values): string {
  if (service === 'ssm') return values.parameter(rest);
  const parts = /^(?<id>.*?):SecretString(?::(?<field>[^:]*))?(?::.*)?$/.exec(rest)?.groups;
  if (service !== 'secretsmanager' || parts?.['id'] === undefined)
    throw new Error(`The sandbox does not know the dynamic reference "${service}:${rest}".`);
  const value = values.secret(parts['id']);
  const field = parts['field'] ?? '';
  return field === '' ? value : String((JSON.parse(value) as Record<string, unknown>)[field]);
}
