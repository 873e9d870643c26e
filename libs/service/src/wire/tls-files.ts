import { createPrivateKey, hash, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';

/** PEM files of a service: its certificate with the chain, its key, and the authorities of its clients. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
  /** Null: clients show no certificate. */
  readonly clientCa: string | null;
}

/** What a server serves TLS with: PEM texts that fit each other. */
export interface TlsMaterial {
  readonly cert: string;
  readonly key: string;
  /** Authorities of clients; undefined: clients show no certificate. */
  readonly ca: string | undefined;
  /** Milliseconds since 1970 at which the first certificate of the chain ends. */
  readonly notAfter: number;
}

/** The oldest protocol that is served (RFC 9325, section 3.1.1). */
export const LEAST_TLS = 'TLSv1.2';

/** The texts of the files; a file that cannot be read has the text of its fault. Equal texts are equal files. */
export function textsOf({ cert, key, clientCa }: TlsFiles): TlsTexts {
  return {
    cert: textOf('TLS_CERT_FILE', cert),
    key: textOf('TLS_KEY_FILE', key),
    ca: clientCa === null ? null : textOf('TLS_CLIENT_CA_FILE', clientCa),
  };
}

interface FileText {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly fault: string | null;
}

export interface TlsTexts {
  readonly cert: FileText;
  readonly key: FileText;
  readonly ca: FileText | null;
}

function textOf(name: string, path: string): FileText {
  try {
    return { name, path, text: readFileSync(path, 'utf8'), fault: null };
  } catch (error) {
    return { name, path, text: '', fault: (error as Error).message };
  }
}

/** Tells two readings apart without keeping a key. */
export const digestOf = (texts: TlsTexts): string => hash('sha256', JSON.stringify(texts));

/**
 * What is served at `host` with these files.
 * @throws RangeError with a line for each fault
 */
export function materialFor(files: TlsFiles, host: string | undefined): TlsMaterial {
  const faults: string[] = [];
  // Fastify makes a second server for localhost, which would keep the first certificate.
  if (host === 'localhost')
    faults.push('HOST is localhost: with TLS_CERT_FILE name one address, such as 127.0.0.1');
  const material = attempt(() => materialOf(textsOf(files)), faults);
  if (!material || faults.length > 0) throw new RangeError(faults.join('\n'));
  return material;
}

/**
 * Checks that certificate, key and authorities can be read and fit each other.
 * @throws RangeError with a line for each fault, which names the variable and the file
 */
export function materialOf({ cert, key, ca }: TlsTexts): TlsMaterial {
  const faults: string[] = [];
  const chain = attempt(() => certificatesIn(cert), faults);
  const secret = attempt(() => privateKeyIn(key), faults);
  if (ca) attempt(() => certificatesIn(ca), faults);
  if (chain && secret && !chain[0]?.checkPrivateKey(secret))
    faults.push(fault(key, `it is not the key of the first certificate in ${cert.path}`).message);
  if (!chain || faults.length > 0) throw new RangeError(faults.join('\n'));
  const material = { cert: cert.text, key: key.text, ca: ca?.text };
  try {
    createSecureContext({ ...material, minVersion: LEAST_TLS });
  } catch (error) {
    throw fault(cert, (error as Error).message);
  }
  return { ...material, notAfter: Math.min(...chain.map(({ validToDate }) => validToDate.getTime())) };
}

const fault = ({ name, path }: FileText, why: string): RangeError =>
  new RangeError(`${name} is "${path}": ${why}`);

function attempt<T>(read: () => T, faults: string[]): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    faults.push(error.message);
    return undefined;
  }
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

function certificatesIn(file: FileText): readonly X509Certificate[] {
  if (file.fault !== null) throw fault(file, file.fault);
  const blocks = file.text.match(CERTIFICATE) ?? [];
  if (blocks.length === 0) throw fault(file, 'it has no certificate in PEM');
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch (error) {
    throw fault(file, `one of its certificates cannot be read: ${(error as Error).message}`);
  }
}

function privateKeyIn(file: FileText): KeyObject {
  if (file.fault !== null) throw fault(file, file.fault);
  try {
    return createPrivateKey(file.text);
  } catch {
    // The message of OpenSSL may quote the file.
    throw fault(file, 'it has no private key in PEM without a passphrase');
  }
}
