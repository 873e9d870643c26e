import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startBroker } from './broker-process.ts';
import { plainSettings, type ProxiedListener } from './broker-settings.ts';
import { newDataFolder } from './places.ts';
import { freePort } from './ports.ts';
import type { RunningProcess, Supervision } from './process.ts';

export interface KafkaOptions {
  /** Data folder, kept on stop. Started again on the same folder it has the same records. Without it: a new one, removed on stop. */
  dir?: string;
  port?: number;
  /** More listeners, each for clients that come through a proxy. */
  behind?: readonly ProxiedListener[];
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

/**
 * A real single-node Apache Kafka (broker and controller in one JVM) on 127.0.0.1. Needs a JRE 17+ and the jars of
 * `tools/setup.mjs`. Throws StartFailed when it does not come up.
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
