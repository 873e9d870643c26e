import { deadLetterTopic, GROWTH_UPDATED, outputTopic } from '@silkgauge/contract';
import type { OutRecord, TopicRecords, TransactionalSender } from '@silkgauge/kafka';
import {
  advanceRelay,
  connect,
  markRelayed,
  readChanges,
  relayPosition,
  stateJson,
  stateKey,
  tryLeadRelay,
  waitingDeadLetters,
  type ChangeRow,
  type ReadModel,
  type WaitingDeadLetter,
} from '@silkgauge/read-model';

export interface RelayOptions {
  readonly readModel: ReadModel;
  readonly databaseUrl: string;
  readonly topicPrefix: string;
  /** Opens a sender under the relay's transactional id; the older holder of that id is fenced. */
  readonly openSender: () => Promise<TransactionalSender>;
  readonly log: (message: string, details: Record<string, unknown>) => void;
  /** Records a transaction carries at most. */
  readonly pageSize?: number;
}

type Session = Awaited<ReturnType<typeof connect>>;

const RELAY = 'growth-updated';
const IDLE_MS = 1_000;
const RETRY_MS = 1_000;

/**
 * Publishes the change log to `growth-updated.*` and dead letters to `<topic>.dlq`. One relay leads at a time, by
 * a lock of its database session; a former leader that wakes up late is fenced by the broker. It publishes first
 * and then stores how far it came: after a crash in between some records go out again, none is left out.
 */
export class Relay {
  readonly #options: RelayOptions;
  #stopping = false;
  /** Something may have come since the last page was read. */
  #awake = true;
  #endPause: () => void = () => undefined;
  #running: Promise<void> = Promise.resolve();
  #leading = false;

  constructor(options: RelayOptions) {
    this.#options = options;
  }

  get leading(): boolean {
    return this.#leading;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      try {
        await this.#serve();
      } catch (error) {
        this.#options.log('relay: starting over', { error: String(error) });
        await this.#pause(RETRY_MS);
      }
    }
  }

  /** One term: a session, the lock, a sender; ends at the first error or when stopping. */
  async #serve(): Promise<void> {
    const session = await connect(this.#options.databaseUrl, 'silkgauge-relay');
    let lost: Error | undefined;
    session.on('error', (error) => {
      lost = error;
      this.#wake();
    });
    session.on('notification', () => {
      this.#wake();
    });
    try {
      if (!(await this.#awaitLeadership(session))) return;
      const sender = await this.#options.openSender();
      this.#leading = true;
      try {
        await session.query('listen growth_change');
        while (!this.#stopping) {
          if (lost) throw lost;
          this.#awake = false;
          if (!(await this.#publishPage(sender)) && !this.#awake) await this.#pause(IDLE_MS);
        }
      } finally {
        this.#leading = false;
        await sender.close();
      }
    } finally {
      await session.end().catch(() => undefined);
    }
  }

  async #awaitLeadership(session: Session): Promise<boolean> {
    while (!this.#stopping) {
      if (await tryLeadRelay(session)) return true;
      await this.#pause(IDLE_MS);
    }
    return false;
  }

  /** Publishes what is next in commit order; false when nothing waits. */
  async #publishPage(sender: TransactionalSender): Promise<boolean> {
    const { readModel, topicPrefix, pageSize = 1_000 } = this.#options;
    const after = await relayPosition(readModel.pool, RELAY);
    const changes = await readChanges(readModel.pool, after, pageSize);
    const letters = await waitingDeadLetters(readModel.pool, pageSize);
    const last = changes.at(-1);
    if (!last && letters.length === 0) return false;
    await sender.send([...changeRecords(changes, topicPrefix), ...letterRecords(letters)]);
    if (last) await advanceRelay(readModel.pool, RELAY, last.sequence);
    if (letters.length > 0)
      await markRelayed(
        readModel.pool,
        letters.map((letter) => letter.deadLetterId),
      );
    return true;
  }

  #wake(): void {
    this.#awake = true;
    this.#endPause();
  }

  /** Waits for a wake-up, at most `ms`: a notification can be lost with its session. */
  #pause(ms: number): Promise<void> {
    if (this.#stopping) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** The changes as CloudEvents in binary mode, by topic, each topic in commit order. */
export function changeRecords(changes: readonly ChangeRow[], topicPrefix: string): TopicRecords[] {
  return byTopic(changes.map((change) => [topicPrefix + outputTopic(change.domain), changeRecord(change)]));
}

function changeRecord(change: ChangeRow): OutRecord {
  const key = stateKey(change.key, change.period);
  return {
    key,
    value: stateJson(change),
    headers: {
      ce_specversion: '1.0',
      ce_id: change.sequence,
      ce_source: '/silkgauge/aggregation',
      ce_type: GROWTH_UPDATED,
      ce_time: change.known_at.toISOString(),
      ce_subject: key,
      'content-type': 'application/json',
    },
  };
}

/** The original records, byte for byte, with where they stood and why they were turned away. */
function letterRecords(letters: readonly WaitingDeadLetter[]): TopicRecords[] {
  return byTopic(
    letters.map((letter) => [
      deadLetterTopic(letter.topic),
      {
        key: letter.key,
        value: letter.value,
        headers: {
          ...originalHeaders(letter),
          'dlq-reason': letter.reason,
          'dlq-rule': letter.rule,
          'dlq-topic': letter.topic,
          'dlq-partition': String(letter.partition),
          'dlq-offset': letter.offset,
        },
      },
    ]),
  );
}

/** A header that stood there several times keeps all its values, in order. */
function originalHeaders({ headers }: WaitingDeadLetter): Record<string, Buffer[]> {
  const values: Record<string, Buffer[]> = {};
  for (const [name, value] of headers) (values[name] ??= []).push(value);
  return values;
}

function byTopic(records: readonly (readonly [string, OutRecord])[]): TopicRecords[] {
  const topics = new Map<string, OutRecord[]>();
  for (const [topic, record] of records) {
    const list = topics.get(topic);
    if (list) list.push(record);
    else topics.set(topic, [record]);
  }
  return [...topics].map(([topic, list]) => ({ topic, records: list }));
}
