import { setTimeout as pause } from 'node:timers/promises';
import { freePort, startApp, type ProxiedListener, type RunningApp } from '../../services/index.ts';
import type { Point } from '../plan/faults.ts';
import { KafkaFrames } from '../wire/kafka-frames.ts';
import { PostgresFrames } from '../wire/postgres-frames.ts';
import { Proxy } from '../wire/proxy.ts';

/** Most instances of the aggregation that run beside each other. */
export const MOST_INSTANCES = 3;

/** One place for an instance: its proxies stay, processes come and go. */
interface Slot {
  readonly number: number;
  /** One in front of each broker, in their order. */
  readonly kafka: readonly Proxy[];
  readonly postgres: Proxy;
  readonly listeners: readonly ProxiedListener[];
  /** Of the process that runs now: while one is down, somebody else may come to listen on its port. */
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
 * The instances of the aggregation, each behind proxies of its own, so that a step seen on the wire is known to be
 * that instance's. One that ends without being told to is started again, as whatever runs it in earnest would.
 */
export class Fleet {
  readonly #slots: readonly Slot[];
  #options: FleetOptions | null = null;
  /** How often an instance ended by itself, with its last words. */
  readonly ownEnds: string[] = [];

  private constructor(slots: readonly Slot[]) {
    this.#slots = slots;
  }

  /** Opens the proxies, in front of servers that need not be there yet. */
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

  /** Where each broker, by its place in their order, has to listen for the instances. */
  listenersOf(broker: number): readonly ProxiedListener[] {
    return this.#slots.flatMap(({ listeners }) => listeners[broker] ?? []);
  }

  get instances(): readonly number[] {
    return this.#slots.filter(({ isWanted }) => isWanted).map(({ number }) => number);
  }

  /** Starts the first instance and waits until it reads. */
  async start(options: FleetOptions): Promise<void> {
    this.#options = options;
    await this.scale(1);
    await this.ready(60_000);
  }

  /** Starts or stops instances until `count` run; those that start need not be ready yet. */
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

  /** Waits until every instance says that it is ready. Throws with the last answer of one that does not. */
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

  /** What each instance says about whether it is ready. */
  health(): Promise<string[]> {
    const wanted = this.#slots.filter(({ isWanted }) => isWanted);
    return Promise.all(
      wanted.map(async ({ number, port }) => `instance ${String(number)}: ${await readiness(port)}`),
    );
  }

  /** kill -9; it is started again. Returns false where it was gone already. */
  kill(number: number): boolean {
    return this.#signal(number, 'SIGKILL');
  }

  /** SIGSTOP, and SIGCONT after `seconds`. */
  async freeze(number: number, seconds: number): Promise<boolean> {
    const pid = this.#slot(number).app?.pid;
    if (!this.#signal(number, 'SIGSTOP')) return false;
    await pause(1_000 * seconds);
    // Another process may run in this slot by now.
    if (pid === this.#slot(number).app?.pid) this.#signal(number, 'SIGCONT');
    return true;
  }

  /**
   * Waits until any instance comes to the point and springs there, once, with the number of that instance. Returns the
   * number, or null when none came there within `within` ms.
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
        KAFKA_BROKERS: slot.kafka.map(({ port }) => `127.0.0.1:${String(port)}`).join(','),
        REPLICATION: 'required',
        TOPIC_PREFIX: '',
        DATABASE_URL: url.href,
        LOG_LEVEL: 'warn',
        // The broker's least: it is how long partitions wait for a member that was killed.
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
