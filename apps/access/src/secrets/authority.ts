import 'reflect-metadata';
import { createPrivateKey, KeyObject, X509Certificate as Read, type webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** A certificate and its private key (PKCS #8), as PEM. */
export interface Pair {
  readonly cert: string;
  readonly key: string;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY = 86_400_000;
/** Days: clients take no certificate of a server that lasts longer than 398. */
const LASTS = 397;
const AUTHORITY_LASTS = 3_650;
/** A certificate with fewer days left is made anew. */
const RENEWED_BEFORE = 30;

/** A private authority, which signs certificates of servers and clients, and no other authorities. */
export const newAuthority = async (name: string, now: number): Promise<Pair> => {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    ...lasting(AUTHORITY_LASTS, now),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { cert: pem(certificate), key: secret(keys) };
};

/** A certificate for a server with these names and addresses, and for a client that is called `name`. */
export const issue = async (
  authority: Pair,
  name: string,
  hosts: readonly string[],
  now: number,
): Promise<Pair> => {
  const keys = await newKeys();
  const issuer = new X509Certificate(authority.cert);
  const certificate = await X509CertificateGenerator.create({
    subject: `CN=${name}`,
    issuer: issuer.subject,
    ...lasting(LASTS, now),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey: createPrivateKey(authority.key).toCryptoKey(ALGORITHM, false, ['sign']),
    extensions: [
      new BasicConstraintsExtension(false),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth]),
      new SubjectAlternativeNameExtension(
        hosts.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value })),
      ),
      await AuthorityKeyIdentifierExtension.create(await issuer.publicKey.export()),
    ],
  });
  return { cert: pem(certificate), key: secret(keys) };
};

/** Whether a certificate has a month left, is of this authority, and has all these names. */
export const serves = (cert: string, authority: Pair, hosts: readonly string[], now: number): boolean => {
  const read = new Read(cert);
  return (
    read.validToDate.getTime() - now > RENEWED_BEFORE * DAY &&
    read.verify(new Read(authority.cert).publicKey) &&
    hosts.every((host) => (isIP(host) === 0 ? read.checkHost(host) : read.checkIP(host)) !== undefined)
  );
};

const newKeys = (): Promise<webcrypto.CryptoKeyPair> =>
  crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);

/** From yesterday on, for clocks that are behind. */
const lasting = (days: number, now: number) => ({
  notBefore: new Date(now - DAY),
  notAfter: new Date(now + (days - 1) * DAY),
});

const pem = (certificate: X509Certificate): string => `${certificate.toString('pem')}\n`;
const secret = ({ privateKey }: webcrypto.CryptoKeyPair): string =>
  KeyObject.from(privateKey).export({ type: 'pkcs8', format: 'pem' }).toString();
