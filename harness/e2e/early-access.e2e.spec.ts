import { createHash, randomBytes } from 'node:crypto';
import type { BulletinState, GrowthState, ReleasePreview, ReleaseState } from '@silkgauge/contract';
import { newSecretKeys } from '@silkgauge/service';
import { bulletinPlan, figure, release, type SpecEvent } from '../fixtures/events.ts';
import { readTopic } from '../fixtures/read-topic.ts';
import { eventually, testBrokers } from '../services/index.ts';
import { get, push, startStack, stateUrl, type Stack } from './stack.ts';

const SERIES = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
/** From the scheduling to the lifting, in milliseconds. */
const HELD_FOR = 25_000;
const secret = randomBytes(32).toString('base64url');
const digest = createHash('sha256').update(secret).digest('hex');

let stack: Stack;
beforeAll(async () => {
  stack = await startStack(testBrokers(), { EMBARGO_KEYS: newSecretKeys(), LOG_LEVEL: 'debug' });
});
afterAll(() => stack.stop());

const taken = async (feed: { url: string }, event: SpecEvent, id: string) => {
  const { type, data } = event;
  const { status, body } = await push(feed, [{ specversion: '1.0', source: '/spec', id, type, data }]);
  if (status !== 202) throw new Error(JSON.stringify(body));
};
const preview = (authorization?: string) =>
  fetch(`${stack.aggregation.url}/v1/releases/H1/preview`, {
    headers: authorization === undefined ? {} : { authorization },
  });
const versions = async () => (await get<{ items: ReleaseState[] }>(stack, '/v1/releases/H1/history')).items;

/** Answers of all calls of the API that read a release, an order, a bulletin, or all at once. */
async function everyAnswer(): Promise<string> {
  const { paths } = await get<{ paths: Record<string, Record<string, unknown>> }>(stack, '/openapi.json');
  const read = Object.keys(paths).filter((path) => paths[path]?.['get'] && path !== '/v1/stream');
  const values: Readonly<Record<string, string>> = {
    ...{ key: SERIES, series: SERIES, period: '2020-S1', release: 'H1', sourceName: 'H1' },
    ...{ name: 'told', bulletin: 'told' },
  };
  const filled = read.map((path) => path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? 'X'));
  const more = [
    ...['/v1/outcomes?source=/spec&id=h1', '/v1/outcomes?source=/spec&id=moved', '/v1/releases/H1'],
    ...[
      '/v1/releases/H1/history',
      '/releases',
      '/v1/releases.ics',
      '/v1/changes?since=2020-01-01T00:00:00Z',
      '/metrics',
    ],
  ];
  const answers: string[] = [];
  for (const path of [...filled, ...more]) answers.push(await (await fetch(stack.api.url + path)).text());
  return answers.join('\n');
}

it('early access shows what is held and what its lifting then does, tells who saw it from the lifting on, and shows no secret', async () => {
  const at = new Date(Date.now() + HELD_FOR).toISOString();
  const plan = bulletinPlan('told', `${SERIES}/2020-S1`);
  await taken(
    stack.policy,
    { ...plan, data: { ...(plan.data as object), publish: { release: 'H1' } } },
    'plan',
  );
  const item = { role: 'press', sha256: digest, from: new Date(Date.now() - 60_000).toISOString() };
  const access = [{ ...item, name: 'Press office' }];
  await taken(stack.policy, release('H1', { at, zone: 'UTC', access, embargo: true }), 'h1');
  const moved = { at: '2999-01-01T00:00:00Z', zone: 'UTC', access };
  await taken(stack.policy, release('H1', moved), 'moved');
  await taken(stack.customs, figure(SERIES, '2019-S1', { value: '80' }, 'before'), 'before');
  const embargo = { release: 'H1' };
  await taken(
    stack.customs,
    figure(SERIES, '2020-S1', { value: '100', publishedAt: '_U', embargo }),
    'secret',
  );
  await eventually(() => get(stack, stateUrl(SERIES, '2019-S1')));
  await eventually(async () => ((await versions()).length > 0 ? true : null));

  expect((await preview()).status).toBe(401);
  expect((await preview()).headers.get('www-authenticate')).toContain('Bearer');
  expect((await preview('Bearer somebody-elses')).status).toBe(403);
  const told = await eventually(async () => {
    const answer = await preview(`Bearer ${secret}`);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const body = (await answer.json()) as ReleasePreview;
    return answer.status === 200 && body.figures.length === 1 ? body : null;
  });
  expect(Date.now()).toBeLessThan(Date.parse(at));
  expect(told.figures).toEqual([
    { source: '/spec', id: 'secret', key: `${SERIES}/2020-S1`, measure: 'level', value: '100' },
  ]);
  const before = await versions();
  expect(before[0]?.access).toEqual([{ name: 'Press office', role: 'press', from: item.from }]);
  expect(JSON.stringify(before)).not.toContain('opened');

  const lifted = await eventually(
    async () => {
      const answer = await fetch(stack.api.url + stateUrl(SERIES, '2020-S1'));
      return answer.ok ? ((await answer.json()) as GrowthState) : null;
    },
    { within: HELD_FOR + 20_000 },
  );
  expect(told.states.map(({ key }) => key)).toContain(`${SERIES}/2020-S1`);
  const shown = told.states.find(({ key }) => key === `${SERIES}/2020-S1`)?.after;
  expect(lifted).toMatchObject(shown ?? {});
  const bulletin = await eventually(async () => {
    const answer = await get<BulletinState>(stack, '/v1/bulletins/told').catch(() => null);
    return answer?.version === 1 ? answer : null;
  });
  expect(bulletin.en.paragraphs.flatMap(({ sentences }) => sentences.map(({ text }) => text))).toEqual(
    told.bulletins[0]?.sentences.map(({ after }) => after?.en),
  );
  const [last] = await eventually(async () => {
    const found = (await versions()).filter(({ opened }) => opened !== undefined);
    return found.length > 0 ? found.slice(-1) : null;
  });
  expect(last?.opened).toMatchObject([{ name: 'Press office', role: 'press' }]);
  expect(last?.opened?.[0]?.times).toBeGreaterThan(0);
  expect((await preview(`Bearer ${secret}`)).status).toBe(404);

  const metrics = await (await fetch(`${stack.aggregation.url}/metrics`)).text();
  for (const status of ['200', '401', '403', '404'])
    expect(metrics).toMatch(new RegExp(`silkgauge_previews_total\\{status="${status}"\\} [1-9]`));
  expect(
    metrics
      .split('\n')
      .filter((line) => line.includes('preview') && !line.includes('silkgauge_previews_total')),
  ).toEqual([]);
  const written = async (topic: string) => {
    const records = await readTopic({ brokers: [testBrokers()] }, stack.prefix + topic);
    return records.map(({ key, value, headers }) => [key, value, ...headers.flat()].map(String).join(' '));
  };
  const letters = await written('newsroom.orders.dlq');
  expect(letters).toHaveLength(1);
  const all = [
    ...[await everyAnswer(), metrics, ...letters, ...(await written('releases-updated'))],
    ...[stack.aggregation, stack.api, stack.policy].map((app) => app.output()),
  ].join('\n');
  for (const hidden of [secret, digest]) expect(all).not.toContain(hidden);
  expect(stack.aggregation.output()).not.toContain('H1/preview');
}, 180_000);
