import * as scheduler from '@aws-sdk/client-scheduler';
import type { NormalizedSchema } from '@smithy/core/schema';
import { readJson } from './json.ts';
import type { Received } from './received.ts';

/** Services that speak restJson1, by their name in a signature: method and path say the operation. */
const MODULES: Readonly<Record<string, object>> = { scheduler };

interface Route {
  readonly operation: string;
  readonly method: string;
  readonly path: RegExp;
}

const routes = new Map<string, readonly Route[]>();

export const speaksRestJson = (signingName: string): boolean => signingName in MODULES;

/** The operation of a request, and what its path says. */
export function routeOf(
  signingName: string,
  { method, url = '/' }: Received,
): { readonly operation: string; readonly labels: Readonly<Record<string, string>> } | undefined {
  const known = routes.get(signingName) ?? routesOf(MODULES[signingName] ?? {});
  routes.set(signingName, known);
  const { pathname } = new URL(url, 'http://localhost');
  for (const { operation, method: of, path } of known) {
    const match = of === method ? path.exec(pathname) : null;
    if (match === null) continue;
    const labels = Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]);
    return { operation, labels: Object.fromEntries(labels) };
  }
  return undefined;
}

/** Each operation's `http` trait in the SDK client's own schemas: `["GET", "/schedules/{Name}", 200]`. */
function routesOf(module: object): Route[] {
  return Object.entries(module).flatMap(([name, schema]): Route[] => {
    const http = Array.isArray(schema) ? (schema[3] as { http?: [string, string] } | undefined)?.http : undefined;
    if (http === undefined) return [];
    const [method, path] = http;
    const pattern = path.replace(/\{(\w+)\+?\}/g, '(?<$1>[^/]+)');
    return [{ operation: name.replace(/\$$/, ''), method, path: new RegExp(`^${pattern}$`) }];
  });
}

/** The input: members of the body, and those bound to the path and to the query. */
export async function readRestJson(
  shape: NormalizedSchema,
  body: string,
  { url = '/' }: Received,
  labels: Readonly<Record<string, string>>,
): Promise<unknown> {
  const input = (await readJson(shape, body)) as Record<string, unknown>;
  const { searchParams } = new URL(url, 'http://localhost');
  for (const [name, member] of shape.structIterator()) {
    const { httpQuery } = member.getMergedTraits() as { readonly httpQuery?: string };
    const given = labels[name] ?? (httpQuery === undefined ? null : searchParams.get(httpQuery));
    if (given !== null) input[name] = member.isNumericSchema() ? Number(given) : given;
  }
  return input;
}
