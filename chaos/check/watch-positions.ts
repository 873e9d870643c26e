import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { placeOf } from './read-topics.ts';
import { Findings, type Verdict } from './verdict.ts';

const EVERY_MS = 100;

interface Position {
  readonly topic: string;
  readonly partition: number;
  readonly epoch: string;
  readonly next_offset: string;
}

/** Looks at the partitions' positions all through a run, past the proxies; while the server is away it waits. */
export class PositionWatcher {
  readonly #findings = new Findings('positions and epochs never fall');
  readonly #last = new Map<string, { epoch: bigint; next: bigint }>();
  readonly #url: string;
  #isStopping = false;
  #running: Promise<void> = Promise.resolve();

  constructor(url: string) {
    this.#url = url;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<Verdict> {
    this.#isStopping = true;
    await this.#running;
    return this.#findings.verdict;
  }

  /** Records dealt with so far, by all that was seen. */
  get dealtWith(): bigint {
    return [...this.#last.values()].reduce((sum, { next }) => sum + next, 0n);
  }

  async #run(): Promise<void> {
    let client: pg.Client | null = null;
    while (!this.#isStopping) {
      try {
        client ??= await connect(this.#url);
        const { rows } = await client.query<Position>(
          'select topic, partition, epoch, next_offset from consumer_position',
        );
        for (const row of rows) this.#see(row);
      } catch {
        await client?.end().catch(() => undefined);
        client = null;
      }
      await pause(EVERY_MS);
    }
    await client?.end().catch(() => undefined);
  }

  #see({ topic, partition, epoch, next_offset }: Position): void {
    const place = placeOf(topic, partition);
    const last = this.#last.get(place);
    const now = { epoch: BigInt(epoch), next: BigInt(next_offset) };
    this.#findings.expect(
      !last || (now.epoch >= last.epoch && now.next >= last.next),
      () =>
        `${place} fell from ${String(last?.next)} (epoch ${String(last?.epoch)}) to ${next_offset} (epoch ${epoch})`,
    );
    this.#last.set(place, now);
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 2_000,
    query_timeout: 5_000,
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
