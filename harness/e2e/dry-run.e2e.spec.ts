import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FEEDS, INPUT_TOPICS, type Feed } from '@silkgauge/contract';
import { latestOffsets } from '@silkgauge/kafka';
import { alertRule, bulletinPlan, figure, release, withdrawal, type SpecEvent } from '../fixtures/events.ts';
import { ask, eventually, startApp, testBrokers, type RunningApp } from '../services/index.ts';
import { get, load, push, startStack, stateUrl, type Stack } from './stack.ts';

const SERIES = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
const STRUCTURED = 'application/cloudevents+json';
const BATCH = 'application/cloudevents-batch+json';

let stack: Stack;
/** Doors that know where pushes are rehearsed. */
let doors: Readonly<Record<Feed, RunningApp>>;

beforeAll(async () => {
  stack = await startStack();
  const started = await Promise.all(
    FEEDS.map(async (feed) => [feed, await startApp(feed, stack.env)] as const),
  );
  doors = Object.fromEntries(started) as Record<Feed, RunningApp>;
  await taken(stack.policy, bulletinPlan('told', `${SERIES}/2020-S1`), 'plan');
  await taken(stack.policy, alertRule('over', { since: 'beginning' }), 'rule');
  await taken(stack.customs, growth('10'), 'first');
  await eventually(() => get(stack, stateUrl(SERIES, '2020-S1')));
  await eventually(async () => {
    const { version } = await get<{ version: number | null }>(stack, '/v1/bulletins/told');
    return version !== null && (await isDeskThrough());
  });
});
afterAll(async () => {
  await Promise.all(Object.values(doors ?? {}).map((door) => door.stop()));
  await stack?.stop();
});

const growth = (value: string) =>
  figure(SERIES, '2020-S1', { value, measure: 'growth', publishedAt: `2020-08-${value}` });
const sent = ({ type, data }: SpecEvent, id: string) => ({
  ...{ specversion: '1.0', source: '/spec', id, type, data },
});
async function taken(feed: { url: string }, event: SpecEvent, id: string): Promise<void> {
  expect((await push(feed, [sent(event, id)])).status).toBe(202);
}
async function isDeskThrough(): Promise<boolean> {
  const text = 'select (select sequence from desk_position) = (select last from change_cursor) as done';
  return (await ask<{ done: boolean }>(stack.databaseUrl, text))[0]?.done === true;
}

interface Push {
  readonly feed: Feed;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
const batch = (feed: Feed, ...events: readonly object[]): Push => ({
  ...{ feed, headers: { 'content-type': BATCH }, body: JSON.stringify(events) },
});
const { data: RATE, ...ATTRIBUTES } = sent(growth('31'), 'binary');

const PUSHES: Readonly<Record<string, Push>> = {
  'a batch that changes a state, an alert and a bulletin': batch(
    'customs-feed',
    sent(growth('31'), 'second'),
    sent(withdrawal('first'), 'withdrawal'),
  ),
  'one event in structured mode': {
    ...{ feed: 'customs-feed', headers: { 'content-type': STRUCTURED } },
    body: JSON.stringify(sent(figure(SERIES, '2019-S1', { value: '80' }), 'structured')),
  },
  'one event in binary mode': {
    feed: 'customs-feed',
    headers: {
      'content-type': 'application/json',
      ...Object.fromEntries(Object.entries(ATTRIBUTES).map(([name, value]) => [`ce-${name}`, value])),
    },
    body: JSON.stringify(RATE),
  },
  'a repeated event': batch('customs-feed', sent(growth('10'), 'first')),
  'a figure of the other door': batch('platform-sales', sent(growth('31'), 'elsewhere')),
  'orders of the newsroom': batch(
    'policy-notice',
    sent(alertRule('under', { kind: 'growth-below', since: 'beginning' }), 'new-rule'),
    sent(release('H1', { at: '2999-01-01T00:00:00+08:00' }), 'release'),
  ),
  'a bad event': batch('customs-feed', sent(figure(SERIES, '2020-S9', { value: 'ten' }), 'bad')),
};

async function answerOf(url: string, { headers, body }: Push) {
  const answer = await fetch(url, { method: 'POST', headers, body });
  return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.text() };
}

/** Ends of the topics that doors write to, and all rows of the read model that a push could make. */
async function everything(): Promise<unknown> {
  const ends = await Promise.all(
    INPUT_TOPICS.map(async (name) => [
      name,
      ...(await latestOffsets({ brokers: [testBrokers()] }, stack.prefix + name)).values(),
    ]),
  );
  const rows = await ask(
    stack.databaseUrl,
    `select (select count(*) from event) as events, (select count(*) from series) as series,
       (select last from change_cursor) as last, (select count(*) from dead_letter) as letters,
       (select count(*) from register_version) as registered`,
  );
  return [ends, rows];
}

it.each(Object.entries(PUSHES))(
  '%s, pushed with dryRun=true, gets from its door what a rehearsal of the growth API tells, and leaves nothing behind',
  async (_, one) => {
    const before = await everything();
    const rehearsed = await answerOf(`${stack.api.url}/v1/rehearsals?feed=${one.feed}`, one);
    const dry = await answerOf(`${doors[one.feed].url}/v1/events?dryRun=true`, one);
    expect(dry).toEqual(rehearsed);
    expect(await everything()).toEqual(before);
  },
);

it('a dry run tells of the state, the alert and the bulletin that a push changes', async () => {
  const one = batch('customs-feed', sent(growth('31'), 'second'));
  const { status, body } = await answerOf(`${doors['customs-feed'].url}/v1/events?dryRun=true`, one);
  expect([status, JSON.parse(body)]).toMatchObject([
    200,
    {
      outcomes: [{ outcome: 'applied' }],
      states: [{ key: `${SERIES}/2020-S1` }],
      alerts: [{ rule: 'over', after: 'firing' }],
      bulletins: [{ bulletin: 'told' }],
    },
  ]);
});

it('npm run push -- --rehearse tells of a file what a rehearsal of the growth API tells, and pushes nothing', async () => {
  const events = [sent(growth('31'), 'second'), sent(withdrawal('first'), 'withdrawal')];
  const file = join(stack.env['SILKGAUGE_STATE'] ?? '', 'events.jsonl');
  await writeFile(file, events.map((event) => JSON.stringify(event)).join('\n'));
  const before = await everything();
  const told = JSON.parse(await load(stack, '--rehearse', '--json', file)) as object;
  const { body } = await answerOf(
    `${stack.api.url}/v1/rehearsals?feed=customs-feed`,
    batch('customs-feed', ...events),
  );
  expect(told).toMatchObject({ file, feed: 'customs-feed', rehearsal: JSON.parse(body) });
  expect(await load(stack, '--rehearse', file)).toContain(`alert over/${SERIES}/2020-S1: none -> firing`);
  expect(await everything()).toEqual(before);
});
