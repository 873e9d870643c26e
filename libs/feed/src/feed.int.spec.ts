import { decodeRecord } from '@silkgauge/kafka';
import type { RunningService } from '@silkgauge/service';
import { testBrokers, topicPrefix, uniqueName } from '@silkgauge/testing';
import { Kafka, logLevel } from 'kafkajs';
import { attributesOf, BATCH, BINARY, push, sale, startFeed, STRUCTURED } from './feed.fixture.ts';

const prefix = topicPrefix();
let feed: RunningService;
beforeAll(async () => {
  feed = await startFeed(testBrokers(), prefix);
});
afterAll(() => feed.stop());

interface Stored {
  readonly place: string;
  readonly key: string;
  readonly event: Readonly<Record<string, unknown>>;
}

/** Reads a topic with a stock consumer until all places have been seen. */
const read = async (topic: string, places: readonly string[]): Promise<Map<string, Stored>> => {
  const consumer = new Kafka({ brokers: [testBrokers()], logLevel: logLevel.NOTHING }).consumer({
    groupId: uniqueName(),
    maxWaitTimeInMs: 100,
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const found = new Map<string, Stored>();
  const missing = new Set(places);
  await new Promise<void>((resolve) => {
    void consumer.run({
      eachMessage: ({ partition, message }) => {
        const place = `${topic}/${String(partition)}/${message.offset}`;
        const headers = Object.entries(message.headers ?? {}).map(
          ([name, value]) => [name, value as Buffer] as const,
        );
        const decoded = decodeRecord({ value: message.value, headers });
        if (decoded.ok) found.set(place, { place, key: String(message.key), event: decoded.event });
        missing.delete(place);
        if (missing.size === 0) resolve();
        return Promise.resolve();
      },
    });
  });
  await consumer.disconnect();
  return found;
};

const figure = (id: string) => ({
  specversion: '1.0',
  id,
  source: '/aliexpress/reports',
  type: 'silkgauge.figure.reported.v1',
  time: '2020-07-16T10:00:00+08:00',
  data: {
    series: {
      reporter: 'ALIEXPRESS',
      area: 'CN',
      indicator: 'ORDERS',
      coverage: 'OWN',
      flow: 'X',
      mode: '_T',
      product: '_T',
      counterpart: 'ES',
      currency: '_Z',
    },
    period: '2020-S1',
    measure: 'level',
    value: '1200',
    unit: 'orders',
    publishedAt: '2020-07-16',
    evidence: { document: 'https://example.org/report', quote: '1200 orders' },
  },
});

describe('the door of a feed', () => {
  it('accepts an event in structured mode, and returns its place in the receipt', async () => {
    const event = sale({ time: '2020-03-01T01:30:00Z', traceparent: '00-1' });
    const answer = await push(feed.url, `${STRUCTURED}; charset=utf-8`, event);
    expect(answer.status).toBe(202);
    const [receipt] = answer.body.receipts ?? [];
    expect(receipt).toEqual({
      source: event.source,
      id: event.id,
      status: 'accepted',
      topic: `${prefix}platform.sales`,
      partition: expect.any(Number),
      offset: expect.stringMatching(/^\d+$/),
    });
    const place = `${receipt!.topic}/${String(receipt!.partition)}/${receipt!.offset}`;
    const stored = (await read(receipt!.topic, [place])).get(place);
    expect(stored?.event).toEqual({ ...event, datacontenttype: 'application/json' });
    expect(stored?.key).toBe('ALIEXPRESS.CN.SALES.OWN.X._T.TOYS.ES.EUR');
  });

  it('keeps an area under one code, and says in the receipt which it took', async () => {
    const event = sale();
    const given = { ...event, data: { ...event.data, sellerCountry: 'CN-46' } };
    const [receipt] = (await push(feed.url, STRUCTURED, given)).body.receipts ?? [];
    expect(receipt).toMatchObject({
      status: 'accepted',
      codes: [{ pointer: '/data/sellerCountry', given: 'CN-46', taken: 'CN-HI' }],
    });
    const place = `${receipt!.topic}/${String(receipt!.partition)}/${receipt!.offset}`;
    const stored = (await read(receipt!.topic, [place])).get(place);
    expect(stored?.key).toBe('ALIEXPRESS.CN-HI.SALES.OWN.X._T.TOYS.ES.EUR');
    expect(stored?.event['data']).toEqual({ ...event.data, sellerCountry: 'CN-HI' });
  });

  it('writes the same record for an event in binary mode', async () => {
    const event = sale();
    const answer = await push(feed.url, BINARY, event.data, attributesOf(event));
    expect(answer.status).toBe(202);
    const [receipt] = answer.body.receipts ?? [];
    const place = `${receipt!.topic}/${String(receipt!.partition)}/${receipt!.offset}`;
    const stored = (await read(receipt!.topic, [place])).get(place);
    expect(stored?.event).toEqual({ ...event, datacontenttype: 'application/json' });
  });

  it('accepts a batch over both topics, with receipts in the order of events', async () => {
    const events = Array.from({ length: 200 }, (_, i) =>
      i % 10 === 0 ? figure(`figure-${String(i)}`) : sale({}, { category: `C${String(i % 7)}` }),
    );
    const answer = await push(feed.url, BATCH, events);
    expect(answer.status).toBe(202);
    const receipts = answer.body.receipts ?? [];
    expect(receipts.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    for (const topic of [`${prefix}platform.sales`, `${prefix}platform.figures`]) {
      const here = receipts.filter((receipt) => receipt.topic === topic);
      const places = here.map(({ partition, offset }) => `${topic}/${String(partition)}/${offset}`);
      const stored = await read(topic, places);
      expect(places.map((place) => stored.get(place)?.event['id'])).toEqual(here.map(({ id }) => id));
    }
  });

  it('returns exact receipts for concurrent pushes', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        push(
          feed.url,
          BATCH,
          Array.from({ length: 20 }, () => sale({}, { category: `P${String(i % 5)}` })),
        ),
      ),
    );
    const receipts = answers.flatMap(({ body }) => body.receipts ?? []);
    expect(receipts).toHaveLength(600);
    const places = receipts.map(({ topic, partition, offset }) => `${topic}/${String(partition)}/${offset}`);
    const stored = await read(`${prefix}platform.sales`, places);
    expect(places.map((place) => stored.get(place)?.event['id'])).toEqual(receipts.map(({ id }) => id));
  });

  it('reports all faults of a batch at once, and accepts no event of the batch', async () => {
    const events = [
      sale(),
      sale({}, { amount: 24.9, currency: 'EURO', orderedAt: '2020-02-30T00:00:00Z' }),
      sale({ type: 'silkgauge.sale.recorded.v2' }),
      sale({}, { buyerCountry: undefined }),
    ];
    const answer = await push(feed.url, BATCH, events);
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.body).toMatchObject({ type: 'urn:silkgauge:problem:invalid-event', status: 422 });
    expect(answer.body.detail).toContain('3 of 4 events');
    const told = (answer.body.errors ?? []).map(
      ({ index, pointer, rule }) => `${String(index)} ${pointer} ${rule}`,
    );
    expect(told).toEqual(
      expect.arrayContaining([
        '1 /data/amount decimal',
        expect.stringMatching(/^1 \/data\/currency /),
        expect.stringMatching(/^1 \/data\/orderedAt /),
        '2 /type event-type',
        '3 /data/buyerCountry required',
      ]),
    );
    for (const error of answer.body.errors ?? []) {
      expect(error.message).not.toBe('');
      expect(error.fix).not.toBe('');
    }
  });

  it('names the feed for an event type of another feed', async () => {
    const event = {
      ...sale(),
      type: 'silkgauge.notice.withdrawn.v1',
      data: { notice: 'GACC-2020-75', reason: 'replaced' },
    };
    const answer = await push(feed.url, STRUCTURED, event);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([
      expect.objectContaining({
        index: 0,
        pointer: '/type',
        rule: 'type-of-feed',
        fix: 'Push it to policy-notice.',
      }),
    ]);
  });

  it.each([
    ['silkgauge.clock.ticked.v1', { due: '2020-07-14T02:00:00.000Z' }],
    ['silkgauge.release.opened.v1', { release: 'GACC-2020-H1', name: 'Press office', role: 'press' }],
  ])('takes no %s, which the system writes, and names no other feed for it', async (type, data) => {
    const event = { ...sale(), type, data };
    const answer = await push(feed.url, STRUCTURED, event);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([
      expect.objectContaining({
        ...{ index: 0, pointer: '/type', rule: 'type-of-feed' },
        fix: 'Leave it out: the system writes it itself.',
      }),
    ]);
  });

  it('answers 400 for a missing attribute, with the other faults of the batch', async () => {
    const { id: _, ...anonymous } = sale();
    const answer = await push(feed.url, BATCH, [anonymous, sale({}, { flow: 'sideways' })]);
    expect(answer.status).toBe(400);
    expect(answer.body.type).toBe('urn:silkgauge:problem:not-a-cloudevent');
    expect(answer.body.errors?.map(({ index, pointer }) => `${String(index)} ${pointer}`)).toEqual([
      '0 /id',
      '1 /data/flow',
    ]);
  });

  it('serves its OpenAPI description', async () => {
    const description = (await (await fetch(`${feed.url}/openapi.json`)).json()) as {
      openapi: string;
      paths: object;
    };
    expect(description.openapi).toBe('3.1.0');
    expect(Object.keys(description.paths)).toContain('/v1/events');
  });

  it('allows POST and OPTIONS only', async () => {
    for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) {
      const response = await fetch(`${feed.url}/v1/events`, { method });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'OPTIONS, POST']);
    }
  });

  it('counts accepted events in its metrics', async () => {
    const metrics = await (await fetch(`${feed.url}/metrics`)).text();
    expect(metrics).toMatch(/silkgauge_events_accepted_total\{type="silkgauge.sale.recorded.v1"\} \d+/);
  });
});
