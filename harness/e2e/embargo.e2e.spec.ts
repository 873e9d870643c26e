import { setTimeout as sleep } from 'node:timers/promises';
import { CHANGE_KINDS, OUTPUT_TOPICS, type GrowthState } from '@silkgauge/contract';
import { latestOffsets } from '@silkgauge/kafka';
import { createReadModel, type ReadModel } from '@silkgauge/read-model';
import { newSecretKeys } from '@silkgauge/service';
import { alertRule, bulletinPlan, figure, release, type SpecEvent } from '../fixtures/events.ts';
import { runOperator } from '../fixtures/run-command.ts';
import { eventually, testBrokers } from '../services/index.ts';
import { get, push, startStack, stateUrl, type Stack } from './stack.ts';

const SERIES = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
const NEW_SERIES = 'GACC.CN-HA.CBEC.PLATFORM._T._T._T._T.CNY';
/** From the push to the lifting, in milliseconds: all answers are read twice in between. */
const HELD_FOR = 45_000;

let stack: Stack;
let model: ReadModel;

beforeAll(async () => {
  stack = await startStack(testBrokers(), { EMBARGO_KEYS: newSecretKeys() });
  model = createReadModel(stack.databaseUrl);
});
afterAll(async () => {
  await model.close();
  await stack.stop();
});

const sent = (event: SpecEvent, id: string) => ({
  ...{ specversion: '1.0', source: '/spec', id, type: event.type, data: event.data },
});
const taken = async (feed: { url: string }, ...events: readonly object[]) => {
  const { status, body } = await push(feed, events);
  if (status !== 202) throw new Error(JSON.stringify(body));
};

/** Values of the parameters of a path, and the queries that some paths need. */
const VALUES: Readonly<Record<string, string>> = {
  ...{
    key: SERIES,
    series: SERIES,
    period: '2020-S1',
    name: 'told',
    bulletin: 'told',
    release: 'H1',
    sourceName: 'H1',
  },
};
const QUERIES: Readonly<Record<string, string>> = {
  '/v1/outcomes': '?source=/spec&id=secret',
  '/v1/alerts/history': `?key=over/${SERIES}/2020-S1`,
};
const EACH_KIND = `kinds=${CHANGE_KINDS.join(',')}`;
/** A stream does not end, and is listened to apart; metrics are compared by their lines. */
const LEFT_OUT = ['/v1/stream', '/metrics'];

/** Each call of the API that reads, with one value for each parameter of its path. */
async function calls(): Promise<string[]> {
  const { paths } = await get<{ paths: Record<string, Record<string, unknown>> }>(stack, '/openapi.json');
  const read = Object.keys(paths).filter((path) => paths[path]?.['get'] && !LEFT_OUT.includes(path));
  const filled = read.map(
    (path) => path.replaceAll(/\{(\w+)\}/g, (_, name: string) => VALUES[name] ?? 'X') + (QUERIES[path] ?? ''),
  );
  const more = [
    ...[stateUrl(NEW_SERIES, '2020-S1'), stateUrl(NEW_SERIES, '2020-S1', '/explain')],
    ...[
      '/v1/growth?within=CN',
      '/v1/growth.csv?area=CN-HA',
      '/v1/changes?since=2020-01-01T00:00:00Z',
      `/v1/changes?${EACH_KIND}`,
      '/releases',
      '/alerts',
      '/bulletins',
    ],
  ];
  return [...filled, ...more];
}

/** `Last-Modified` moves with the clock where the log has no mark yet. */
const HEADERS = ['etag', 'x-silkgauge-sequence', 'content-length', 'content-type', 'link'];

/** SDMX messages say when they were prepared, which their tags follow. */
const isPrepared = (path: string): boolean => path.startsWith('/sdmx/');
const INSTANT = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|\+00:00)/g;

