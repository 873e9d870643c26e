import { isIP } from 'node:net';
import { asList, type Environment } from '../config.ts';
import { isLoopbackName } from './addresses.ts';
import { materialFor, type TlsFiles } from './tls-files.ts';

export type { TlsFiles } from './tls-files.ts';

const [CERT, KEY, CLIENT_CA] = ['TLS_CERT_FILE', 'TLS_KEY_FILE', 'TLS_CLIENT_CA_FILE'] as const;
const INSECURE = 'INSECURE_TRANSPORT';

/** Null: plain HTTP. The files are checked here, and read again while the service runs. */
export const tlsVariables = {
  members: [
    {
      name: CERT,
      about:
        'file of the certificate with its chain behind it, PEM; with it the service speaks HTTPS alone, from TLS 1.2 on',
      fallback: '',
    },
    { name: KEY, about: 'file of the key of that certificate, PEM, without a passphrase', fallback: '' },
    {
      name: CLIENT_CA,
      about:
        'file of an authority, PEM, of which every caller shows a certificate, probes and Prometheus among them',
      fallback: '',
    },
    {
      name: INSECURE,
      about:
        '1 lets a service listen beyond this machine without TLS and without a proxy in TRUSTED_PROXIES that ends it',
      fallback: '',
    },
  ],
  /** @throws RangeError with a line for each fault of variables or files, or for a `HOST` that plain HTTP is not for */
  read: (environment: Environment): TlsFiles | null => {
    const [cert, key, clientCa] = [CERT, KEY, CLIENT_CA].map((name) => environment[name]?.trim() || null);
    if (cert && key) {
      const files = { cert, key, clientCa: clientCa ?? null };
      materialFor(files, environment['HOST']?.trim());
      return files;
    }
    const [given] = [CERT, KEY, CLIENT_CA].filter((name) => environment[name]?.trim());
    if (given === undefined) {
      refusePlain(environment);
      return null;
    }
    const missing = [...(cert ? [] : [CERT]), ...(key ? [] : [KEY])];
    throw new RangeError(
      missing.map((name) => `${name} is missing: ${given} is set, and TLS needs both files`).join('\n'),
    );
  },
};

const PLAIN = `listens beyond this machine without TLS: name ${CERT} and ${KEY}, or in TRUSTED_PROXIES the proxy that ends TLS, or say ${INSECURE}=1 where the network is trusted`;

/** @throws RangeError where a service without TLS listens beyond this machine, and nobody said that it may */
function refusePlain(environment: Environment): void {
  const given = (name: string) => environment[name]?.trim() ?? '';
  const host = given('HOST') || '127.0.0.1';
  if (isLoopbackName(host) || given('TRUSTED_PROXIES') !== '' || given(INSECURE) === '1') return;
  throw new RangeError(`HOST is "${host}", which ${PLAIN}`);
}

interface Listening {
  readonly host: string;
  readonly tls: TlsFiles | null;
  readonly trustedProxies: readonly string[];
}

/** What is said at each start of a service that nothing protects on the way; null where TLS or a proxy does. */
export const plainWarning = ({ host, tls, trustedProxies }: Listening): string | null =>
  tls !== null || trustedProxies.length > 0 || isLoopbackName(host)
    ? null
    : `${INSECURE}=1: whatever is asked at ${host}, keys among it, can be read on the way`;

export const trustedProxiesVariable = {
  name: 'TRUSTED_PROXIES',
  about: 'networks of proxies whose X-Forwarded headers count, such as 10.0.0.0/8, separated by commas',
  fallback: [] as readonly string[],
  /** @throws RangeError for a text that is no list of networks */
  parse: (text: string): readonly string[] => asList(text).map(network),
};

/** A network in CIDR notation (RFC 4632, RFC 4291); an address alone is a network of one. */
function network(text: string): string {
  const [address = '', prefix, ...rest] = text.split('/');
  const bits = isIP(address) === 6 ? 128 : 32;
  const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1;
  if (isIP(address) === 0 || rest.length > 0 || length < 0 || length > bits)
    throw new RangeError(`${text} is no network such as 10.0.0.0/8 or fd00::/8`);
  if (length === 0)
    throw new RangeError(`${text} is every address, so anybody could name any client: name the proxies`);
  return `${address}/${String(length)}`;
}
