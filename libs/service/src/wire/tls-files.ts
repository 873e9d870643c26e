import { createPrivateKey, hash, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { TlsFiles } from './settings.ts';

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
 * Checks that certificate, key and authorities can be read and fit each other.
 * @throws RangeError that names the variable, the file and the fault
 */
export function materialOf({ cert, key, ca }: TlsTexts): TlsMaterial {
  const chain = certificatesIn(cert);
  const secret = privateKeyIn(key);
  if (ca) certificatesIn(ca);
  if (!chain[0]?.checkPrivateKey(secret))
    throw fault(key, `it is not the key of the first certificate in ${cert.path}`);
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
