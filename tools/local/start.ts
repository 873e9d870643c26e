import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FEEDS, OUTPUT_TOPICS } from '@silkgauge/contract';
import { DATA_SETS } from '@silkgauge/loader';
import { endOrphans } from '../../harness/services/index.ts';
import { databaseFiles } from './database-logins.ts';
import { headlineTable } from './headline.ts';
import { loaderKey, loaderKeyFile } from './loader-key.ts';
import { lockFolder, pidFolder, unlockFolder } from './lock.ts';
import { runToEnd } from './programs.ts';
import { readSettings, serviceUrl, type Settings } from './settings.ts';
import { startStack, type Stack } from './stack.ts';
import { takenPorts } from './taken-ports.ts';

const say = (text: string) => {
  console.log(text);
};

/** `npm start`; returns the exit code once everything has stopped. */
export async function start(): Promise<number> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const stopAsked = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (signal.aborted) process.exit(130); // a second signal: the programs have been told to end
      say('\nStopping ...');
      stopping.abort();
    });
  }

  let folder: string | undefined;
  let stack: Stack | undefined;
  let failure: unknown;
  try {
    const settings = readSettings(process.env);
    await claim(settings);
    folder = settings.folder;
    if (settings.folderNote) say(settings.folderNote);
    stack = await startStack({
      settings,
      report: (text) => {
        say(`  ${text}`);
      },
      signal,
    });
    const operatorKeyFile = await makeOperatorKey(settings, stack, signal);
    const operatorKey = keyWhereNeeded(operatorKeyFile);
    const key = await loaderKey(settings, operatorKey, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      say(error instanceof Error ? error.message : String(error));
      return null;
    });
    // The growth of the article is shown before the large sets, which take most of the time.
    const { small, large } = bySize(settings.push);
    await pushData(settings, stack, small, { key, signal });
    await showGrowth(settings, stack, { operatorKeyFile, readKey: operatorKey }, signal);
    await pushData(settings, stack, large, { key, signal });
    say('\nCtrl-C stops everything.');
    await stopAsked;
  } catch (error) {
    if (!signal.aborted) failure = error;
  }
  await stack?.stop();
  if (folder) unlockFolder(folder);
  if (failure !== undefined)
    console.error(`\n${failure instanceof Error ? failure.message : String(failure)}`);
  else say('Everything has stopped.');
  return failure === undefined ? 0 : 1;
}

/** Takes the state folder: locks it, ends orphans of a killed supervisor, checks that the ports are free. */
async function claim({ folder, services, kafka, postgres }: Settings): Promise<void> {
  mkdirSync(folder, { recursive: true });
  if (process.getuid?.() === 0) chmodSync(folder, 0o755); // PostgreSQL's user needs access, despite the umask
  lockFolder(folder);
  const ended = await endOrphans(pidFolder(folder));
  if (ended.length > 0) say(`Ended what an earlier run had left: ${ended.join(', ')}`);
  const places = [...services, ...(kafka ? [kafka] : []), ...(postgres ? [postgres] : [])];
  const taken = await takenPorts(places);
  if (taken.length === 0) return;
  unlockFolder(folder);
  throw new Error(`${taken.join('\n')}\n(or run everything in containers: docker compose up)`);
}

/** Makes the key of a first operator on the local broker, once; returns the path of its file, null without one. */
async function makeOperatorKey(
  settings: Settings,
  { env }: Stack,
  signal: AbortSignal,
): Promise<string | null> {
  const path = join(settings.folder, 'access', 'operator.key');
  if (existsSync(path)) return path;
  // Keys of other brokers are their operators' business.
  if (!settings.kafka) return null;
  const args: [string, ...string[]] = ['apps/access/dist/cli/main.js', 'bootstrap', '--out', path];
  try {
    await runToEnd(settings, { name: 'bootstrap', args, env, signal });
    return path;
  } catch (error) {
    signal.throwIfAborted();
    say(`No operator key was made (${error instanceof Error ? error.message.trim() : String(error)}).`);
    return null;
  }
}

const hasKeys = (): boolean => process.env['ACCESS'] === 'keys';

/** The operator's key, which may read, where callers without one may not. */
const keyWhereNeeded = (file: string | null): string | null =>
  hasKeys() && file !== null ? readFileSync(file, 'utf8').trim() : null;

