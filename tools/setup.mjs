// Installs packages and builds outputs that are absent or stale, before `npm start` and `npm test`. Runs on Node
// 20 or newer before any package is installed, so the script has no dependencies. A second run changes nothing.
//   node tools/setup.mjs start|test
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isInstalled } from './setup/installed.mjs';
import { findJava, kafkaWaysOut } from './setup/java.mjs';
import { pinnedEnvironment, outsideEnvironment } from './setup/path.mjs';
import { promtoolProblem } from './setup/promtool.mjs';
import { staleRooms } from './setup/stale-rooms.mjs';
import { fingerprint, isStamped, writeStamp } from './setup/stamp.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url))); // import.meta.dirname needs Node 20.11
const at = (...parts) => join(root, ...parts);
const say = (text) => process.stderr.write(`${text}\n`);

function fail(text) {
  say(`\n${text}\n`);
  process.exit(1);
}

function run(command, args, options, hint) {
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], ...options });
  if (result.error || result.status !== 0) {
    const how = result.error ? result.error.message : `it ended with ${result.status ?? result.signal}`;
    fail(`\`${[command, ...args].join(' ')}\` failed: ${how}\n${hint ?? ''}`);
  }
}

/** Runs `npm ci` if the lock file has changed and npm's own record lacks packages of it. */
function installPackages() {
  const stamp = at('node_modules/.silkgauge-stamp');
  const platform = `${process.platform}-${process.arch}`;
  const lock = readFileSync(at('package-lock.json'));
  const wanted = `${platform} ${fingerprint(lock)}`;
  if (existsSync(at('node_modules/.bin/node'))) {
    if (isStamped(stamp, wanted)) return;
    const record = at('node_modules/.package-lock.json');
    const samePlatform = existsSync(stamp) && readFileSync(stamp, 'utf8').startsWith(`${platform} `);
    if (
      samePlatform &&
      existsSync(record) &&
      isInstalled(JSON.parse(lock), JSON.parse(readFileSync(record)))
    ) {
      return writeStamp(stamp, wanted);
    }
  }
  say('Installing packages (a minute or less) ...');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { env: outsideEnvironment(root) });
  const version = spawnSync(at('node_modules/.bin/node'), ['--version'], { encoding: 'utf8' }).stdout?.trim();
  const pinned = readFileSync(at('.nvmrc'), 'utf8').trim();
  if (version !== `v${pinned}`) {
    fail(
      `The pinned Node ${pinned} was not installed (found: ${version ?? 'none'}): its package has an install script,` +
        '\nso look whether npm is set to `ignore-scripts`.',
    );
  }
  writeStamp(stamp, wanted);
}

/** Fetches Kafka's jars if the pom has changed. */
function fetchKafka() {
  const jars = at('tools/kafka/target/dependency');
  const stamp = join(jars, '.stamp');
  const wanted = fingerprint(readFileSync(at('tools/kafka/pom.xml')));
  const java = findJava(process.env);
  if (java.problem) fail(`${java.problem}\n${kafkaWaysOut}`);
  if (isStamped(stamp, wanted)) return;
  say("Fetching Kafka's jars with Maven (38 MB) ...");
  rmSync(jars, { recursive: true, force: true });
  if (spawnSync('mvn', ['--version'], { stdio: 'ignore' }).error) {
    fail(`Kafka's jars come by Maven, and no \`mvn\` was found.\n${kafkaWaysOut}`);
  }
  const args = [
    '-q',
    '-B',
    '-f',
    'tools/kafka/pom.xml',
    'dependency:copy-dependencies',
    '-DincludeScope=runtime',
  ];
  run('mvn', args, {}, kafkaWaysOut);
  writeStamp(stamp, wanted);
}

/** Makes the types of the client package, which git does not keep, if what they are made of has changed. */
function makeClientTypes() {
  const stamp = at('node_modules/.silkgauge-client-types-stamp');
  const published = at('libs/contract/published');
  const made = at('libs/client/src/types.ts');
  const wanted = fingerprint(
    ...['package-lock.json', '.prettierrc.json', 'libs/client/types.mjs'].map((name) =>
      readFileSync(at(name)),
    ),
    ...readdirSync(published)
      .sort()
      .map((name) => readFileSync(join(published, name))),
  );
  if (existsSync(made) && isStamped(stamp, wanted)) return;
  run(at('node_modules/.bin/node'), [at('libs/client/types.mjs')], { env: pinnedEnvironment(root) });
  writeStamp(stamp, wanted);
}

