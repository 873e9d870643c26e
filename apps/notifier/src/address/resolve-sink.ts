import { lookup, type LookupAddress } from 'node:dns';
import { addressIn, mayConnect, portOf, type SinkPolicy } from './sink-policy.ts';

/** Addresses of a name, by the system's resolver. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

/** Why there is no connection, in a word that tells nothing of the network. */
export type AddressFault = 'refused-address' | 'unresolved';

export class SinkAddressError extends Error {
  override readonly name = 'SinkAddressError';
  readonly code: AddressFault;

  constructor(code: AddressFault) {
    super(code);
    this.code = code;
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
  if (addresses.length === 0) throw new SinkAddressError('unresolved');
  const target = { port: portOf(url), plain: url.protocol === 'http:' };
  if (!addresses.every(({ address }) => mayConnect(policy, address, target)))
    throw new SinkAddressError('refused-address');
  return addresses;
}
