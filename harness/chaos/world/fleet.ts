import { setTimeout as pause } from 'node:timers/promises';
import { freePort, startApp, type ProxiedListener, type RunningApp } from '../../services/index.ts';
import { EMBARGO_ENV } from '../load/bursts.ts';
import type { Point } from '../plan/faults.ts';
import { KafkaFrames } from '../wire/kafka-frames.ts';
import { PostgresFrames } from '../wire/postgres-frames.ts';
import { Proxy } from '../wire/proxy.ts';

/** Largest number of concurrent instances. */
const MOST_INSTANCES = 3;

/** A place for an instance: the proxies stay, processes change. */
interface Slot {
  readonly number: number;
  /** One proxy per broker, in broker order. */
  readonly kafka: readonly Proxy[];
  readonly postgres: Proxy;
  readonly listeners: readonly ProxiedListener[];
  /** Port of the present process; a stopped process's port may be taken by another. */
  port: number;
  app: RunningApp | null;
  isWanted: boolean;
}

export interface FleetOptions {
  /** Database of the read model, on the server behind the proxies. */
  readonly databaseUrl: string;
  readonly say: (text: string) => void;
}

/**
 * Instances of the aggregation, each with its own proxies, so that a step on the wire identifies its
 * instance. An instance that ends unplanned is restarted, as a supervisor would do.
 */
export class Fleet {
  readonly #slots: readonly Slot[];
  #options: FleetOptions | null = null;
  /** Unplanned ends of instances, with the end of their output. */
  readonly ownEnds: string[] = [];

  private constructor(slots: readonly Slot[]) {
    this.#slots = slots;
  }

  /** Opens the proxies; the servers may start later. */
  static async open(postgresPort: number, brokers: number): Promise<Fleet> {
    const slots: Slot[] = [];
    for (let number = 1; number <= MOST_INSTANCES; number++) {
      const kafka: Proxy[] = [];
      const listeners: ProxiedListener[] = [];
      for (let broker = 0; broker < brokers; broker++) {
        const port = await freePort();
        const proxy = await Proxy.open(port, () => new KafkaFrames());
        kafka.push(proxy);
        listeners.push({ port, proxy: proxy.port });
      }
      const postgres = await Proxy.open(postgresPort, () => new PostgresFrames());
      slots.push({ number, kafka, postgres, listeners, port: 0, app: null, isWanted: false });
    }
    return new Fleet(slots);
  }

  /** Listeners of a broker for the instances, by the broker's index. */
  listenersOf(broker: number): readonly ProxiedListener[] {
    return this.#slots.flatMap(({ listeners }) => listeners[broker] ?? []);
  }

  get instances(): readonly number[] {
    return this.#slots.filter(({ isWanted }) => isWanted).map(({ number }) => number);
  }

  /** Starts the first instance and waits until it is ready. */
  async start(options: FleetOptions): Promise<void> {
    this.#options = options;
    await this.scale(1);
    await this.ready(60_000);
  }

  /** Starts or stops instances until `count` run, without waiting for readiness. */
  async scale(count: number): Promise<void> {
    for (const slot of this.#slots) {
      if (slot.number <= count && !slot.isWanted) {
        slot.isWanted = true;
        await this.#launch(slot);
      } else if (slot.number > count && slot.isWanted) {
        slot.isWanted = false;
        await slot.app?.stop();
        slot.app = null;
      }
    }
  }

  /** Waits until all instances are ready. @throws Error with the last answer of an unready instance */
  async ready(within: number): Promise<void> {
    const deadline = Date.now() + within;
    for (const slot of this.#slots) {
      for (let answer = ''; slot.isWanted && answer !== 'ready'; await pause(50)) {
        if (answer !== '' && Date.now() > deadline)
          throw new Error(
            `instance ${String(slot.number)} is not ready after ${String(within / 1_000)} s: ${answer}`,
          );
        answer = await readiness(slot.port);
      }
    }
  }

  /** Readiness answer of each instance. */
  health(): Promise<string[]> {
    const wanted = this.#slots.filter(({ isWanted }) => isWanted);
    return Promise.all(
      wanted.map(async ({ number, port }) => `instance ${String(number)}: ${await readiness(port)}`),
    );
  }

