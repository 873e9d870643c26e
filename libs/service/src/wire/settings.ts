import { isIP } from 'node:net';

/** PEM files of a service: its certificate with the chain, its key, and the authorities of its clients. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
  /** Null: clients show no certificate. */
  readonly clientCa: string | null;
}

const [CERT, KEY, CLIENT_CA] = ['TLS_CERT_FILE', 'TLS_KEY_FILE', 'TLS_CLIENT_CA_FILE'] as const;

/** Null: plain HTTP. The files are read at the start of the service, and while it runs. */
export const tlsVariables = {
  names: [CERT, KEY, CLIENT_CA],
  /** @throws RangeError with a line for each missing variable */
  read: (environment: Readonly<Record<string, string | undefined>>): TlsFiles | null => {
    const [cert, key, clientCa] = [CERT, KEY, CLIENT_CA].map((name) => environment[name]?.trim() || null);
    if (cert && key) return { cert, key, clientCa: clientCa ?? null };
    const [given] = [CERT, KEY, CLIENT_CA].filter((name) => environment[name]?.trim());
    if (given === undefined) return null;
    const missing = [...(cert ? [] : [CERT]), ...(key ? [] : [KEY])];
    throw new RangeError(
      missing.map((name) => `${name} is missing: ${given} is set, and TLS needs both files`).join('\n'),
    );
  },
};

export const trustedProxiesVariable = {
  name: 'TRUSTED_PROXIES',
  about: 'networks of proxies whose X-Forwarded headers count, such as 10.0.0.0/8, by comma',
  fallback: [] as readonly string[],
  /** @throws RangeError for a text that is no list of networks */
  parse: (text: string): readonly string[] =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map(network),
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
