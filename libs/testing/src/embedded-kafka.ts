import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { kafkaArchive, kafkaJars, newDataFolder } from './places.ts';
import { freePort } from './ports.ts';
import { logEnd, startProcess, waitForLine, type RunningProcess, type Supervision } from './process.ts';

const run = promisify(execFile);

export interface KafkaOptions {
  /** Data folder, kept on stop. Started again on the same folder it has the same records. Without it: a new one, removed on stop. */
  dir?: string;
  port?: number;
  /** More listeners, each for clients that come through a proxy: where it listens, and the proxy's port that it tells them. */
  behind?: readonly { readonly port: number; readonly proxy: number }[];
  /** Log file; `kafka.log` in the data folder unless told. */
  log?: string;
  supervision?: Supervision;
  /** Make the class archive at exit instead of using it. */
  writeArchive?: string;
}

export interface EmbeddedKafka extends RunningProcess {
  readonly brokers: string;
  readonly dir: string;
  readonly port: number;
}

/** Any 22 characters of base 64 do; a fixed one makes a folder recognisable. */
const CLUSTER_ID = 'SilkgaugeEmbeddedKafka';

interface Places {
  readonly data: string;
  readonly port: number;
  readonly controllerPort: number;
  readonly behind: NonNullable<KafkaOptions['behind']>;
}

const properties = ({ data, port, controllerPort, behind }: Places) => `
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controllerPort}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}${behind.map((b, i) => `,BEHIND${i}://127.0.0.1:${b.port}`).join('')}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}${behind.map((b, i) => `,BEHIND${i}://127.0.0.1:${b.proxy}`).join('')}
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT${behind.map((_, i) => `,BEHIND${i}:PLAINTEXT`).join('')}
inter.broker.listener.name=PLAINTEXT
log.dirs=${data}
auto.create.topics.enable=false
log.retention.ms=-1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=1
group.initial.rebalance.delay.ms=0
log.cleaner.dedupe.buffer.size=8388608
# A broker that was killed may return only when its old session has run out.
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500
`;

/** Warnings, and the one line that says the broker is ready. */
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

/**
 * A real single-node Apache Kafka (broker and controller in one JVM) on 127.0.0.1. Needs a JRE 17+ and the jars of
 * `tools/setup.mjs`. Throws StartFailed when it does not come up.
 */
export async function startKafka(options: KafkaOptions = {}): Promise<EmbeddedKafka> {
  if (!existsSync(kafkaJars)) throw new Error("Kafka's jars are missing: run `node tools/setup.mjs` first");
  const dir = options.dir ?? newDataFolder('kafka');
  mkdirSync(dir, { recursive: true });
  const port = options.port ?? (await freePort());
  const data = join(dir, 'data');
  const config = join(dir, 'server.properties');
  const logging = join(dir, 'log4j2.properties');
  const behind = options.behind ?? [];
  writeFileSync(config, properties({ data, port, controllerPort: await freePort(), behind }));
  writeFileSync(logging, LOGGING);

  const java = (archive: string[], ...args: string[]) => [
    '-Xms256m',
    '-Xmx512m',
    '-XX:+UseSerialGC',
    ...archive,
    `-Dlog4j2.configurationFile=${logging}`,
    '-cp',
    join(kafkaJars, '*'),
    ...args,
  ];
  const shared = existsSync(kafkaArchive) ? [`-XX:SharedArchiveFile=${kafkaArchive}`] : [];
  if (!existsSync(join(data, 'meta.properties'))) {
    const format = ['kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', config];
    await run(javaCommand(), java(shared, ...format));
  }

  const log = options.log ?? join(dir, 'kafka.log');
  const from = logEnd(log);
  const archive = options.writeArchive ? [`-XX:ArchiveClassesAtExit=${options.writeArchive}`] : shared;
  const running = startProcess({
    name: 'Kafka',
    command: javaCommand(),
    args: java(archive, 'kafka.Kafka', config),
    log,
    stopSignal: 'SIGTERM',
    stopWithin: 30_000,
    detached: options.supervision?.detached ?? false,
    pidFile: { path: options.supervision?.pidFile ?? join(dir, 'kafka.pid'), words: config },
  });
  // A broker that was killed first checks its logs: seconds for each hundred megabytes.
  await waitForLine(running, { name: 'Kafka', log, from, line: READY, within: 120_000 });

  const stop = async () => {
    await running.stop();
    if (options.dir === undefined) rmSync(dir, { recursive: true, force: true });
  };
  return { ...running, stop, brokers: `127.0.0.1:${port}`, dir, port };
}