  /** Sends SIGKILL; the instance is restarted. Returns false if it was not running. */
  kill(number: number): boolean {
    return this.#signal(number, 'SIGKILL');
  }

  /** Sends SIGSTOP, and SIGCONT after `seconds`. */
  async freeze(number: number, seconds: number): Promise<boolean> {
    const pid = this.#slot(number).app?.pid;
    if (!this.#signal(number, 'SIGSTOP')) return false;
    await pause(1_000 * seconds);
    // Another process may run in this slot now.
    if (pid === this.#slot(number).app?.pid) this.#signal(number, 'SIGCONT');
    return true;
  }

  /**
   * Sets a trap that springs once, at the first instance to reach the point. Returns the instance's number,
   * or null after `within` ms.
   */
  async trap(
    { step, moment }: Point,
    spring: (instance: number) => Promise<void>,
    { cuts, within }: { cuts: boolean; within: number },
  ): Promise<number | null> {
    const sprung = Promise.withResolvers<number>();
    let isTaken = false;
    for (const { number, ...slot } of this.#slots) {
      const trap = {
        step,
        moment,
        cuts,
        spring: () => {
          if (isTaken) return false;
          isTaken = true;
          const done = spring(number);
          done.then(() => {
            sprung.resolve(number);
          }, sprung.reject);
          return done;
        },
      };
      for (const proxy of proxiesOf(slot)) proxy.set(trap);
    }
    const late = new AbortController();
    const limit = pause(within, null, { signal: late.signal }).then(
      () => (isTaken ? sprung.promise : null),
      () => null,
    );
    try {
      return await Promise.race([sprung.promise, limit]);
    } finally {
      isTaken = true;
      late.abort();
      for (const proxy of this.#slots.flatMap(proxiesOf)) proxy.set(null);
    }
  }

  async stop(): Promise<void> {
    for (const slot of this.#slots) {
      slot.isWanted = false;
      this.#signal(slot.number, 'SIGCONT');
    }
    await Promise.all(this.#slots.flatMap(({ app }) => (app ? [app.stop()] : [])));
    for (const proxy of this.#slots.flatMap(proxiesOf)) proxy.close();
  }

  async #launch(slot: Slot): Promise<void> {
    if (!this.#options) throw new Error('the fleet was not started');
    const { databaseUrl, say } = this.#options;
    const url = new URL(databaseUrl);
    url.port = String(slot.postgres.port);
    slot.port = await freePort();
    const app = await startApp(
      'aggregation',
      {
        PORT: String(slot.port),
        ...EMBARGO_ENV,
        KAFKA_BROKERS: slot.kafka.map(({ port }) => `127.0.0.1:${String(port)}`).join(','),
        REPLICATION: 'required',
        TOPIC_PREFIX: '',
        DATABASE_URL: url.href,
        LOG_LEVEL: 'warn',
        // The broker's minimum: the time that partitions of a killed member wait.
        SESSION_TIMEOUT_MS: '6000',
      },
      { untilReady: false },
    );
    slot.app = app;
    void app.exited.then(async (code) => {
      if (!slot.isWanted || slot.app !== app) return;
      slot.app = null;
      if (code !== null) {
        const words = `instance ${String(slot.number)} ended with code ${String(code)}: ${app.output().slice(-600)}`;
        this.ownEnds.push(words);
        say(words);
        await pause(500);
      }
      await this.#launch(slot);
    });
  }

  #slot(number: number): Slot {
    const slot = this.#slots[number - 1];
    if (!slot) throw new RangeError(`there is no instance ${String(number)}`);
    return slot;
  }

  #signal(number: number, signal: NodeJS.Signals): boolean {
    const pid = this.#slot(number).app?.pid;
    try {
      return pid !== undefined && process.kill(pid, signal);
    } catch {
      return false;
    }
  }
}

const proxiesOf = ({ kafka, postgres }: Pick<Slot, 'kafka' | 'postgres'>): Proxy[] => [...kafka, postgres];

async function readiness(port: number): Promise<string> {
  try {
    const answer = await fetch(`http://127.0.0.1:${String(port)}/readyz`, {
      signal: AbortSignal.timeout(7_000),
    });
    return answer.ok ? 'ready' : (await answer.text()).slice(0, 6_000);
  } catch (error) {
    return String(error);
  }
}
