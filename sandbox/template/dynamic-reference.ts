/** What dynamic references read. */
export interface Values {
  /** Newest value of a parameter. */
  parameter(name: string): string;
  /** Current value of a secret. */
  secret(id: string): string;
}

/** `{{resolve:ssm:<name>}}`, `{{resolve:secretsmanager:<arn>:SecretString:<field>::}}`: of the latter, `service` and the rest. */
export function dynamicReference(service: string, rest: string, values: Values): string {
  if (service === 'ssm') return values.parameter(rest);
  const parts = /^(?<id>.*?):SecretString(?::(?<field>[^:]*))?(?::.*)?$/.exec(rest)?.groups;
  if (service !== 'secretsmanager' || parts?.['id'] === undefined)
    throw new Error(`The sandbox does not know the dynamic reference "${service}:${rest}".`);
  const value = values.secret(parts['id']);
  const field = parts['field'] ?? '';
  return field === '' ? value : String((JSON.parse(value) as Record<string, unknown>)[field]);
}