async function everyAnswer(paths: readonly string[]): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  for (const path of paths) {
    const answer = await fetch(stack.api.url + path);
    const body = Buffer.from(await answer.arrayBuffer()).toString('latin1');
    const told = isPrepared(path) ? HEADERS.filter((name) => name !== 'etag') : HEADERS;
    const headers = told.map((name) => `${name}: ${answer.headers.get(name) ?? ''}`);
    const text = isPrepared(path) ? body.replaceAll(INSTANT, '') : body;
    answers.set(path, [String(answer.status), ...headers, text].join('\n'));
  }
  return answers;
}

/** The first lines in which answers differ, with their paths. */
const differing = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] =>
  [...one].flatMap(([path, answer]) => {
    const [before, after] = [answer.split('\n'), other.get(path)?.split('\n') ?? []];
    const at = before.findIndex((line, index) => line !== after[index]);
    return at < 0 ? [] : [`${path}: ${before[at] ?? ''} | ${after[at] ?? ''}`];
  });

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

/** Whether the bulletin as the desk wrote it tells of a number. */
const tellsOf = async (value: string): Promise<true | null> => {
  const { version, en } = await get<{ version: number | null; en: object }>(stack, '/v1/bulletins/told');
  return version !== null && JSON.stringify(en).includes(`"value":"${value}"`) ? true : null;
};

/** Whether the desk has dealt with all of the log, and so will tell nothing more of it. */
const deskIsThrough = async (): Promise<true | null> => {
  await sleep(2_000);
  const { rows } = await model.pool.query<{ done: boolean }>(
    'select (select sequence from desk_position) = (select last from change_cursor) as done',
  );
  return rows[0]?.done === true ? true : null;
};

const held = async (): Promise<number> =>
  (await model.pool.query<{ count: number }>('select count(*)::int as count from embargoed')).rows[0]
    ?.count ?? 0;

it('an embargoed figure is in no answer, metric, topic or stream before its lifting; then everything tells of it, as of one step', async () => {
  await taken(
    stack.policy,
    sent(bulletinPlan('told', `${SERIES}/2020-S1`), 'plan'),
    sent(alertRule('over', { since: 'beginning' }), 'rule'),
  );
  await taken(stack.policy, sent(release('H1', { at: '2999-01-01T00:00:00+08:00' }), 'release'));
  await taken(
    stack.customs,
    sent(figure(SERIES, '2020-S1', { value: '10', measure: 'growth' }), 'public'),
    sent(figure(SERIES, '2019-S1', { value: '80' }), 'before'),
  );
  const url = stateUrl(SERIES, '2020-S1');
  await eventually(() => get(stack, url));
  await eventually(() => tellsOf('10'));
  const leaving = new AbortController();
  const stream = await fetch(`${stack.api.url}/v1/stream?${EACH_KIND}`, { signal: leaving.signal });
  const heard: string[] = [];
  const listening = (async () => {
    for await (const piece of stream.body as unknown as AsyncIterable<Uint8Array>)
      heard.push(Buffer.from(piece).toString());
  })().catch(() => undefined);
  const paths = await calls();
  await eventually(
    async () => (await get<{ items: unknown[] }>(stack, '/v1/releases')).items.length === 1 || null,
  );
  await eventually(deskIsThrough);
  await everyAnswer(paths);
  const [answers, metrics, ends] = [await everyAnswer(paths), await everyMetric(), await outputEnds()];
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
  const now = await everyAnswer(paths);
  expect(differing(answers, now)).toEqual([]);
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
  await eventually(() => tellsOf('31'));
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
  const before = await model.pool.query('select * from embargoed');
  await model.pool.query('delete from embargoed');
  await model.pool.query(`update figure f set print = jsonb_set(print::jsonb, '{value}', '"32"')::json
                          from event e where e.event_id = f.event_id and e.id = 'secret'`);
  expect(await audit()).toMatchObject({ code: 1 });
  await stack.aggregation.stop();
  expect(await runOperator('rebuild', ['--reason', 'spec', '--actor', 'ada'], stack.env)).toMatchObject({
    code: 0,
  });
  expect((await model.pool.query('select * from embargoed')).rows).toEqual(before.rows);
  expect(await audit()).toMatchObject({ code: 0 });
}, 240_000);
