import { OUTPUT_TOPICS, type GrowthState } from '@silkgauge/contract';
import { latestOffsets } from '@silkgauge/kafka';
import { figure } from '../../fixtures/events.ts';
import { runOperator } from '../../fixtures/run-command.ts';
import { eventually, testBrokers } from '../../services/index.ts';
import { get, stateUrl, type Stack } from '../stack.ts';
import { differing, EACH_KIND, everyAnswer, readingCalls } from './answers.ts';
import {
  heldCount,
  NEW_SERIES,
  sent,
  SERIES,
  startEmbargoStack,
  taken,
  tellInClear,
  tellsOf,
  type EmbargoStack,
} from './held.ts';

/** From the push to the lifting, in milliseconds: all answers are read twice in between. */
const HELD_FOR = 45_000;

let world: EmbargoStack;
let stack: Stack;

beforeAll(async () => {
  world = await startEmbargoStack();
  ({ stack } = world);
});
afterAll(() => world.stop());

/** Metrics that count what services deal with, without what moves by itself. */
async function everyMetric(): Promise<string[]> {
  const lines: string[] = [];
  for (const { url } of [stack.customs, stack.aggregation, stack.api]) {
    const text = await (await fetch(`${url}/metrics`)).text();
    lines.push(
      ...text
        .split('\n')
        .filter((line) => /^silkgauge_(events|partition|batch|change_log|desk_pos|source|dead)/.test(line)),
    );
  }
  // How long partitions have rested moves by itself.
  return lines.filter((line) => !/_seconds/.test(line));
}

async function outputEnds(): Promise<string[]> {
  const ends = await Promise.all(
    OUTPUT_TOPICS.map(async (topic) => [
      ...(await latestOffsets({ brokers: [testBrokers()] }, stack.prefix + topic)).values(),
    ]),
  );
  return ends.map((offsets) => offsets.join(','));
}

const held = () => heldCount(world.model);

it('an embargoed figure is in no answer, metric, topic or stream before its lifting; then everything tells of it, as of one step', async () => {
  await tellInClear(world);
  const url = stateUrl(SERIES, '2020-S1');
  const leaving = new AbortController();
  const stream = await fetch(`${stack.api.url}/v1/stream?${EACH_KIND}`, { signal: leaving.signal });
  const heard: string[] = [];
  const listening = (async () => {
    for await (const piece of stream.body as unknown as AsyncIterable<Uint8Array>)
      heard.push(Buffer.from(piece).toString());
  })().catch(() => undefined);
  const calls = await readingCalls(stack);
  await everyAnswer(stack, calls);
  const [answers, metrics, ends] = [await everyAnswer(stack, calls), await everyMetric(), await outputEnds()];
  const events = () => heard.join('').match(/^event: .*/gm) ?? [];
  const before = events();

  const until = new Date(Date.now() + HELD_FOR).toISOString();
  const embargo = { until };
  const publishedAt = '2999-01-01';
  await taken(
    stack.customs,
    sent(figure(SERIES, '2020-S1', { value: '31', measure: 'growth', publishedAt, embargo }), 'secret'),
    sent(figure(NEW_SERIES, '2020-S1', { value: '7', publishedAt, embargo }), 'new-series'),
  );
  await eventually(async () => (await held()) === 2 || null);
  expect(differing(answers, await everyAnswer(stack, calls))).toEqual([]);
  expect(await everyMetric()).toEqual(metrics);
  expect(await outputEnds()).toEqual(ends);
  expect(events()).toEqual(before);
  expect(Date.now()).toBeLessThan(Date.parse(until));

  const { sequence } = await get<GrowthState>(stack, url);
  const lifted = await eventually(
    async () => {
      const state = await get<GrowthState>(stack, url);
      return state.sequence === sequence ? null : state;
    },
    { within: HELD_FOR + 20_000 },
  );
  const late = Date.now() - Date.parse(until);
  expect(Date.parse(lifted.knownAt)).toBeGreaterThanOrEqual(Date.parse(until));
  expect(late).toBeLessThan(20_000);
  expect(lifted.change.causes.map(({ id, topic }) => [id, topic.slice(stack.prefix.length)])).toEqual([
    ['secret', 'customs.embargoed'],
    [expect.any(String), 'clock.ticks'],
  ]);
  expect((await get<GrowthState>(stack, stateUrl(NEW_SERIES, '2020-S1'))).level.reported?.value).toBe('7');
  // As of the sequence before, nothing is known of it.
  const asOf = await fetch(stack.api.url + stateUrl(NEW_SERIES, '2020-S1', `?asOf=${sequence}`));
  expect(asOf.status).toBe(404);
  await eventually(() => tellsOf(stack, '31'));
  const told = ['growth-updated', 'bulletin-updated', 'alert-updated'].map((type) => `event: ${type}`);
  await eventually(() => {
    const later = events().slice(before.length);
    return told.every((event) => later.includes(event)) ? true : null;
  });
  expect(await held()).toBe(0);
  leaving.abort();
  await listening;
}, 240_000);

it('an audit reads what is under embargo from the log too, and a rebuild brings back what is held and what was lifted', async () => {
  const embargo = { release: 'H1' };
  await taken(
    stack.customs,
    sent(figure(SERIES, '2020-06', { value: '3', publishedAt: '_U', embargo }), 'still'),
  );
  await eventually(async () => (await held()) === 1 || null);
  const audit = () => runOperator('audit', ['--compare'], stack.env);
  expect(await audit()).toMatchObject({ code: 0 });
  const before = await world.model.pool.query('select * from embargoed');
  await world.model.pool.query('delete from embargoed');
  await world.model.pool.query(`update figure f set print = jsonb_set(print::jsonb, '{value}', '"32"')::json
                          from event e where e.event_id = f.event_id and e.id = 'secret'`);
  expect(await audit()).toMatchObject({ code: 1 });
  await stack.aggregation.stop();
  expect(await runOperator('rebuild', ['--reason', 'spec', '--actor', 'ada'], stack.env)).toMatchObject({
    code: 0,
  });
  expect((await world.model.pool.query('select * from embargoed')).rows).toEqual(before.rows);
  expect(await audit()).toMatchObject({ code: 0 });
}, 240_000);