/** Builds the TypeScript rooms. A stale dist goes first, as tsc keeps the output of deleted sources. */
function build() {
  for (const room of staleRooms(root)) rmSync(join(room, 'dist'), { recursive: true, force: true });
  const compiler = at('node_modules/typescript-7/bin/tsc');
  run(at('node_modules/.bin/node'), [compiler, '-b', 'tsconfig.json'], { env: pinnedEnvironment(root) });
}

/** Bundles each program into one file if any input has changed. */
function bundlePrograms() {
  const stamp = at('apps/aggregation/bundle/.stamp');
  const built = ['libs', 'apps'].flatMap((side) =>
    readdirSync(at(side))
      .map((name) => at(side, name, 'dist'))
      .filter((dist) => existsSync(dist) && !existsSync(join(dist, '../build.mjs')))
      .flatMap((dist) => readdirSync(dist, { recursive: true }).map((name) => join(dist, name))),
  );
  const wanted = fingerprint(
    ...['package-lock.json', 'apps/bundle.mjs'].map((name) => readFileSync(at(name))),
    ...built
      .filter((path) => path.endsWith('.js'))
      .sort()
      .map((path) => readFileSync(path)),
  );
  if (isStamped(stamp, wanted)) return;
  run(at('node_modules/.bin/node'), [at('apps/bundle.mjs')], { env: pinnedEnvironment(root) });
  writeStamp(stamp, wanted);
}

/** Builds the page if any input has changed. */
function buildPage() {
  const stamp = at('apps/dashboard/dist/.stamp');
  const { dependencies } = JSON.parse(readFileSync(at('apps/dashboard/package.json'), 'utf8'));
  const libraries = Object.keys(dependencies)
    .filter((name) => name.startsWith('@silkgauge/'))
    .map((name) => name.replace('@silkgauge/', 'libs/') + '/src');
  const sources = ['apps/dashboard', ...libraries].flatMap((folder) =>
    readdirSync(at(folder), { recursive: true })
      .filter((name) => !/^(?:dist|node_modules)\b|\.spec\.ts$/.test(name))
      .map((name) => at(folder, name))
      .filter((path) => statSync(path).isFile()),
  );
  const wanted = fingerprint(
    readFileSync(at('package-lock.json')),
    ...sources.sort().map((path) => readFileSync(path)),
  );
  if (isStamped(stamp, wanted)) return;
  run(at('node_modules/.bin/node'), [at('apps/dashboard/build.mjs')], { env: pinnedEnvironment(root) });
  writeStamp(stamp, wanted);
}

/** Writes an optional class archive, with which the broker starts in half the time. */
function archiveClasses() {
  const archive = at('tools/kafka/target/kafka.jsa');
  const stamp = `${archive}.stamp`;
  const java = realpathSync(findJava(process.env).path);
  const wanted = fingerprint(java, root, readFileSync(at('tools/kafka/pom.xml')));
  if (isStamped(stamp, wanted)) return;
  say("Preparing Kafka's class archive ...");
  mkdirSync(dirname(archive), { recursive: true });
  rmSync(archive, { force: true });
  const fresh = `${archive}.new`;
  const writer = at('harness/services/write-class-archive.ts');
  const result = spawnSync(at('node_modules/.bin/node'), ['--no-warnings', writer, fresh], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    env: pinnedEnvironment(root),
  });
  if (result.status === 0 && existsSync(fresh)) renameSync(fresh, archive);
  else say(`(no archive, Kafka will start more slowly: ${result.stderr.trim().split('\n').at(-1)})`);
  writeStamp(stamp, wanted);
}

const target = process.argv[2] ?? 'start';
if (Number(process.versions.node.split('.')[0]) < 20)
  fail(`Node 20 or newer is needed; this is ${process.version}`);
const ownKafka = target === 'test' || !process.env.KAFKA_BROKERS;
if (ownKafka) fetchKafka(); // first, because Java or Maven may be missing
installPackages();
makeClientTypes();
build();
bundlePrograms();
buildPage();
if (ownKafka) archiveClasses();
const problem = target === 'test' && promtoolProblem(process.env);
if (problem) say(`\n${problem}\nWithout it those tests fail, and all others run.\n`);
