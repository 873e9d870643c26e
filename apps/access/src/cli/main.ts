import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { kafkaVariables } from '@silkgauge/kafka';
import { ConfigError, ProblemError, readConfig } from '@silkgauge/service';
import { exportAudit, reportText, verifyAudit } from './audit-commands.ts';
import { bootstrap, intoFile } from './bootstrap.ts';
import { Refused, send, targetOf } from './client.ts';
import { newReleaseSecret } from './release-secret.ts';
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
      return report.fault ? 1 : 0;
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

const makeFirst = async ({ out, ifNone }: { out: string | undefined; ifNone: boolean }): Promise<number> => {
  const { brokers, security, topicPrefix } = readConfig(
    { KAFKA_BROKERS: LOCAL_BROKER, ...process.env },
    kafkaVariables,
  );
  const make = async () =>
    (await bootstrap({ brokers, security, clientId: 'silkgauge-bootstrap' }, topicPrefix))?.token ?? null;
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
