import { Reader, Writer } from '@platformatic/kafka';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeBatch } from './record-batches.fixture.ts';

/** A topic whose logs all of its brokers share. */
export interface FakeTopic {
  readonly name: string;
  readonly id: string;
  /** Values by partition, each in a record and a batch of its own. */
  readonly logs: string[][];
  /** Brokers by number. */
  readonly brokers: Map<number, LogBroker>;
  /** Id of the leader, by partition. */
  readonly leaders: number[];
}

export const fakeTopic = (name: string, partitions: number): FakeTopic => ({
  name,
  id: '00000000-0000-4000-8000-000000000001',
  logs: Array.from({ length: partitions }, () => []),
  brokers: new Map(),
  leaders: Array.from({ length: partitions }, () => 1),
});

export const FETCH = 1;
export const LIST_OFFSETS = 2;
const METADATA = 3;
const API_VERSIONS = 18;
/** The supported version of each request. */
const VERSIONS = [
  [FETCH, 13],
  [LIST_OFFSETS, 7],
  [METADATA, 12],
  [API_VERSIONS, 3],
] as const;
const OUT_OF_RANGE = 1;
const NOT_LEADER = 6;
const EARLIEST = -2n;
/** Attribute of batches with the broker's timestamps. */
const LOG_APPEND_TIME = 8;
const UNKNOWN_CODEC = 7;

/** One request received. */
export interface Seen {
  readonly key: number;
  /** Number of the connection. */
  readonly connection: number;
  /** Time of arrival, in milliseconds of `performance.now()`. */
  readonly at: number;
  /** Fetched offsets by partition; empty for other requests. */
  readonly wanted: ReadonlyMap<number, bigint>;
}

export interface Behaviour {
  /** Throttle time of the answer, in milliseconds. */
  readonly throttleMs?: number;
  /** Whether the connection ends after half of the answer. */
  readonly cuts?: boolean;
}

/**
 * A broker as far as a reader needs it, over TCP. Like Kafka it answers the requests of a connection in
 * order, and holds a fetch without records for the time that the fetch allows.
 */
