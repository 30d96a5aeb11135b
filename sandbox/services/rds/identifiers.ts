import { randomBytes } from 'node:crypto';
import { WireError } from '../../kernel/wire-error.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** `db-` and 26 capital letters and digits, as RDS makes them. */
export function newResourceId(): string {
  return `db-${Array.from(randomBytes(26), (byte) => ALPHABET[byte % ALPHABET.length]).join('')}`;
}

/**
 * RDS's rule for names, and its folding to lower case: letters, digits and single hyphens, beginning with a letter, not ending
 * with a hyphen; an instance's has at most 63 characters, a snapshot's 255.
 */
export function parseIdentifier(
  kind: 'DBInstanceIdentifier' | 'DBSnapshotIdentifier',
  given: string | undefined,
): string {
  const longest = kind === 'DBInstanceIdentifier' ? 63 : 255;
  if (given && given.length <= longest && /^[A-Za-z](?:-?[A-Za-z0-9])*$/.test(given)) return given.toLowerCase();
  throw new WireError(
    'InvalidParameterValue',
    `The parameter ${kind} is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens. (${given})`,
  );
}

/** ARNs of RDS's resources. */
export function rdsArns({ region, account }: { region: string; account: string }) {
  const prefix = `arn:aws:rds:${region}:${account}`;
  return {
    instance: (name: string) => `${prefix}:db:${name}`,
    snapshot: (name: string) => `${prefix}:snapshot:${name}`,
    parameterGroup: (name: string) => `${prefix}:pg:${name}`,
    optionGroup: (name: string) => `${prefix}:og:${name}`,
    subnetGroup: (name: string) => `${prefix}:subgrp:${name}`,
    /** Kind and name of an ARN: `['db', 'survey']`. */
    parse(arn: string): [kind: string, name: string] {
      const [kind = '', ...name] = arn.slice(prefix.length + 1).split(':');
      return [kind, name.join(':')];
    },
  };
}

export type RdsArns = ReturnType<typeof rdsArns>;

/** The name in what may be a name or an ARN. */
export function nameOf(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf(':') + 1).toLowerCase();
}
