import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { publicKeysOf, signingVariables } from '@silkgauge/access';
import { kafkaVariables } from '@silkgauge/kafka';
import { ConfigError, ProblemError, readConfig } from '@silkgauge/service';
import { exportAudit, reportText, verifyAudit } from './audit-commands.ts';
import { bootstrap, intoFile } from './bootstrap.ts';
import { Refused, send, targetOf } from './client.ts';
import { newReleaseSecret } from './release-secret.ts';
import { seal, signedRecords, recordText } from './seal.ts';
import { keepSigningKey } from './signing-keys.ts';
import type { Signing } from './with-writer.ts';
import { readCommand, USAGE, UsageError, type Command } from './command.ts';

/** Root of the repository or the image: four folders up, both from src and from dist. */
const root = resolve(import.meta.dirname, '../../../..');

/** The broker of `npm start`. */
const LOCAL_BROKER = '127.0.0.1:9392';

/** Runs a command; returns the exit code. */
const run = async (command: Command): Promise<number> => {
  switch (command.name) {
    case 'help':
      console.log(USAGE);
      return 0;
    case 'bootstrap':
      return makeFirst(command);
    case 'secrets': {
      // Loaded for this command alone.
      const { makeSecrets } = await import('../secrets/make-secrets.ts');
      const { folder, names, givesAway } = command;
      for (const line of await makeSecrets(folder, { names, givesAway, now: Date.now() }))
        console.log(`made ${line}`);
      console.log(`secrets  ${folder}`);
      return 0;
    }
    case 'signing-key':
      keepSigningKey(command.file, command.ofPublic);
      console.log(`signing key  ${command.file}`);
      return 0;
    case 'seal':
      return sealRecords(command);
    case 'release-secret':
      return makeReleaseSecret(command.out);
    case 'call':
      console.log(JSON.stringify(await send(targetOf(process.env, root), command.call), null, 2));
      return 0;
    case 'export':
      await exportAudit(targetOf(process.env, root), command.path, process.stdout);
      return 0;
    case 'verify': {
      const report = await verifyAudit(command.file, () => targetOf(process.env, root));
      console.log(reportText(report));
      return report.fault || report.topic?.fault ? 1 : 0;
    }
    case 'acls': {
      const args = [join(root, 'libs/kafka/dist/set-acls.js'), ...command.rest];
      return spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
    }
  }
};

const makeReleaseSecret = async (out: string | undefined): Promise<number> => {
  const { secret, sha256 } = newReleaseSecret();
  if (out === undefined) console.log(`secret  ${secret}`);
  else await intoFile(out, () => Promise.resolve(secret));
  console.log(`sha256  ${sha256}`);
  return 0;
};

/** What a command needs that speaks to the topic itself. @throws ConfigError */
const topicSettings = (clientId: string) => {
  const local = join(root, '.silkgauge/access/signing.key');
  const isLocal = process.env['KAFKA_BROKERS'] === undefined && existsSync(local);
  const env = {
    KAFKA_BROKERS: LOCAL_BROKER,
    ...(isLocal && { ACCESS_SIGNING_KEY_FILE: local }),
    ...process.env,
  };
  const { signingKey, ...rest } = readConfig(env, { ...kafkaVariables, signingKey: signingVariables });
  const { brokers, security, topicPrefix } = rest;
  const signing: Signing = { signingKey, publicKeys: publicKeysOf(env) };
  return { kafka: { brokers, security, clientId }, topicPrefix, signing };
};

const sealRecords = async ({ isMeant, left }: { isMeant: boolean; left: readonly string[] }) => {
  const { kafka, topicPrefix, signing } = topicSettings('silkgauge-seal');
  if (!signing.signingKey)
    throw new UsageError('seal needs ACCESS_SIGNING_KEY_FILE: npm run access -- signing-key makes one.');
  const found = await signedRecords(kafka, topicPrefix, signing);
  for (const each of found) console.log(recordText(each, Date.now()));
  const unknown = left.filter((name) => found.every((each) => each.name !== name));
  if (unknown.length > 0)
    throw new UsageError(`--leave names what does not stand there: ${unknown.join(', ')}.`);
  const chosen = found.filter(({ name, isSigned }) => !isSigned && !left.includes(name));
  if (!isMeant) {
    console.log(`${String(chosen.length)} would be signed: say --yes once each is an operator's doing.`);
    return 0;
  }
  for (const name of await seal(kafka, topicPrefix, signing, chosen)) console.log(`sealed ${name}`);
  return 0;
};

const makeFirst = async ({ out, ifNone }: { out: string | undefined; ifNone: boolean }): Promise<number> => {
  const { kafka, topicPrefix, signing } = topicSettings('silkgauge-bootstrap');
  const make = async () => (await bootstrap(kafka, topicPrefix, signing))?.token ?? null;
  if (out !== undefined) {
    if (ifNone && existsSync(out)) return 0;
    if (await intoFile(out, make)) {
      console.log(`operator key  ${out}`);
      return 0;
    }
  } else {
    const token = await make();
    if (token !== null) {
      console.log(token);
      return 0;
    }
  }
  if (ifNone) return 0;
  console.error(
    'An active key may operate already: make others with that one (npm run access -- keys create).',
  );
  return 1;
};

try {
  process.exitCode = await run(readCommand(process.argv.slice(2)));
} catch (error) {
  const isUsage = error instanceof UsageError || error instanceof ConfigError;
  const isTold = isUsage || error instanceof Refused || error instanceof ProblemError;
  if (!isTold && (error as NodeJS.ErrnoException).code === undefined) throw error;
  console.error((error as Error).message);
  if (error instanceof UsageError) console.error(`\n${USAGE}`);
  process.exitCode = isUsage ? 2 : 1;
}