/** Most events of a set that is pushed before growth is shown. */
const FEW = 1_000;

/** Arguments of the loader: small sets, and what may take longer. */
function bySize(push: readonly string[]): {
  readonly small: readonly string[];
  readonly large: readonly string[];
} {
  const bundled = DATA_SETS.filter(({ byNameOnly }) => !byNameOnly).map(({ name }) => name);
  const names = push.flatMap((one) => (one === '--bundled' ? bundled : one));
  const isSmall = (name: string) => DATA_SETS.some((set) => set.name === name && set.count <= FEW);
  return { small: names.filter(isSmall), large: names.filter((name) => !isSmall(name)) };
}

interface Pushing {
  readonly key: string | null;
  readonly signal: AbortSignal;
}

/** Pushes data once, by the marks in the state folder; an incomplete push does not end the start. */
async function pushData(
  settings: Settings,
  { env }: Stack,
  what: readonly string[],
  { key, signal }: Pushing,
): Promise<void> {
  if (what.length === 0) return;
  const job = runToEnd(settings, {
    name: 'loader',
    args: ['apps/loader/bundle/main.js', ...what],
    env: {
      ...env,
      ...(key !== null && { SILKGAUGE_KEY: key }),
      SILKGAUGE_STATE: marksFolder(settings),
    },
    signal,
    visible: true,
  });
  await job.catch((error: unknown) => {
    signal.throwIfAborted();
    const why = error instanceof Error ? error.message.trim() : String(error);
    say(`${what.join(', ')} were not pushed whole (${why}); \`npm run push -- --bundled\` tries again.`);
  });
}

/** Each broker has marks of its own. */
function marksFolder({ folder, kafka, brokers }: Settings): string {
  const topics = `${brokers}-${process.env['TOPIC_PREFIX'] ?? ''}`;
  return kafka ? folder : join(folder, `pushed-to-${topics.replaceAll(/[^\w.-]/g, '_')}`);
}

async function showGrowth(
  settings: Settings,
  { databaseUrl, readerUrl }: Stack,
  { operatorKeyFile, readKey }: { readonly operatorKeyFile: string | null; readonly readKey: string | null },
  signal: AbortSignal,
): Promise<void> {
  const api = serviceUrl(settings, 'growth-api');
  const table = await headlineTable({ api, key: readKey }, 60_000, signal);
  const prefix = process.env['TOPIC_PREFIX'] ?? '';
  // With keys no address is printed that has a password: the files have them.
  const shown =
    settings.postgres && hasKeys()
      ? databaseFiles(settings)
      : { url: settings.postgres ? databaseUrl : withoutPassword(databaseUrl), reader: readerUrl };
  const topics = OUTPUT_TOPICS.map((topic) => prefix + topic);
  const feeds = FEEDS.map((name) => `  ${name.padEnd(14)}  ${serviceUrl(settings, name)}/v1/events`);
  say(`
${table.join('\n')}

  page            ${api}/
  API             ${api}/v1/growth  (described in ${api}/openapi.json)
  tools           ${serviceUrl(settings, 'mcp')}/mcp  (Model Context Protocol)
  subscriptions   ${serviceUrl(settings, 'notifier')}/v1/subscriptions
${feeds.join('\n')}
  keys            ${serviceUrl(settings, 'access')}/v1/keys
${operatorKeyFile === null ? '' : `  operator key    ${operatorKeyFile}\n`}${loaderKeyLine(settings)}  Kafka           ${settings.brokers}  (${topics.join(', ')})
  PostgreSQL      ${shown.url}
${readerUrl === null ? '' : `  SQL             ${shown.reader}  (reads the schema api)\n`}  logs            ${join(settings.folder, 'logs')}${openNote()}
`);
}

const loaderKeyLine = (settings: Settings): string =>
  existsSync(loaderKeyFile(settings)) ? `  loader's key    ${loaderKeyFile(settings)}\n` : '';

/** Said as loudly as the addresses: whoever reaches this machine needs no key. */
const openNote = (): string =>
  hasKeys()
    ? ''
    : '\n  access          OPEN: without a key callers read and push, unless the policy of keys says less (ACCESS=keys asks for one)';

function withoutPassword(address: string): string {
  const url = new URL(address);
  url.password = '';
  return url.href;
}
