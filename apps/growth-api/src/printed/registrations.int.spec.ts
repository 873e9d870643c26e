import { checkEvent, type Problem, type RegisteredPrinted, type StateHeadline } from '@silkgauge/contract';
import { appendRegistered, inTransaction } from '@silkgauge/read-model';
import { printedSentence, testDatabase } from '@silkgauge/testing';
import { commit, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';
import { startNotifier, type StubNotifier } from '../subscriptions/notifier.fixture.ts';

const TOTAL = seriesOf({ flow: '_T' });
const KEY = `${TOTAL}/2020`;

/** A service on this machine that keeps what it is asked, as policy-notice would be. */
let door: StubNotifier;
let api: TestApi;
let first: string;

const RECEIPT = { index: 0, topic: 'newsroom.orders', partition: 0, offset: '7' };

beforeAll(async () => {
  door = await startNotifier();
  door.answer = (response) => {
    response.writeHead(202, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ receipts: [RECEIPT] }));
  };
  api = await startApi(await testDatabase(), { policyNoticeUrl: door.url });
  const knownAt = '2024-01-01T00:00:00Z';
  first = await commit(api.pool, {
    key: TOTAL,
    period: '2020',
    value: '4720000000',
    growth: '-26.2',
    knownAt,
  });
  const { en, zh } = (await (await api.get(`/v1/growth/${KEY}/headline`)).json()) as StateHeadline;
  const document = {
    ...{ told: first, plan: { source: '/spec', id: 'plan', version: 1 }, kind: 'first', lead: null },
    ...{
      en,
      zh,
      refused: [],
      digest: '0'.repeat(64),
      corrections: [],
    },
  };
  await inTransaction(api.pool, (tx) =>
    appendRegistered(tx, [
      {
        ...{ kind: 'bulletin', key: 'cbec', version: 1, knownAt: new Date(knownAt) },
        document: JSON.stringify(document),
      },
    ]),
  );
  await commit(api.pool, {
    ...{ key: TOTAL, period: '2020', value: '5000000000', growth: '-20', knownAt: '2024-01-02T00:00:00Z' },
  });
});
afterAll(async () => {
  await api.end();
  door.close();
});

const { data: DATA } = printedSentence('wire') as { data: Record<string, unknown> };
const { uses: _, text: __, ...HEAD } = DATA;

