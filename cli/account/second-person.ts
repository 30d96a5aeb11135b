import { SFNClient } from '@aws-sdk/client-sfn';
import type { Answered, Refused } from '../../lambdas/requests/second-person/contract.ts';
import { EXIT, Stop } from '../exit.ts';
import type { Words } from '../words/words.ts';

type Asked = { readonly ask: object } | { readonly confirm: string };

/**
 * Asks, or confirms, at the address that takes both, signed by the SDK's own signer with the credentials that every verb uses.
 * @throws Stop where it is refused, with its own words
 */
export async function atTheAddress(url: string, asked: Asked, { errors }: Words): Promise<Answered> {
  const body = JSON.stringify(asked);
  const { hostname, host, pathname, port, protocol } = new URL(url);
  const headers = { host, 'content-type': 'application/json' };
  // A client of its own: its signer remembers what it signs for.
  const { config } = new SFNClient({});
  const signer = await config.signer({
    name: 'sigv4',
    signingName: 'lambda',
    signingRegion: await config.region(),
    properties: {},
  });
  const signed = await signer.sign({
    ...{ method: 'POST', protocol, hostname, path: pathname, query: {}, headers, body },
    ...(port === '' ? {} : { port: Number(port) }),
  });
  let status: number;
  let text: string;
  try {
    // The host is the address's own; fetch takes none.
    const { host: _, ...sent } = signed.headers;
    const response = await fetch(url, { method: 'POST', headers: sent, body });
    [status, text] = [response.status, await response.text()];
  } catch (error) {
    throw new Stop(EXIT.noAccess, errors.addressSilent(url, (error as Error).message));
  }
  if (status === 200) return JSON.parse(text) as Answered;
  const { error, message } = refusalIn(text);
  if (error !== undefined && message !== undefined) throw new Stop(EXIT.refused, message);
  throw new Stop(
    status === 403 ? EXIT.noAccess : EXIT.unexpected,
    errors.addressRefused(url, status, text.slice(0, 300)),
  );
}

function refusalIn(text: string): Partial<Refused> {
  try {
    return JSON.parse(text) as Partial<Refused>;
  } catch {
    return {};
  }
}
