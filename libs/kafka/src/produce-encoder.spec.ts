import { jest } from '@jest/globals';
import fc from 'fast-check';
import createRequest from 'kafkajs/src/protocol/request.js';
import produce from 'kafkajs/src/protocol/requests/produce/index.js';
import { encodeProduceRequest, kafkajsProduce, type ProduceParams } from './produce-encoder.ts';

const bytes = fc.uint8Array({ maxLength: 90 }).map((array) => Buffer.from(array));
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 90 }), fc.string({ maxLength: 9_000 }));
const content = fc.oneof(bytes, text);
const message = fc.record({
  key: fc.option(content),
  value: fc.option(content),
  headers: fc.dictionary(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.oneof(content, fc.array(content, { maxLength: 3 })),
    { maxKeys: 8 },
  ),
});
const params: fc.Arbitrary<ProduceParams> = fc.record({
  acks: fc.constant(-1),
  timeout: fc.nat(),
  compression: fc.constant(0),
  transactionalId: fc.option(fc.string({ minLength: 1 })),
  producerId: fc.bigInt(0n, 2n ** 62n),
  producerEpoch: fc.nat(32_767),
  topicData: fc.array(
    fc.record({
      topic: fc.string({ unit: 'binary', maxLength: 20 }),
      partitions: fc.array(
        fc.record({
          partition: fc.nat(),
          firstSequence: fc.nat(),
          messages: fc.array(message, { minLength: 1, maxLength: 5 }),
        }),
        { maxLength: 3 },
      ),
    }),
    { maxLength: 3 },
  ),
});

const NOW = 1_700_000_000_123;

const encodedByKafkajs = async (given: ProduceParams): Promise<Buffer> => {
  const { buffer } = await kafkajsProduce({ version: 7 })(given).request.encode();
  return buffer;
};

// kafkajs takes the time itself.
beforeAll(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});
afterAll(() => {
  jest.restoreAllMocks();
});

describe('our encoder of produce requests', () => {
  it('writes the very bytes that kafkajs does', async () => {
    await fc.assert(
      fc.asyncProperty(params, async (given) => {
        const theirs = await encodedByKafkajs(given);
        expect(encodeProduceRequest(given, NOW).buffer.equals(theirs)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it.each([63, 64, 65, 8_191, 8_192, 8_193, 1_048_575, 1_048_576, 1_048_577])(
    'writes values of %i bytes, where lengths change theirs',
    async (length) => {
      const values = [
        Buffer.alloc(length, 'x'),
        'x'.repeat(length),
        'é'.repeat(length >> 1),
        '€'.repeat(length),
      ];
      const given = {
        acks: -1,
        timeout: 1,
        producerId: -1n,
        topicData: [
          { topic: 't', partitions: [{ partition: 0, messages: values.map((value) => ({ value })) }] },
        ],
      };
      const theirs = await encodedByKafkajs(given);
      expect(encodeProduceRequest(given, NOW).buffer.equals(theirs)).toBe(true);
    },
  );

  it('leaves room for what kafkajs puts before it, and does without where that is too long', async () => {
    const headed = async (protocol: typeof kafkajsProduce, given: ProduceParams, clientId: string) => {
      const { request } = protocol({ version: 7 })(given);
      return (await createRequest({ correlationId: 7, clientId, request })).buffer;
    };
    const clients = fc.string({ maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(params, clients, async (given, clientId) => {
        const theirs = await headed(kafkajsProduce, given, clientId);
        expect((await headed(produce.protocol, given, clientId)).equals(theirs)).toBe(true);
      }),
    );
  });

  it('uses the memory of a request again once it was answered, and not before', async () => {
    const given = {
      ...{ acks: -1, timeout: 1, producerId: -1n },
      topicData: [{ topic: 't', partitions: [{ partition: 0, messages: [{ value: 'x' }] }] }],
    };
    const ask = async () => {
      const { request, response } = produce.protocol({ version: 7 })(given);
      return { memory: (await request.encode()).buffer.buffer, response };
    };
    // Of no topic, with no throttle.
    const answer = Buffer.alloc(8);
    const first = await ask();
    const second = await ask();
    expect(second.memory).not.toBe(first.memory);
    await first.response.decode(answer);
    const third = await ask();
    expect(third.memory).toBe(first.memory);
    expect((await ask()).memory).not.toBe(second.memory);
  });
});
