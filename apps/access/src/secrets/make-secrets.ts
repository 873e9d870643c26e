import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { MEMBERS, membersWith, type Member, type ServiceName } from '@silkgauge/contract';
import { newSecretKeys } from '@silkgauge/service';
import { issue, newAuthority, serves, type Pair } from './authority.ts';
import { newSigningKey, publicKeyOf } from '../cli/signing-keys.ts';
import { SecretFiles } from './secret-files.ts';

export interface SecretsOptions {
  /** More names and addresses of every server; `{}` in one stands for the member's name. */
  readonly names: readonly string[];
  /** Whether each member's folder is given to its user, which needs a superuser. */
  readonly givesAway: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const ALWAYS = ['{}', 'localhost', '127.0.0.1'];

/**
 * Makes what a secured system proves itself by: a private authority, and for each member a folder with its
 * certificate and passwords; besides the key that signs records of keys and policy. What is there stays; a certificate is made anew in its last month, or for more names.
 *
 * @returns what was made, a line each
 */
export const makeSecrets = async (folder: string, options: SecretsOptions): Promise<readonly string[]> => {
  const { givesAway, now } = options;
  const made: string[] = [];
  const shared = new SecretFiles(folder, { mode: 0o755 });
  const authority = await authorityIn(folder, shared, now, made);
  const files = new Map(
    MEMBERS.map(({ name, uid }) => [
      name,
      new SecretFiles(join(folder, name), { mode: 0o700, uid: givesAway ? uid : null }),
    ]),
  );
  /** A file that several have: what its keeper has is copied to the others. */
  const shareFrom = (keeper: ServiceName, name: string, make: () => string): string => {
    const text = filesOf(files, keeper).once(name, make);
    for (const other of membersWith(name))
      if (other.name !== keeper) filesOf(files, other.name).write(name, text);
    return text;
  };
  const signingKey = shareFrom('access', 'signing.key', newSigningKey);
  const publicKey = publicKeyOf(signingKey);
  shared.write('signing.pub', publicKey, { isPublic: true });
  const [postgres, admin] = [filesOf(files, 'postgres'), filesOf(files, 'admin')];
  for (const member of MEMBERS) {
    const own = filesOf(files, member.name);
    own.write('ca.pem', authority.cert, { isPublic: true });
    own.write('signing.pub', publicKey, { isPublic: true });
    if (member.hasCertificate) await certify(own, member, authority, options, made);
    const { name, isPrincipal, role } = member;
    if (isPrincipal) admin.write(`password-${name}`, own.once('kafka-password', newPassword));
    if (role !== null) postgres.write(`password-${role}`, own.once('database-password', newPassword));
  }
  // What encrypts the secrets of sinks: whoever loses it loses its subscriptions.
  shareFrom('notifier', 'secret-keys', newSecretKeys);
  // What seals events under embargo: doors seal, and whoever replays the log opens.
  shareFrom('aggregation', 'embargo-keys', newSecretKeys);
  postgres.once('password', newPassword);
  const kafka = filesOf(files, 'kafka');
  // Kafka reads key and certificates from one file.
  kafka.write('kafka.pem', kafka.read('tls.key') + kafka.read('tls.crt'));
  return made;
};

async function authorityIn(folder: string, shared: SecretFiles, now: number, made: string[]): Promise<Pair> {
  const own = new SecretFiles(join(folder, 'authority'), { mode: 0o700 });
  if (!own.has('ca.key')) {
    const { cert, key } = await newAuthority('silkgauge', now);
    own.write('ca.pem', cert);
    own.write('ca.key', key);
    made.push('the authority');
  }
  const cert = own.read('ca.pem');
  shared.write('ca.pem', cert, { isPublic: true });
  return { cert, key: own.read('ca.key') };
}

async function certify(
  own: SecretFiles,
  { name }: Member,
  authority: Pair,
  { names, now }: SecretsOptions,
  made: string[],
): Promise<void> {
  const hosts = [...ALWAYS, ...names].map((host) => host.replaceAll('{}', name));
  if (own.has('tls.key') && serves(own.read('tls.crt'), authority, hosts, now)) return;
  const { cert, key } = await issue(authority, name, hosts, now);
  own.write('tls.key', key);
  own.write('tls.crt', cert + authority.cert);
  made.push(`the certificate of ${name}`);
}

function filesOf(files: ReadonlyMap<string, SecretFiles>, name: string): SecretFiles {
  const found = files.get(name);
  if (!found) throw new RangeError(`there is no member ${name}`);
  return found;
}

const newPassword = (): string => randomBytes(24).toString('base64url');
