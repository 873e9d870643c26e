import {
  Fenced,
  SendFailed,
  SenderClosed,
  TooLarge,
  type Header,
  type OutRecord,
  type Sender,
  type TopicRecords,
} from '@silkgauge/kafka';
import type { TakeRecord } from '@silkgauge/aggregation';
import type { Actor } from './clock.ts';
import { Coordinator, FencedPartitions, type FenceRules, type Holder } from '../fixtures/fence-model.ts';
import type { Scheduler } from './scheduler.ts';

/** A committed record of the outgoing log. */
export interface Sent {
  readonly topic: string;
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Each topic has one partition. */
  readonly offset: number;
  /** Transactional id of the sender, and the number of its opening. */
  readonly id: string;
  readonly opening: number;
}

/** Fencing rules of broker and senders; a mutant drops one. */
export interface Fencing extends FenceRules {
  /** The last epochs of a producer id are never used for writing. */
  readonly sparesLastEpochs: boolean;
}

/** Epochs reserved from writing: more than the processes that die between acquiring and marking the id. */
const SPARED = 4;

/** Turns of silence: a partition forgets a producer id, later than any freeze ends; a sender marks again. */
const FORGETS_AFTER = 2_000;
const RENEWS_AFTER = 200;

/** Transactional ids: the relay of changes, which marks state topics, and the relay of letters. */
export type SenderId = 'changes' | 'letters';

/** The simulated broker's output side: the newest holder of a transactional id fences earlier holders. */
export class Broker {
  /** In the order of a read-committed reader. */
  readonly log: Sent[] = [];
  /** Largest value in bytes that state topics accept. */
  mostBytes = Number.POSITIVE_INFINITY;
  readonly #scheduler: Scheduler;
  readonly #lastToWriteWith: number;
  readonly #coordinators: Readonly<Record<SenderId, Coordinator>>;
  readonly #partitions: FencedPartitions;
  /** The turn in which a partition last took something of a holder. */
  readonly #takenAt = new Map<Holder, number>();
  readonly #topics: readonly string[];
  readonly #ends = new Map<string, number>();

