import type { RedirectActionConfig } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { RequestFacts } from './conditions.ts';

/** Where a redirect action sends a request. Its parts default to the request's own, and `#{host}` and the like name those. */
export function redirectTo(
  config: Partial<RedirectActionConfig>,
  { url, headers }: RequestFacts,
  port: number,
): { status: number; location: string } {
  const from = new URL(url, 'http://any');
  const own: Record<string, string> = {
    protocol: 'http',
    host: String(headers['host'] ?? '127.0.0.1').replace(/:\d+$/, ''),
    port: String(port),
    path: from.pathname.slice(1),
    query: from.search.slice(1),
  };
  const fill = (text: string) => text.replaceAll(/#\{(\w+)\}/g, (_, name: string) => own[name] ?? '');
  const protocol = fill(config.Protocol ?? '#{protocol}').toLowerCase();
  const query = fill(config.Query ?? '#{query}');
  const target = `${protocol}://${fill(config.Host ?? '#{host}')}:${fill(config.Port ?? '#{port}')}${fill(config.Path ?? '/#{path}')}`;
  return { status: config.StatusCode === 'HTTP_301' ? 301 : 302, location: query ? `${target}?${query}` : target };
}
