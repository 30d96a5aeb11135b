import type { FoundService } from './facts.ts';

/** A value that a container gets from Parameter Store or Secrets Manager at its start. */
export interface Read {
  readonly service: string;
  readonly container: string;
  /** Name of the environment variable. */
  readonly variable: string;
  readonly from:
    | { readonly parameter: string }
    /** `key`: the field of a JSON secret; empty: all of it. */
    | { readonly secret: string; readonly key: string };
}

/** What containers read, in the order of the definitions. */
export const readBy = (services: readonly FoundService[]): Read[] =>
  services.flatMap(({ name: service, definition }) =>
    (definition.containerDefinitions ?? []).flatMap(({ name: container = '', secrets = [] }) =>
      secrets.map(({ name: variable = '', valueFrom = '' }) => ({
        ...{ service, container, variable, from: source(valueFrom) },
      })),
    ),
  );

/**
 * `valueFrom` is a parameter's name or ARN, or `arn:…:secret:<name>:<key>:<stage>:<version>`
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html).
 */
function source(valueFrom: string): Read['from'] {
  const parts = valueFrom.split(':');
  if (parts[2] === 'secretsmanager') return { secret: parts.slice(0, 7).join(':'), key: parts[7] ?? '' };
  if (parts[2] !== 'ssm') return { parameter: valueFrom };
  const name = parts
    .slice(5)
    .join(':')
    .replace(/^parameter/, '');
  // The ARN of "host" is …:parameter/host, that of "/a/host" …:parameter/a/host: a name has its slash where it has another.
  return { parameter: name.lastIndexOf('/') === 0 ? name.slice(1) : name };
}

/** Values that stand in the definitions themselves. */
export const plainValues = (services: readonly FoundService[]) =>
  services.flatMap(({ name: service, definition }) =>
    (definition.containerDefinitions ?? []).flatMap(({ name: container = '', environment = [] }) =>
      environment.map(({ name: variable = '', value = '' }) => ({ service, container, variable, value })),
    ),
  );