const post = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${api.url}/v1/printed`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });

/** The event that the door was last asked to take, checked as the door does. */
function pushed(): Record<string, unknown> {
  const event: unknown = JSON.parse(door.asked.at(-1)?.body ?? '');
  const checked = checkEvent(event);
  expect(checked).toMatchObject({ ok: true });
  return event as Record<string, unknown>;
}

async function registered(body: unknown): Promise<RegisteredPrinted> {
  const answer = await post(body);
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([202, 'no-store']);
  return (await answer.json()) as RegisteredPrinted;
}

async function faults(body: unknown): Promise<readonly string[]> {
  const { length } = door.asked;
  const answer = await post(body);
  expect(answer.status).toBe(400);
  expect(door.asked).toHaveLength(length);
  const { errors = [] } = (await answer.json()) as Problem;
  for (const { fix } of errors) expect(fix).not.toBe('');
  return errors.map((one) => `${'parameter' in one ? String(one.parameter) : ''} ${one.rule}`);
}

describe('POST /v1/printed', () => {
  it('passes a sentence on to the door as an event, with the address of the caller', async () => {
    const made = await registered(DATA);
    expect(made).toEqual({ printed: 'wire', key: 'printed/wire', data: DATA, receipt: RECEIPT });
    expect(pushed()).toMatchObject({ type: 'silkgauge.sentence.printed.v1', source: '/printed', data: DATA });
    expect(door.asked.at(-1)?.headers).toMatchObject({
      ...{ 'x-forwarded-for': '127.0.0.1', 'content-type': 'application/cloudevents+json' },
    });
  });

  it('that is repeated is the same event, and one of other content is another', async () => {
    const ids = [];
    for (const body of [DATA, { ...DATA }, { ...DATA, where: 'Page 3' }]) {
      await registered(body);
      ids.push(pushed()['id']);
    }
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it.each(['/v1/growth/KEY', '/v1/growth/KEY/explain', '/v1/growth/KEY/headline', '/?lang=zh&why=KEY'])(
    'reads the numbers that %s had at its place in the log, with their sign',
    async (path) => {
      const join = path.includes('?') ? '&' : '?';
      const link = `https://silkgauge.example${path.replace('KEY', KEY)}${join}asOf=${first}`;
      const { data } = await registered({ ...HEAD, told: { link } });
      expect(data).toMatchObject({ told: { link } });
      expect(data.uses).toContainEqual({
        ...{ key: KEY, member: 'growth.GY.reported', digits: '-26.2', multiplier: '1' },
        as: '26.2 percent',
      });
      pushed();
    },
  );

  it('reads the numbers of a version of a bulletin, and of one of its sentences', async () => {
    const { data } = await registered({ ...HEAD, told: { bulletin: 'cbec', version: 1 } });
    expect(data.uses).toMatchObject([{ key: KEY, member: 'growth.GY.reported', digits: '-26.2' }]);
    const one = { bulletin: 'cbec', version: 1, sentence: 'headline' };
    expect((await registered({ ...HEAD, told: one })).data.uses).toEqual(data.uses);
    expect(await faults({ ...HEAD, told: { ...one, sentence: 'none' } })).toEqual(['/told printed-uses']);
    expect(await faults({ ...HEAD, told: { ...one, version: 2 } })).toEqual([
      '/told/version unknown-version',
    ]);
  });

  it('reads the numbers in the language of the text, and their words where the text has these', async () => {
    const told = { bulletin: 'cbec', version: 1 };
    const use = { key: KEY, member: 'growth.GY.reported', digits: '-26.2' };
    const zh = { lang: 'zh', text: '上半年下降26.2%。' };
    const { data } = await registered({ ...HEAD, text: zh, told });
    expect(data.uses).toMatchObject([{ ...use, as: '26.2%' }]);
    const en = { lang: 'en', text: 'It shrank by more than a quarter.' };
    const { data: reworded } = await registered({ ...HEAD, text: en, told });
    expect(reworded.uses).toMatchObject([use]);
    expect(JSON.stringify(reworded.uses)).not.toContain('"as"');
  });

  it('is 400 for texts and nesting that no door takes', async () => {
    const deep = '['.repeat(9_000) + ']'.repeat(9_000);
    const body = JSON.stringify({ ...DATA, note: 0 }).replace('"note":0', `"note":${deep}`);
    expect(await faults(body)).not.toEqual([]);
    expect(await faults({ ...DATA, where: 'a\0b' })).toContain('/data/where nul-character');
  });

  it.each([
    [`/v1/growth/${KEY}`, 'not-pinned'],
    [`/v1/growth/${KEY}?asOf=2024-01-01`, 'not-pinned'],
    [`/v1/growth/${KEY}?publishedBy=2024-01-01`, 'not-pinned'],
    ['/v1/growth/nonsense/2020?asOf=1', 'unknown-link'],
    ['https://example.org/news?asOf=1', 'unknown-link'],
    ['/v1/bulletins/%E0%A4%A?asOf=1', 'unknown-link'],
    ['https://', 'unknown-link'],
  ])('refuses the address %s: %s', async (link, rule) => {
    expect(await faults({ ...HEAD, told: { link } })).toEqual([`/told/link ${rule}`]);
  });

  it('refuses an address of what is not there, or ahead of the log', async () => {
    const statusOf = async (link: string) => (await post({ ...HEAD, told: { link } })).status;
    expect(await statusOf('/v1/bulletins/none?asOf=1')).toBe(404);
    expect(await statusOf(`/v1/growth/${TOTAL}/2019?asOf=1`)).toBe(404);
    expect(await statusOf(`/v1/growth/${KEY}?asOf=999999`)).toBe(400);
  });

  it('tells all faults at once, by their places', async () => {
    expect(
      await faults({ printed: '..', printedOn: 'soon', told: { bulletin: 'cbec', version: 0 } }),
    ).toEqual(['/printed order-name', '/printedOn instant', '/told/version schema']);
    expect(await faults({ ...DATA, uses: [{ key: 'x', member: 'y', digits: 'z' }] })).toEqual([
      '/uses/0/key state-key',
      '/uses/0/member printed-member',
      '/uses/0/digits decimal',
    ]);
    for (const body of ['', 'nothing', Buffer.from([0xff]).toString('latin1')])
      expect((await post(body)).status).toBe(400);
    for (const body of [[], 7, null, {}]) expect((await faults(body)).length).toBeGreaterThan(0);
  });

  it('is 415 for another media type, 413 above the bound, 400 with a parameter, 403 for a page of another origin', async () => {
    expect((await post(DATA, { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post({ ...DATA, note: 'x'.repeat(70_000) })).status).toBe(413);
    expect((await post(DATA, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const answer = await fetch(`${api.url}/v1/printed?dryRun=true`, {
      ...{ method: 'POST', body: JSON.stringify(DATA), headers: { 'content-type': 'application/json' } },
    });
    expect(answer.status).toBe(400);
  });

  it('passes back what the door says where it takes nothing', async () => {
    const { answer } = door;
    door.answer = (response) => {
      response.writeHead(403, { 'content-type': 'application/problem+json' }).end('{"status":403}');
    };
    const refused = await post(DATA);
    expect([refused.status, await refused.text()]).toEqual([403, '{"status":403}']);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    door.answer = answer;
  });

  it('is 404 where no door is known, and 503 where it does not answer', async () => {
    const alone = await startApi(await testDatabase());
    const lost = await startApi(await testDatabase(), { policyNoticeUrl: 'http://127.0.0.1:9' });
    try {
      const statusOf = async (url: string) =>
        (
          await fetch(`${url}/v1/printed`, {
            ...{ method: 'POST', body: JSON.stringify(DATA) },
            headers: { 'content-type': 'application/json' },
          })
        ).status;
      expect(await statusOf(alone.url)).toBe(404);
      expect(await statusOf(lost.url)).toBe(503);
    } finally {
      await alone.end();
      await lost.end();
    }
  });
});
