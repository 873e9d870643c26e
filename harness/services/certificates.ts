import { mkdirSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';

/** A key, its certificate, and the certificate of the issuer, as PEM files. */
export interface CertificateFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

export interface CertificateAuthority {
  /** PEM of the authority itself, which clients and servers trust. */
  readonly caFile: string;
  /** Certificate for servers at the hosts, and for clients; common name and file names are `name`. */
  issue(name: string, hosts?: readonly string[]): Promise<CertificateFiles>;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY = 86_400_000;
const LOOPBACK = ['localhost', '127.0.0.1'];

/** The certificate authority of one run; its files lie in the folder. */
export async function certificateAuthority(
  dir: string,
  name = 'silkgauge-test-ca',
): Promise<CertificateAuthority> {
  // Loaded on demand: only secured servers need certificates.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  mkdirSync(dir, { recursive: true });
  const validity = { notBefore: new Date(Date.now() - DAY), notAfter: new Date(Date.now() + 30 * DAY) };
  const newKeys = () => crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const keys = await newKeys();
  const usages = x509.KeyUsageFlags;
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    ...validity,
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(usages.keyCertSign | usages.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const caFile = join(dir, `${name}.pem`);
  writeFileSync(caFile, authority.toString('pem'));

  const issue = async (
    commonName: string,
    hosts: readonly string[] = LOOPBACK,
  ): Promise<CertificateFiles> => {
    const own = await newKeys();
    const certificate = await x509.X509CertificateGenerator.create({
      subject: `CN=${commonName}`,
      issuer: authority.subject,
      ...validity,
      signingAlgorithm: ALGORITHM,
      publicKey: own.publicKey,
      signingKey: keys.privateKey,
      extensions: [
        new x509.BasicConstraintsExtension(false),
        new x509.KeyUsagesExtension(usages.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([
          x509.ExtendedKeyUsage.serverAuth,
          x509.ExtendedKeyUsage.clientAuth,
        ]),
        new x509.SubjectAlternativeNameExtension(
          hosts.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value })),
        ),
        await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey),
      ],
    });
    const certFile = join(dir, `${commonName}.crt.pem`);
    const keyFile = join(dir, `${commonName}.key.pem`);
    const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', own.privateKey));
    writeFileSync(certFile, `${certificate.toString('pem')}\n${authority.toString('pem')}\n`);
    writeFileSync(keyFile, x509.PemConverter.encode(key, 'PRIVATE KEY'), { mode: 0o600 });
    return { certFile, keyFile };
  };
  return { caFile, issue };
}
