import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startBroker } from './broker-process.ts';
import { plainSettings, type ProxiedListener } from './broker-settings.ts';
import { newDataFolder } from './places.ts';
import { freePort } from './ports.ts';
import type { RunningProcess, Supervision } from './process.ts';

export interface KafkaOptions {
  /** Data folder, kept on stop with its records. By default a new folder, removed on stop. */
  dir?: string;
  port?: number;
  /** Further listeners, for clients behind a proxy. */
  behind?: readonly ProxiedListener[];
  /** Log file; `kafka.log` in the data folder by default. */
  log?: string;
  supervision?: Supervision;
  /** File of the class archive to write at exit; the broker then starts without an archive. */
  writeArchive?: string;
}

export interface EmbeddedKafka extends RunningProcess {
  readonly brokers: string;
  readonly dir: string;
  readonly port: number;
}

/**
 * A real single-node Apache Kafka (broker and controller in one JVM) on 127.0.0.1. Needs a JRE 17+ and the
 * jars of `tools/setup.mjs`. @throws StartFailed when the broker does not become ready
 */
export async function startKafka(options: KafkaOptions = {}): Promise<EmbeddedKafka> {
  const dir = options.dir ?? newDataFolder('kafka');
  const port = options.port ?? (await freePort());
  const place = { id: 1, data: join(dir, 'data'), port, controllerPort: await freePort() };
  const self = options.behind ? { ...place, behind: options.behind } : place;
  const running = await startBroker({
    name: 'Kafka',
    dir,
    settings: plainSettings(self, [self]),
    java: ['-Xms256m', '-Xmx512m'],
    ...(options.log === undefined ? {} : { log: options.log }),
    ...(options.supervision ? { supervision: options.supervision } : {}),
    ...(options.writeArchive === undefined ? {} : { writeArchive: options.writeArchive }),
  });
  const stop = async () => {
    await running.stop();
    if (options.dir === undefined) rmSync(dir, { recursive: true, force: true });
  };
  return { ...running, stop, brokers: `127.0.0.1:${String(port)}`, dir, port };
}
