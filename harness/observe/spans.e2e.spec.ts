import type { GrowthState } from '@silkgauge/contract';
import { startCollector, type CollectedSpan, type Collector } from '../fixtures/otlp-collector.ts';
import { ask, eventually } from '../services/index.ts';
import { caughtUp, get } from '../e2e/stack.ts';
import { headerOf, printed, sold, startTracedRoad, traceparent, type TracedRoad } from './traced-road.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

let collector: Collector;
let road: TracedRoad;

beforeAll(async () => {
  collector = await startCollector();
  road = await startTracedRoad({
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_BSP_SCHEDULE_DELAY: '100',
  });
});

afterAll(async () => {
  await road?.stop();
  await collector?.stop();
});

const ofTrace = (trace: string): CollectedSpan[] =>
  collector.spans.filter(({ traceId }) => traceId === trace);

it('a sampled push has a span for request, sends, transaction and webhook, in one trace, each under the one before', async () => {
  const pushed = traceparent(TRACE);
  expect(await road.push('customs', [printed('one', 'CN-HA')], { traceparent: pushed })).toBe(202);
  const spans = await eventually(() => {
    const found = ofTrace(TRACE);
    return found.some(({ kind }) => kind === 'client') && found.length >= 5 ? found : undefined;
  });
  const { prefix } = road.stack;
  const [input, output] = [`${prefix}customs.figures`, `${prefix}growth-updated.customs`];
  const span = (kind: CollectedSpan['kind'], name: string) => {
    const [found, more] = spans.filter((one) => one.kind === kind && one.name === name);
    expect(more).toBeUndefined();
    return found!;
  };
  const server = span('server', 'POST /v1/events');
  const sent = span('producer', `send ${input}`);
  const applied = span('consumer', `process ${input}`);
  const published = span('producer', `send ${output}`);
  const delivered = span('client', 'POST');
  expect(spans.map(({ service }) => service).sort()).toEqual([
    ...['silkgauge-aggregation', 'silkgauge-aggregation', 'silkgauge-customs-feed', 'silkgauge-customs-feed'],
    'silkgauge-notifier',
  ]);
  expect(server.parentId).toBe(pushed.split('-')[2]);
  expect(sent.parentId).toBe(server.spanId);
  for (const one of [applied, published, delivered]) expect(one.parentId).toBe(sent.spanId);
  for (const one of [applied, published]) expect(one.links).toEqual([sent.spanId]);
  expect(server.attributes).toEqual({
    ...{ 'http.request.method': 'POST', 'http.route': '/v1/events', 'http.response.status_code': 202 },
  });
  expect(applied.attributes).toMatchObject({
    ...{ 'messaging.system': 'kafka', 'messaging.operation.type': 'process' },
    ...{ 'messaging.destination.name': input, 'messaging.batch.message_count': 1 },
  });
  expect(delivered.attributes).toMatchObject({
    'http.response.status_code': 204,
    'server.address': '127.0.0.1',
  });

  const state = await get<GrowthState>(road.stack, '/v1/growth/GACC.CN-HA.CBEC.FULL._T._T._T._T.CNY/2020');
  expect(state.change.traceparent).toBe(`00-${TRACE}-${sent.spanId}-01`);
  const record = (await road.records('growth-updated.customs')).get(state.sequence)!;
  expect(headerOf(record, 'ce_traceparent')).toBe(state.change.traceparent);
  const webhook = road.sink.delivered.find(({ event }) => event.id === state.sequence)!;
  expect(webhook.headers['traceparent']).toBe(`00-${TRACE}-${delivered.spanId}-01`);
  expect(webhook.event.traceparent).toBe(state.change.traceparent);
});

it('of many sales there is one span a batch, linked with at most 128 of their traces, and none a sale', async () => {
  const trace = 'c'.repeat(32);
  const events = Array.from({ length: 500 }, (_, at) => ({
    ...sold(`many-${String(at)}`, 'FR'),
    traceparent: `00-${trace}-${(at + 1).toString(16).padStart(16, '0')}-01`,
  }));
  expect(await road.push('platform', events, {})).toBe(202);
  await caughtUp(road.stack);
  const batches = await eventually(() => {
    const found = ofTrace(trace).filter(({ kind }) => kind === 'consumer');
    return found.some(({ links }) => links.length === 128) ? found : undefined;
  });
  expect(batches.length).toBeLessThan(20);
  for (const { links } of batches) expect(links.length).toBeLessThanOrEqual(128);
  expect(ofTrace(trace).filter(({ kind }) => kind === 'server')).toEqual([]);
});

it('a sale that cannot be stored, and the one beside it, have a span of the transaction that settles them', async () => {
  await ask(
    road.stack.databaseUrl,
    `create function refuse() returns trigger language plpgsql as
       $$ begin raise exception 'cannot be stored' using errcode = '22003'; end $$;
     create trigger refuse before insert on sale_total for each row when (new.period = '2001-02') execute function refuse()`,
  );
  const traces = ['1', '2'].map((digit) => digit.repeat(32));
  const events = traces.map((trace, at) => ({
    ...sold(`unstorable-${String(at)}`, 'BE', `2001-0${String(at + 1)}`),
    traceparent: traceparent(trace),
  }));
  expect(await road.push('platform', events, {})).toBe(202);
  await caughtUp(road.stack);
  expect(await ask(road.stack.databaseUrl, 'select rule from dead_letter')).toEqual([{ rule: 'unstorable' }]);
  for (const trace of traces) {
    const [applied] = await eventually(() => {
      const found = ofTrace(trace).filter(({ kind }) => kind === 'consumer');
      return found.length > 0 ? found : undefined;
    });
    expect(applied).toMatchObject({ name: `process ${road.stack.prefix}platform.sales` });
  }
});

it('a push that is not sampled, or not traced, has no span of transaction or webhook', async () => {
  const trace = 'd'.repeat(32);
  await road.push('customs', [printed('unsampled', 'CN-BJ')], { traceparent: traceparent(trace, '00') });
  const state = await eventually(() =>
    get<GrowthState>(road.stack, '/v1/growth/GACC.CN-BJ.CBEC.FULL._T._T._T._T.CNY/2020'),
  );
  await eventually(() => road.sink.delivered.some(({ event }) => event.id === state.sequence));
  // What is sampled afterwards comes after all that was kept before.
  const after = 'e'.repeat(32);
  await road.push('customs', [printed('after', 'CN-TJ')], { traceparent: traceparent(after) });
  await eventually(() => ofTrace(after).some(({ kind }) => kind === 'client'));
  expect(ofTrace(trace)).toEqual([]);
});

it('probes and scrapes have no spans', async () => {
  for (const path of ['/readyz', '/healthz', '/metrics'])
    await fetch(road.stack.api.url + path, { headers: { traceparent: traceparent('f'.repeat(32)) } });
  await fetch(`${road.stack.api.url}/v1/growth?limit=1`, {
    headers: { traceparent: traceparent('f'.repeat(32)) },
  });
  await eventually(() => ofTrace('f'.repeat(32)).length > 0);
  expect(ofTrace('f'.repeat(32)).map(({ name }) => name)).toEqual(['GET /v1/growth']);
});
