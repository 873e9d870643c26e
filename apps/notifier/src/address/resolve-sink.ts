import { lookup, type LookupAddress } from 'node:dns';
import { portOfUrl } from '@silkgauge/contract';
import { addressIn, mayConnect, type SinkPolicy } from './sink-policy.ts';

/** Addresses of a name, by the system's resolver. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

/**
 * Why there is no connection. A name that is not found and one that leads where nothing is delivered are one word: who
 * points a name of its own at one of the network inside learns of neither.
 */
const ADDRESS_FAULT = 'refused-address';

export class SinkAddressError extends Error {
  override readonly name = 'SinkAddressError';
  readonly code = ADDRESS_FAULT;

  constructor() {
    super(ADDRESS_FAULT);
  }
}

export const systemResolve: Resolve = (hostname) =>
  new Promise((resolve, reject) => {
    lookup(hostname, { all: true, order: 'verbatim' }, (error, addresses) => {
      if (error) reject(error);
      else resolve(addresses);
    });
  });

/**
 * The addresses that a sink may be connected to. A name is resolved once, and one refused address refuses all:
 * a name that leads here and elsewhere is not to be chosen from.
 *
 * @throws SinkAddressError
 */
export async function resolveSink(
  url: URL,
  policy: SinkPolicy,
  resolve: Resolve = systemResolve,
): Promise<readonly LookupAddress[]> {
  const literal = addressIn(url);
  const addresses: readonly LookupAddress[] =
    literal === null
      ? await resolve(url.hostname).catch(() => [])
      : [{ address: literal, family: literal.includes(':') ? 6 : 4 }];
  const target = { port: portOfUrl(url), plain: url.protocol === 'http:' };
  const mayBe = ({ address }: LookupAddress) => mayConnect(policy, address, target);
  if (addresses.length === 0 || !addresses.every(mayBe)) throw new SinkAddressError();
  return addresses;
}
