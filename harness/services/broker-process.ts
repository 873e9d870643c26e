import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { kafkaArchive, kafkaJars } from './places.ts';
import { logEnd, startProcess, waitForLine, type RunningProcess, type Supervision } from './process.ts';

const run = promisify(execFile);

export interface BrokerProcess {
  readonly name: string;
  readonly dir: string;
  /** Settings of `server.properties`, by name. */
  readonly settings: Readonly<Record<string, string>>;
  /** SCRAM passwords that exist from the first start of the cluster, by user. */
  readonly scramUsers?: Readonly<Record<string, string>>;
  /** Options of the Java virtual machine, such as `-Xmx512m`. */
  readonly java: readonly string[];
  /** Log file; `kafka.log` in the folder by default. */
  readonly log?: string;
  readonly supervision?: Supervision;
  /** File of the class archive to write at exit; the broker then starts without an archive. */
  readonly writeArchive?: string;
}

/** Any 22 characters of base 64 are valid; a fixed value makes a folder recognisable. */
const CLUSTER_ID = 'SilkgaugeEmbeddedKafka';

/** Warnings, and the one line that reports readiness. */
const LOGGING = `
appenders=out
appender.out.type=Console
appender.out.name=out
appender.out.layout.type=PatternLayout
appender.out.layout.pattern=%d{ISO8601} %p %m (%c{1})%n
rootLogger.level=WARN
rootLogger.appenderRef.out.ref=out
logger.ready.name=kafka.server.KafkaRaftServer
logger.ready.level=INFO
`;
const READY = 'Kafka Server started';

export function javaCommand(env: NodeJS.ProcessEnv = process.env): string {
  return env['JAVA_HOME'] ? join(env['JAVA_HOME'], 'bin/java') : 'java';
}

/** A node of Apache Kafka in its own JVM; a new folder is formatted. @throws StartFailed */
export async function startBroker(options: BrokerProcess): Promise<RunningProcess> {
  if (!existsSync(kafkaJars)) throw new Error("Kafka's jars are missing: run `node tools/setup.mjs` first");
  const { name, dir, settings } = options;
  mkdirSync(dir, { recursive: true });
  const config = join(dir, 'server.properties');
  const logging = join(dir, 'log4j2.properties');
  const lines = Object.entries(settings).map(([key, value]) => `${key}=${value.replaceAll('\n', '\\n')}`);
  writeFileSync(config, `${lines.join('\n')}\n`, { mode: 0o600 });
  writeFileSync(logging, LOGGING);

  const java = (archive: string[], ...args: string[]) => [
    ...options.java,
    '-XX:+UseSerialGC',
    ...archive,
    `-Dlog4j2.configurationFile=${logging}`,
    '-cp',
    join(kafkaJars, '*'),
    ...args,
  ];
  const shared = existsSync(kafkaArchive) ? [`-XX:SharedArchiveFile=${kafkaArchive}`] : [];
  if (!existsSync(join(settings['log.dirs'] ?? dir, 'meta.properties'))) {
    const users = Object.entries(options.scramUsers ?? {}).flatMap(([user, password]) => [
      '--add-scram',
      `SCRAM-SHA-512=[name=${user},password=${password}]`,
    ]);
    const format = ['kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', config, ...users];
    await run(javaCommand(), java(shared, ...format));
  }

  const log = options.log ?? join(dir, 'kafka.log');
  const from = logEnd(log);
  const archive = options.writeArchive ? [`-XX:ArchiveClassesAtExit=${options.writeArchive}`] : shared;
  const running = startProcess({
    name,
    command: javaCommand(),
    args: java(archive, 'kafka.Kafka', config),
    log,
    stopSignal: 'SIGTERM',
    stopWithin: 30_000,
    detached: options.supervision?.detached ?? false,
    pidFile: { path: options.supervision?.pidFile ?? join(dir, 'kafka.pid'), words: config },
  });
  // A killed broker first checks its logs, which takes seconds per hundred megabytes.
  await waitForLine(running, { name, log, from, line: READY, within: 300_000 });
  return running;
}
