import { setTimeout as pause } from 'node:timers/promises';
import { placeName } from '@silkgauge/contract';
import pg from 'pg';
import { Findings, type Verdict } from './verdict.ts';

const EVERY_MS = 100;

interface Position {
  readonly topic: string;
  readonly partition: number;
  readonly epoch: string;
  readonly next_offset: string;
}

/** Watches the positions of all partitions, past the proxies; pauses while the server is away. */
export class PositionWatcher {
  readonly #findings = new Findings('positions and epochs never fall');
  readonly #last = new Map<string, { epoch: bigint; next: bigint }>();
  readonly #url: string;
  /** Places whose position may fall once, and whether the epoch may fall too. */
  #mayFall = new Map<string, { readonly withEpoch: boolean }>();
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

  /**
   * Allows each of these places (`topic/partition`) to fall once with a rising epoch; `everything`, for a
   * restored database, allows epochs to fall too. Replaces earlier permissions.
   */
  expectFall(places: ReadonlySet<string> | 'everything'): void {
    const withEpoch = places === 'everything';
    const all = places === 'everything' ? this.#last.keys() : places;
    this.#mayFall = new Map([...all].map((place) => [place, { withEpoch }]));
  }

  /** Sum of all observed positions. */
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
    const place = placeName({ topic, partition });
    const last = this.#last.get(place);
    const now = { epoch: BigInt(epoch), next: BigInt(next_offset) };
    const isHigher = !last || (now.epoch >= last.epoch && now.next >= last.next);
    this.#findings.expect(
      isHigher || this.#isExpected(place, now.epoch > last.epoch),
      () =>
        `${place} fell from ${String(last?.next)} (epoch ${String(last?.epoch)}) to ${next_offset} (epoch ${epoch})`,
    );
    this.#last.set(place, now);
  }

  #isExpected(place: string, isFenced: boolean): boolean {
    const allowed = this.#mayFall.get(place);
    this.#mayFall.delete(place);
    return allowed !== undefined && (allowed.withEpoch || isFenced);
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