  constructor(
    scheduler: Scheduler,
    topics: readonly string[],
    { sparesLastEpochs = true, ...rules }: Partial<Fencing> = {},
  ) {
    this.#scheduler = scheduler;
    this.#topics = topics;
    // Epochs are few here, 32,767 in Kafka.
    this.#lastToWriteWith = scheduler.dice.between(0, 2);
    const coordinator = () => new Coordinator(this.#lastToWriteWith + (sparesLastEpochs ? SPARED : 0));
    this.#coordinators = { changes: coordinator(), letters: coordinator() };
    this.#partitions = new FencedPartitions(rules, () => scheduler.turn, FORGETS_AFTER);
  }

  async openSender(actor: Actor, id: SenderId): Promise<Sender> {
    const coordinator = this.#coordinators[id];
    let usedUp = false;
    const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
      if (usedUp) throw new SenderClosed('The sender is used up.');
      try {
        return await work();
      } catch (error) {
        usedUp = true;
        throw error;
      }
    };
    const holder = await this.#open(actor, id);
    const send = (batches: readonly TopicRecords[]): Promise<void> =>
      guarded(async () => {
        if (this.#mayBeForgotten(holder)) await this.#mark(actor, id, holder);
        for (const { topic, records } of batches)
          for (const part of inRequests([...records])) {
            const isTaken = part.every(({ value }) => (value?.length ?? 0) <= this.mostBytes);
            await this.#askAs(actor, 'produce', () => {
              if (!this.#isTaken(this.#partitions.write(topic, holder), holder)) return false;
              if (isTaken) this.#append(topic, part, id, holder);
              return true;
            });
            if (!isTaken) throw new TooLarge(`A record is larger than ${topic} takes.`);
          }
      });
    const sendTogether = (batches: readonly TopicRecords[]): Promise<void> =>
      guarded(async () => {
        await this.#askAs(actor, 'produce', () => coordinator.isNewest(holder));
        await this.#askAs(actor, 'commit at the broker', () => {
          if (!coordinator.isNewest(holder)) return false;
          for (const { topic, records } of batches) this.#append(topic, records, id, holder);
          return true;
        });
      });
    const close = (): Promise<void> => {
      usedUp = true;
      return Promise.resolve();
    };
    return { send, sendTogether, close };
  }

  /** Fences as libs/kafka does: one of the last epochs is marked, then left for a new producer id. */
  async #open(actor: Actor, id: SenderId): Promise<Holder> {
    let holder = await this.#take(actor, id);
    await this.#mark(actor, id, holder);
    if (holder.producerEpoch <= this.#lastToWriteWith) return holder;
    const { producerId } = holder;
    while (holder.producerId === producerId) holder = await this.#take(actor, id);
    await this.#mark(actor, id, holder);
    return holder;
  }

  #take(actor: Actor, id: SenderId): Promise<Holder> {
    return this.#ask(actor, 'take the transactional id', () => this.#coordinators[id].take());
  }

  /** The coordinator ends an empty transaction, then writes a marker to each partition. */
  async #mark(actor: Actor, id: SenderId, holder: Holder): Promise<void> {
    if (id === 'letters') return;
    await this.#askAs(actor, 'end an empty transaction', () => this.#coordinators[id].isNewest(holder));
    for (const topic of this.#topics)
      await this.#askAs(actor, `mark ${topic}`, () =>
        this.#isTaken(this.#partitions.mark(topic, holder), holder),
      );
  }

  #isTaken(errorCode: number, holder: Holder): boolean {
    if (errorCode === 0) this.#takenAt.set(holder, this.#scheduler.turn);
    return errorCode === 0;
  }

  /** Whether a holder's silence is so long that it must mark the id again. */
  #mayBeForgotten(holder: Holder): boolean {
    return this.#scheduler.turn - (this.#takenAt.get(holder) ?? 0) > RENEWS_AFTER;
  }

  /** The last `reach` records of each topic; control records between them count too. */
  async readEnds(actor: Actor, topics: readonly string[], reach: number, take: TakeRecord): Promise<void> {
    const records = await this.#ask(actor, 'read ends', () =>
      this.log.filter(
        ({ topic, offset }) => topics.includes(topic) && offset >= (this.#ends.get(topic) ?? 0) - reach - 1,
      ),
    );
    for (const { topic, key, value, headers, offset } of records)
      take(
        {
          offset: BigInt(offset),
          timestamp: '0',
          key: Buffer.from(key),
          value: Buffer.from(value),
          headers: Object.entries(headers).flatMap(([name, of]) =>
            [of].flat().map((one): Header => [name, Buffer.from(String(one))]),
          ),
        },
        topic,
        0,
      );
  }

  #append(topic: string, list: Iterable<OutRecord>, id: SenderId, { opening }: Holder): void {
    const begin = this.#ends.get(topic) ?? 0;
    const records = [...list];
    records.forEach(({ key, value, headers = {} }, i) => {
      const place = { topic, offset: begin + i };
      this.log.push({ ...place, key: String(key), value: String(value), headers, id, opening });
    });
    this.#ends.set(topic, begin + records.length + 1);
  }

  /** `serve` returns whether the sender still holds the id at the server. @throws Fenced if not */
  async #askAs(actor: Actor, what: string, serve: () => boolean): Promise<void> {
    if (!(await this.#ask(actor, what, serve))) throw new Fenced('A newer sender has the transactional id.');
  }

  #ask<T>(actor: Actor, what: string, serve: () => T): Promise<T> {
    return this.#scheduler.request(actor, {
      what,
      serve,
      cut: () => undefined,
      lost: () => new SendFailed('The broker did not take it: connection lost'),
    });
  }
}

/** Requests are limited in bytes, so a send can break between two requests: here in the middle. */
function inRequests(records: readonly OutRecord[]): (readonly OutRecord[])[] {
  const half = records.length >> 1;
  return [records.slice(0, half), records.slice(half)].filter(({ length }) => length > 0);
}
