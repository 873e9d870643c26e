import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { CODECS, registerCodecs } from './codecs.ts';
import { decodeFetchResponse, decodeWithKafkajs, fetchRunsOf } from './fetch-decoder.ts';
import { FetchedRun } from './fetched-run.ts';
import {
  writeBatch,
  writeFetchResponse,
  type BatchSpec,
  type PartitionSpec,
} from './record-batches.fixture.ts';

registerCodecs();

interface Decoded {
  responses: {
    topicName: string;
    partitions: { errorCode: number; messages: Record<string, unknown>[] }[];
  }[];
}

/** What kafkajs's consumers can see of a message. */
const visible = ({
  offset,
  timestamp,
  key,
  value,
  headers,
  isControlRecord,
  magicByte,
  attributes,
  batchContext,
}: Record<string, unknown>) => ({
  offset,
  timestamp,
  key,
  value,
  headers: { ...(headers as object) },
  isControlRecord,
  magicByte,
  attributes,
  batchContext: { ...(batchContext as object), crc: undefined },
});

const comparable = (decoded: unknown) => {
  const { responses, ...rest } = decoded as Decoded;
  return {
    ...rest,
    responses: responses.map(({ topicName, partitions }) => ({
      topicName,
      partitions: partitions.map((partition) => ({
        ...partition,
        messages: partition.messages.map(visible),
      })),
    })),
  };
};

const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array));
const record = fc.record({
  timestampDelta: fc.bigInt(-(2n ** 40n), 2n ** 40n),
  key: fc.option(bytes),
  value: fc.option(bytes),
  headers: fc.array(fc.tuple(fc.constantFrom('ce_id', 'ce_type', 'größe', '', 'a'), bytes), { maxLength: 9 }),
});
const batch: fc.Arbitrary<BatchSpec> = fc.record({
  firstOffset: fc.bigInt(0n, 2n ** 60n),
  firstTimestamp: fc.bigInt(0n, 2n ** 41n),
  maxTimestamp: fc.bigInt(0n, 2n ** 41n),
  attributes: fc.constantFrom(0, 0x08, 0x10, 0x30),
  producerId: fc.bigInt(-1n, 2n ** 50n),
  records: fc
    .array(record, { minLength: 1, maxLength: 12 })
    .map((records) => records.map((each, offsetDelta) => ({ ...each, offsetDelta }))),
});

/** Where a batch says which format it has. */
const MAGIC_AT = 16;

describe('our decoder of fetch responses', () => {
  it('gives kafkajs the same as its own', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { maxLength: 4 }), fc.nat(80), async (batches, cut) => {
        const whole = Buffer.concat(batches.map(writeBatch));
        // The broker cuts the last batch off where the size of the answer ends.
        const left = whole.length - cut;
        // kafkajs reads the magic byte before it looks whether there is one.
        const records = whole.subarray(0, left > MAGIC_AT ? left : 0);
        const aborted = [{ producerId: 5n, firstOffset: 3n }];
        const response = writeFetchResponse([
          { name: 'figures', partitions: [{ partition: 1, records, aborted }] },
        ]);
        const theirs = await decodeWithKafkajs(response);
        expect(comparable(decodeFetchResponse(response))).toEqual(comparable(theirs));
      }),
    );
  });

  it.each(Object.entries(CODECS))('unpacks codec %s as kafkajs does', async (number, codec) => {
    const records = writeBatch({
      attributes: Number(number),
      compress: (raw) => codec.compress(raw),
      records: Array.from({ length: 50 }, (_, offsetDelta) => ({
        offsetDelta,
        timestampDelta: BigInt(offsetDelta),
        key: Buffer.from(`key ${String(offsetDelta)}`),
        value: Buffer.from('value '.repeat(20)),
        headers: [['ce_id', Buffer.from(String(offsetDelta))]],
      })),
    });
    const response = writeFetchResponse([{ name: 'figures', partitions: [{ partition: 0, records }] }]);
    const ours = comparable(decodeFetchResponse(response));
    expect(ours).toEqual(comparable(await decodeWithKafkajs(response)));
    expect(ours.responses[0]?.partitions[0]?.messages).toHaveLength(50);
  });
});

/** Stamped by the broker. */
const simple = (firstOffset: bigint, { attributes = 0, ...more }: Partial<BatchSpec> = {}): Buffer =>
  writeBatch({
    firstOffset,
    attributes: attributes | 0x08,
    records: [0, 1, 2].map((offsetDelta) => ({
      offsetDelta,
      timestampDelta: 0n,
      key: null,
      value: Buffer.from('{}'),
      headers: [],
    })),
    ...more,
  });

const answerOf = (
  topic: string,
  records: Buffer,
  { errorCode = 0, aborted = [] }: Partial<Pick<PartitionSpec, 'errorCode' | 'aborted'>> = {},
) => {
  const partitions = [{ partition: 0, records, errorCode, aborted }];
  return decodeFetchResponse(writeFetchResponse([{ name: topic, partitions }])).responses[0]?.partitions[0];
};

const runOf = (records: Buffer, more: Parameters<typeof answerOf>[2] = {}): FetchedRun => {
  const [run] = answerOf('wholesale', records, more)?.messages ?? [];
  if (!(run instanceof FetchedRun)) throw new Error('no run');
  return run;
};

const offsetsOf = ({ records }: FetchedRun) => [...records].map(({ offset }) => offset);

fetchRunsOf(['wholesale']);

