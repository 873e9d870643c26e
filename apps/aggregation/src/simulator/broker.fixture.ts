import {
  Fenced,
  SendFailed,
  SenderClosed,
  type FencedSender,
  type Header,
  type OutRecord,
  type TopicRecords,
} from '@silkgauge/kafka';
import type { TakeRecord } from '../relay-repair.ts';
import type { Actor } from './clock.fixture.ts';
import type { Scheduler } from './scheduler.fixture.ts';

/** A committed record of the outgoing log. */
export interface Sent {
  readonly topic: string;
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Each topic has one partition. */
  readonly offset: number;
  /** Which opening of the transactional id wrote it. */
  readonly epoch: number;
}

/** The simulated broker's outgoing side: what is sent under one transactional id, whose newest holder fences the others. */
export class Broker {
  /** In the order in which a reader of committed records sees them. */
  readonly log: Sent[] = [];
  readonly #scheduler: Scheduler;
  readonly #fences: boolean;
  readonly #ends = new Map<string, number>();
  #epoch = 0;

  constructor(scheduler: Scheduler, fences: boolean) {
    this.#scheduler = scheduler;
    this.#fences = fences;
  }

  async openSender(actor: Actor): Promise<FencedSender> {
    const epoch = await this.#ask(actor, 'open sender', () => (this.#epoch += 1));
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
    const send = (batches: readonly TopicRecords[]): Promise<void> =>
      guarded(async () => {
        for (const { topic, records } of batches)
          for (const part of inRequests([...records]))
            await this.#askAs(epoch, actor, 'produce', () => {
              this.#append(topic, part, epoch);
            });
      });
    const sendTogether = (batches: readonly TopicRecords[]): Promise<void> =>
      guarded(async () => {
        await this.#askAs(epoch, actor, 'produce', () => undefined);
        await this.#askAs(epoch, actor, 'commit at the broker', () => {
          for (const { topic, records } of batches) this.#append(topic, records, epoch);
        });
      });
    const close = (): Promise<void> => {
      usedUp = true;
      return Promise.resolve();
    };
    return { send, sendTogether, close } as unknown as FencedSender;
  }

  /** The last `reach` records of each topic, as its reader finds them: control records stand between them. */
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

  #append(topic: string, list: Iterable<OutRecord>, epoch: number): void {
    const begin = this.#ends.get(topic) ?? 0;
    const records = [...list];
    records.forEach(({ key, value, headers = {} }, i) => {
      this.log.push({ topic, key: String(key), value: String(value), headers, epoch, offset: begin + i });
    });
    this.#ends.set(topic, begin + records.length + 1);
  }

  async #askAs(epoch: number, actor: Actor, what: string, serve: () => void): Promise<void> {
    const isHeld = await this.#ask(actor, what, () => {
      if (this.#fences && epoch < this.#epoch) return false;
      serve();
      return true;
    });
    if (!isHeld) throw new Fenced('A newer sender has the transactional id.');
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

/** A request takes so many bytes, so a send may be cut off between two: here in the middle. */
function inRequests(records: readonly OutRecord[]): (readonly OutRecord[])[] {
  const half = records.length >> 1;
  return [records.slice(0, half), records.slice(half)].filter(({ length }) => length > 0);
}
