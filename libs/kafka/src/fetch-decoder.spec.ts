import fc from 'fast-check';
import { CODECS, registerCodecs } from './codecs.ts';
import { decodeFetchResponse, decodeWithKafkajs, reportUnreadable } from './fetch-decoder.ts';
import { writeBatch, writeFetchResponse, type BatchSpec } from './record-batches.fixture.ts';
import { RecordView, UnreadableRecords } from './record-view.ts';

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
  batchContext,
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

describe('our decoder of fetch responses', () => {
  it('gives kafkajs the same as its own', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { maxLength: 4 }), fc.nat(80), async (batches, cut) => {
        const whole = Buffer.concat(batches.map(writeBatch));
        // The broker cuts the last batch off where the size of the answer ends.
        const records = whole.subarray(0, Math.max(0, whole.length - cut));
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

const simple = (firstOffset: bigint, more: Partial<BatchSpec> = {}): Buffer =>
  writeBatch({
    firstOffset,
    records: [0, 1, 2].map((offsetDelta) => ({
      offsetDelta,
      timestampDelta: 0n,
      key: null,
      value: Buffer.from('{}'),
      headers: [],
    })),
    ...more,
  });

const messagesOf = (topic: string, records: Buffer, errorCode = 0) => {
  const response = writeFetchResponse([{ name: topic, partitions: [{ partition: 0, records, errorCode }] }]);
  return decodeFetchResponse(response).responses[0]?.partitions[0];
};

describe('records that cannot be read', () => {
  reportUnreadable(['guarded']);

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
    const messages = messagesOf('guarded', Buffer.concat([simple(0n), bad, simple(6n)]))?.messages ?? [];
    const last = messages.at(-1);
    expect(messages.slice(0, -1).map(({ offset }) => offset)).toEqual(['0', '1', '2']);
    expect(last).toBeInstanceOf(UnreadableRecords);
    expect(last).toMatchObject({ offset: '5', lasting: true });
    expect((last as UnreadableRecords).reason.toLowerCase()).toContain(reason);
  });

  it('a position out of range is reported instead of letting kafkajs move it', () => {
    const answer = messagesOf('guarded', Buffer.alloc(0), 1);
    expect(answer?.errorCode).toBe(0);
    expect(answer?.messages).toEqual([expect.objectContaining({ lasting: false })]);
  });

  it('other consumers in the process see what kafkajs would have shown them', () => {
    expect(() => messagesOf('elsewhere', flipped)).toThrow('the checksum does not match');
    expect(messagesOf('elsewhere', Buffer.alloc(0), 1)?.errorCode).toBe(1);
  });

  it('random bytes never make it throw anything but a RangeError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(200), (noise, at) => {
        const records = Buffer.concat([simple(0n), simple(3n)]);
        Buffer.from(noise).copy(records, Math.min(at, records.length));
        const messages = messagesOf('guarded', records)?.messages ?? [];
        for (const message of messages) {
          if (message instanceof RecordView) expect(typeof message.offset).toBe('string');
        }
      }),
    );
  });
});