describe('what a fetch brings, as one', () => {
  const marker = (firstOffset: bigint, producerId: bigint, type: 0 | 1): Buffer =>
    writeBatch({
      ...{ firstOffset, producerId, attributes: 0x30 },
      records: [
        {
          ...{ offsetDelta: 0, timestampDelta: 0n, headers: [] },
          key: Buffer.from([0, 0, 0, type]),
          value: Buffer.alloc(6),
        },
      ],
    });
  const sent = (firstOffset: bigint, producerId: bigint): Buffer =>
    simple(firstOffset, { producerId, attributes: 0x10 });

  it('is every record, in order, and the position behind them', () => {
    const run = runOf(Buffer.concat([simple(0n), simple(3n), simple(7n)]));
    expect(offsetsOf(run)).toEqual([0n, 1n, 2n, 3n, 4n, 5n, 7n, 8n, 9n]);
    expect(run).toMatchObject({ next: 10n, offset: '9', trouble: null });
  });

  it('leaves out markers and what was taken back, of each producer for itself', () => {
    // Producer 1 begins first and aborts last; the broker lists transactions in the order of their abort markers.
    const log = [
      ...[sent(0n, 1n), sent(3n, 2n), simple(6n), marker(9n, 2n, 0), sent(10n, 2n)],
      ...[marker(13n, 2n, 1), sent(14n, 1n), marker(17n, 1n, 0), sent(18n, 1n), marker(21n, 1n, 1)],
    ];
    const aborted = [
      { producerId: 2n, firstOffset: 3n },
      { producerId: 1n, firstOffset: 0n },
    ];
    const run = runOf(Buffer.concat(log), { aborted });
    expect(offsetsOf(run)).toEqual([6n, 7n, 8n, 10n, 11n, 12n, 18n, 19n, 20n]);
    expect(run.next).toBe(22n);
    // Begun before what this fetch begins with: all of them count from its first batch on.
    const later = runOf(Buffer.concat(log.slice(1)), { aborted });
    expect(offsetsOf(later)).toEqual([6n, 7n, 8n, 10n, 11n, 12n, 18n, 19n, 20n]);
  });

  it('counts the memory that records take, not what they took on the way', () => {
    const value = Buffer.alloc(10_000, 'x');
    const records = [{ offsetDelta: 0, timestampDelta: 0n, key: null, value, headers: [] }];
    const packed = simple(0n, { records, attributes: 1, compress: (raw) => gzipSync(raw) });
    expect(packed.length).toBeLessThan(1_000);
    expect(runOf(packed).bytes).toBeGreaterThan(10_000);
  });

  it('has moved on where there was nothing but markers', () => {
    expect(runOf(marker(5n, 1n, 1))).toMatchObject({ next: 6n, offset: '5', records: { length: 0 } });
  });

  it("ends before the first batch that carries its producer's clock, whatever follows", () => {
    const records = [{ offsetDelta: 1, timestampDelta: 5n, key: null, value: null, headers: [] }];
    const theirs = writeBatch({ firstOffset: 3n, records });
    const run = runOf(Buffer.concat([simple(0n), theirs, simple(5n)]));
    expect(offsetsOf(run)).toEqual([0n, 1n, 2n]);
    expect(run).toMatchObject({ next: 3n, trouble: { lasting: true, batch: { first: 3n, next: 5n } } });
    expect(run.trouble?.reason).toContain('message.timestamp.type=LogAppendTime');
  });

  it('is nothing where not one batch is whole', () => {
    expect(answerOf('wholesale', simple(0n).subarray(0, -1))?.messages).toEqual([]);
    expect(answerOf('wholesale', Buffer.alloc(0))?.messages).toEqual([]);
  });
});

describe('records that cannot be read', () => {
  const flipped = simple(3n);
  flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1;
  it.each([
    ['a bit that flipped', flipped, 'the checksum does not match'],
    ['a codec nobody knows', simple(3n, { attributes: 6 }), 'compressed with codec 6'],
    ['compressed content that is broken', simple(3n, { attributes: 2 }), 'snappy'],
    ['an older format', simple(3n, { magic: 1 }), 'format 1'],
    [
      'more records promised than there are',
      simple(3n, { compress: (raw) => raw.subarray(0, -3) }),
      'what is there',
    ],
  ])('%s: what comes before is delivered, then it is reported', (_name, bad, reason) => {
    const run = runOf(Buffer.concat([simple(0n), bad, simple(6n)]));
    expect(offsetsOf(run)).toEqual([0n, 1n, 2n]);
    expect(run).toMatchObject({ next: 3n, offset: '5', trouble: { lasting: true } });
    expect(run.trouble?.batch).toMatchObject({ first: 3n, next: 6n });
    expect(run.trouble?.reason.toLowerCase()).toContain(reason);
  });

  it('a position out of range is reported instead of letting kafkajs move it', () => {
    const answer = answerOf('wholesale', Buffer.alloc(0), { errorCode: 1 });
    expect(answer?.errorCode).toBe(0);
    expect(answer?.messages).toEqual([
      expect.objectContaining({ next: null, trouble: expect.objectContaining({ lasting: false }) }),
    ]);
  });

  it('other consumers in the process see what kafkajs would have shown them', () => {
    expect(() => answerOf('elsewhere', flipped)).toThrow('the checksum does not match');
    expect(answerOf('elsewhere', Buffer.alloc(0), { errorCode: 1 })?.errorCode).toBe(1);
  });

  it('random bytes never make it throw anything but a RangeError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(200), (noise, at) => {
        const records = Buffer.concat([simple(0n), simple(3n)]);
        Buffer.from(noise).copy(records, Math.min(at, records.length));
        const [run] = answerOf('wholesale', records)?.messages ?? [];
        if (run instanceof FetchedRun) expect(offsetsOf(run)).toHaveLength(run.records.length);
      }),
    );
  });
});
