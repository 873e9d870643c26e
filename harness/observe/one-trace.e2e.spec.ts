import type { GrowthState } from '@silkgauge/contract';
import { runOperator } from '../fixtures/run-command.ts';
import { eventually } from '../services/index.ts';
import { caughtUp, get } from '../e2e/stack.ts';
import {
  headerOf,
  printed,
  sold,
  startTracedRoad,
  traceOf,
  traceparent,
  type TracedRoad,
} from './traced-road.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PUSHED = traceparent(TRACE);

let road: TracedRoad;

beforeAll(async () => {
  road = await startTracedRoad();
});

afterAll(async () => {
  await road?.stop();
});

/** The state of a series, from the API; waits for its first version. */
const stateOf = (series: string, period: string) =>
  eventually(() => get<GrowthState>(road.stack, `/v1/growth/${series}/${period}`));

it('one trace id goes from a push over topic, API and stream to a webhook, with tracing off', async () => {
  const headers = { traceparent: PUSHED, tracestate: 'vendor=1' };
  expect(await road.push('customs', [printed('one', 'CN-HA')], headers)).toBe(202);
  const series = 'GACC.CN-HA.CBEC.FULL._T._T._T._T.CNY';
  const state = await stateOf(series, '2020');
  expect(state.change.traceparent).toBe(PUSHED);

  const input = (await road.records('customs.figures')).get('one')!;
  expect(headerOf(input, 'ce_traceparent')).toBe(PUSHED);
  expect(headerOf(input, 'ce_tracestate')).toBe('vendor=1');

  const output = await eventually(async () =>
    (await road.records('growth-updated.customs')).get(state.sequence),
  );
  expect(headerOf(output, 'ce_traceparent')).toBe(PUSHED);
  expect(traceOf(String(output.value))).toBe(PUSHED);

  const told = await eventually(() => road.stream.events.find(({ id }) => id === state.sequence));
  expect(traceOf(told.data)).toBe(PUSHED);

  const sent = await eventually(() => road.sink.delivered.find(({ event }) => event.id === state.sequence));
  expect(sent.headers['traceparent']).toBe(PUSHED);
  expect(sent.event).toMatchObject({ traceparent: PUSHED, data: { change: { traceparent: PUSHED } } });
});

it('of a push of sales the first carries the trace, and its month has it', async () => {
  const events = [sold('s1', 'FR'), sold('s2', 'DE')];
  expect(await road.push('platform', events, { traceparent: PUSHED })).toBe(202);
  const traces = await Promise.all(
    ['FR', 'DE'].map(async (country) => {
      const { change } = await stateOf(`SHOP.GB.SALES.OWN.X._T._T.${country}.GBP`, '2024-05');
      return change.traceparent;
    }),
  );
  expect(traces).toEqual([PUSHED, undefined]);
  const input = await road.records('platform.sales');
  expect(['s1', 's2'].map((id) => headerOf(input.get(id)!, 'ce_traceparent'))).toEqual([PUSHED, undefined]);
});

it('an event keeps the trace that it has, and a later version without a trace has none', async () => {
  const own = traceparent('a'.repeat(32));
  await road.push('customs', [{ ...printed('own', 'CN-SH'), traceparent: own }], { traceparent: PUSHED });
  const series = 'GACC.CN-SH.CBEC.FULL._T._T._T._T.CNY';
  expect((await stateOf(series, '2020')).change.traceparent).toBe(own);
  await road.push('customs', [printed('later', 'CN-SH', '5.11')], {});
  await eventually(async () => (await stateOf(series, '2020')).version > 1);
  expect((await stateOf(series, '2020')).change).not.toHaveProperty('traceparent');
});

it.each([
  ['a malformed traceparent', 'CN-BJ', `00-${TRACE}-1-01`, false],
  ['two of them', 'CN-TJ', `${PUSHED}, ${PUSHED}`, false],
  ['one that is not sampled', 'CN-HE', traceparent(TRACE, '00'), true],
])('%s is taken, and leaves no trace in versions', async (_what, area, given, isKept) => {
  expect(await road.push('customs', [printed(area, area)], { traceparent: given })).toBe(202);
  const { change } = await stateOf(`GACC.${area}.CBEC.FULL._T._T._T._T.CNY`, '2020');
  expect(change).not.toHaveProperty('traceparent');
  const input = (await road.records('customs.figures')).get(area)!;
  expect(headerOf(input, 'ce_traceparent')).toBe(isKept ? given : undefined);
});

it('audit and rebuild see no difference between what has a trace and what has none', async () => {
  await caughtUp(road.stack);
  expect(await runOperator('audit', ['--compare'], road.stack.env)).toMatchObject({ code: 0 });
});