export class LogBroker {
  readonly id: number;
  readonly seen: Seen[] = [];
  /** High watermarks to answer, by partition; by default the end of the log. */
  readonly highWatermarks = new Map<number, bigint>();
  /** Offsets of batches with a codec that no reader knows, in every partition. */
  readonly unreadable = new Set<bigint>();
  /** Decides how each request is answered. */
  behave: (seen: Seen) => Behaviour | Promise<Behaviour> = () => ({});
  /** Limit of records of a partition in one answer. */
  mostRecords = 10;
  readonly #topic: FakeTopic;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(id: number, topic: FakeTopic) {
    this.id = id;
    this.#topic = topic;
    this.#server = createServer((socket) => {
      this.#serve(socket, this.#sockets.add(socket).size);
    });
  }

  static async open(id: number, topic: FakeTopic): Promise<LogBroker> {
    const broker = new LogBroker(id, topic);
    await new Promise<void>((resolve) => broker.#server.listen(0, '127.0.0.1', resolve));
    topic.brokers.set(id, broker);
    return broker;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  /** The fetches that asked for a partition. */
  fetchesOf(partition: number): Seen[] {
    return this.seen.filter(({ wanted }) => wanted.has(partition));
  }

  #serve(socket: Socket, connection: number): void {
    let received = Buffer.alloc(0);
    let last = Promise.resolve();
    socket.on('error', () => undefined);
    socket.on('data', (piece) => {
      received = Buffer.concat([received, piece]);
      while (received.length >= 4 && received.length >= 4 + received.readInt32BE(0)) {
        const size = received.readInt32BE(0);
        const request = Reader.from(received.subarray(4, 4 + size));
        received = received.subarray(4 + size);
        last = last.then(() => this.#answer(socket, connection, request));
      }
    });
  }

  async #answer(socket: Socket, connection: number, request: Reader): Promise<void> {
    const at = performance.now();
    const key = request.readInt16();
    request.readInt16();
    const correlation = request.readInt32();
    request.readNullableString(false);
    request.readTaggedFields();
    const fetch = key === FETCH ? readFetch(request) : null;
    const seen = { key, connection, at, wanted: fetch?.wanted ?? new Map<number, bigint>() };
    this.seen.push(seen);
    const { throttleMs = 0, cuts = false } = await this.behave(seen);
    const body = fetch ? await this.#fetched(fetch, throttleMs) : this.#other(key, request, throttleMs);
    const head = Writer.create().appendInt32(correlation);
    if (key !== API_VERSIONS) head.appendTaggedFields();
    const { buffer } = head.appendFrom(body).prependLength();
    if (!cuts) socket.write(buffer);
    else socket.write(buffer.subarray(0, buffer.length / 2), () => socket.destroy());
  }

  #other(key: number, request: Reader, throttleMs: number): Writer {
    switch (key) {
      case API_VERSIONS:
        return Writer.create()
          .appendInt16(0)
          .appendArray([...VERSIONS], (w, [api, version]) => {
            w.appendInt16(api).appendInt16(version).appendInt16(version);
          })
          .appendInt32(throttleMs)
          .appendTaggedFields();
      case METADATA:
        return this.#metadata(throttleMs);
      case LIST_OFFSETS:
        return this.#offsets(request, throttleMs);
      default:
        throw new Error(`request ${String(key)} is not asked by a reader`);
    }
  }

  #metadata(throttleMs: number): Writer {
    const { name, id, brokers, leaders } = this.#topic;
    const ids = [...brokers.keys()];
    const int32 = (w: Writer, value: number) => {
      w.appendInt32(value);
    };
    return Writer.create()
      .appendInt32(throttleMs)
      .appendArray([...brokers.values()], (w, broker) => {
        w.appendInt32(broker.id).appendString('127.0.0.1').appendInt32(broker.port).appendString(null);
      })
      .appendString('fake')
      .appendInt32(1)
      .appendArray([name], (w) => {
        w.appendInt16(0).appendString(name).appendUUID(id).appendBoolean(false);
        w.appendArray(leaders, (p, leader, partition) => {
          p.appendInt16(0).appendInt32(partition).appendInt32(leader).appendInt32(0);
          p.appendArray(ids, int32, true, false).appendArray(ids, int32, true, false);
          p.appendArray([], int32, true, false);
        }).appendInt32(-2_147_483_648);
      })
      .appendTaggedFields();
  }

  #highWatermark(partition: number): bigint {
    return this.highWatermarks.get(partition) ?? BigInt(this.#topic.logs[partition]?.length ?? 0);
  }

  #offsets(request: Reader, throttleMs: number): Writer {
    request.readInt32();
    request.readInt8();
    const asked = request.readArray((topic) => {
      topic.readString();
      return topic.readArray((one) => {
        const partition = one.readInt32();
        one.readInt32();
        return { partition, timestamp: one.readInt64() };
      });
    });
    return Writer.create()
      .appendInt32(throttleMs)
      .appendArray(asked, (w, partitions) => {
        w.appendString(this.#topic.name).appendArray(partitions, (p, { partition, timestamp }) => {
          const offset = timestamp === EARLIEST ? 0n : this.#highWatermark(partition);
          const isIts = this.#topic.leaders[partition] === this.id;
          p.appendInt32(partition).appendInt16(isIts ? 0 : NOT_LEADER);
          p.appendInt64(-1n).appendInt64(offset).appendInt32(0);
        });
      })
      .appendTaggedFields();
  }

  async #fetched({ wanted, maxWait }: Fetch, throttleMs: number): Promise<Writer> {
    const found = () => [...wanted].map(([partition, offset]) => this.#foundAt(partition, offset));
    const until = performance.now() + maxWait;
    const isNothing = () =>
      found().every(({ errorCode, records }) => errorCode === 0 && records.length === 0);
    while (isNothing() && performance.now() < until) await sleep(5);
    return Writer.create()
      .appendInt32(throttleMs)
      .appendInt16(0)
      .appendInt32(0)
      .appendArray([found()], (w, partitions) => {
        w.appendUUID(this.#topic.id).appendArray(partitions, (p, { partition, errorCode, records }) => {
          const end = this.#highWatermark(partition);
          p.appendInt32(partition).appendInt16(errorCode);
          p.appendInt64(end).appendInt64(end).appendInt64(0n).appendUnsignedVarInt(0).appendInt32(-1);
          p.appendUnsignedVarInt(records.length + 1).append(records);
        });
      })
      .appendTaggedFields();
  }

  /** Like Kafka: no records beyond the high watermark, and an error for an offset beyond the log. */
  #foundAt(partition: number, offset: bigint): Found {
    const values = this.#topic.logs[partition] ?? [];
    const none = { partition, records: Buffer.alloc(0) };
    if (this.#topic.leaders[partition] !== this.id) return { ...none, errorCode: NOT_LEADER };
    if (offset > BigInt(values.length)) return { ...none, errorCode: OUT_OF_RANGE };
    const end = Math.min(Number(offset) + this.mostRecords, Number(this.#highWatermark(partition)));
    const batches = values.slice(Number(offset), end).map((value, i) => {
      const record = {
        offsetDelta: 0,
        timestampDelta: 0n,
        key: null,
        value: Buffer.from(value),
        headers: [],
      };
      const firstOffset = offset + BigInt(i);
      const codec = this.unreadable.has(firstOffset) ? UNKNOWN_CODEC : 0;
      return writeBatch({ firstOffset, attributes: LOG_APPEND_TIME | codec, records: [record] });
    });
    return { partition, errorCode: 0, records: Buffer.concat(batches) };
  }
}

interface Found {
  readonly partition: number;
  readonly errorCode: number;
  readonly records: Buffer;
}

interface Fetch {
  readonly maxWait: number;
  readonly wanted: ReadonlyMap<number, bigint>;
}

const readFetch = (request: Reader): Fetch => {
  request.readInt32();
  const maxWait = request.readInt32();
  request.skip(4 + 4 + 1 + 4 + 4);
  const topics = request.readArray((topic) => {
    topic.readUUID();
    return topic.readArray((one) => {
      const partition = one.readInt32();
      one.readInt32();
      const offset = one.readInt64();
      one.skip(4 + 8 + 4);
      return [partition, offset] as const;
    });
  });
  return { maxWait, wanted: new Map(topics.flat()) };
};
