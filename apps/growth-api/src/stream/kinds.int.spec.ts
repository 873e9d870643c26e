import { setTimeout as pause } from 'node:timers/promises';
import {
  CHANGE_KINDS,
  type AlertState,
  type BulletinState,
  type LoggedChange,
  type Page,
  type ReleaseState,
} from '@silkgauge/contract';
import { changeJson, readToldChanges, type ReadModel } from '@silkgauge/read-model';
import { SseClient, testDatabase, type SseEvent } from '@silkgauge/testing';
import { alert, SERIES, silence } from '../alerts/alerts.fixture.ts';
import { commit, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';
import { releaseVersion } from '../releases/releases.fixture.ts';
import { append, writeEachKind } from './kinds.fixture.ts';
import { opening, sseFrame } from './sse-frame.ts';

const GREAT_BRITAIN = seriesOf({ area: 'GB' });
const opened: SseClient[] = [];
/** Databases and services of a test, ended in reverse order whether it passes or fails. */
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const client of opened.splice(0)) client.drop();
  for (const end of ends.splice(0).reverse()) await end();
});

async function newDatabase() {
  const database = await testDatabase();
  ends.push(() => database.drop());
  return database;
}

async function startOn(...args: Parameters<typeof startApi>): Promise<TestApi> {
  const api = await startApi(...args);
  ends.push(() => api.stop());
  return api;
}

async function open(api: TestApi, query: string, lastEventId?: string): Promise<SseClient> {
  const client = await SseClient.open(`${api.url}/v1/stream${query}`, lastEventId);
  opened.push(client);
  return client;
}

const EVENTS = ['growth', 'notice', 'claim', 'alert', 'bulletin', 'release'].map((name) => `${name}-updated`);
const told = (events: readonly SseEvent[]) => events.map(({ event, id }) => `${event} ${id}`);

describe('a reader of alerts, dropped at random under load and resumed by Last-Event-ID', () => {
  const DROPS = 12;
  const VERSIONS = 400;
  const RULES = ['a', 'b', 'c'];

  async function writeAlerts(api: TestApi): Promise<void> {
    const versions = new Map<string, number>();
    for (let done = 0; done < VERSIONS;) {
      const size = Math.min(1 + Math.floor(Math.random() * 6), VERSIONS - done);
      const batch = Array.from({ length: size }, () => {
        const rule = RULES[Math.floor(Math.random() * RULES.length)] ?? 'a';
        const version = (versions.get(rule) ?? 0) + 1;
        versions.set(rule, version);
        return alert(rule, version, version % 2 === 1 ? 'firing' : 'resolved');
      });
      await append(api, ...batch);
      done += size;
    }
  }

  async function writeStates({ pool }: { readonly pool: ReadModel['pool'] }): Promise<void> {
    for (let value = 0; value < 150; value += 1)
      await commit(pool, { key: GREAT_BRITAIN, period: '2020', value: String(value) });
  }

  it('sees each version once and in order, equal to GET /v1/alerts/history, across restarts of the service', async () => {
    const database = await newDatabase();
    // The ring holds a few changes only, so that a returning reader is first served from the database.
    const config = { ringBytes: 30_000 };
    let api = await startOn(database, config);
    const writer = await startOn(database);
    const writing = Promise.all([writeAlerts(writer), writeStates(writer)]);
    const seen: SseEvent[] = [];
    let lastEventId = '0';
    for (let drop = 0; drop < DROPS; drop += 1) {
      const client = await open(api, '?kinds=alert', lastEventId);
      await client.until(1 + Math.floor(Math.random() * 20)).catch((error: unknown) => {
        if (client.events.length === 0) throw error;
      });
      client.drop();
      seen.push(...client.events);
      lastEventId = client.lastEventId ?? lastEventId;
      if (drop % 4 === 3) {
        await api.stop();
        api = await startOn(database, config);
      } else {
        await pause(Math.random() * 20);
      }
    }
    await writing;
    const client = await open(api, '?kinds=alert', lastEventId);
    seen.push(...(await client.until(VERSIONS - seen.length)));
    const sequences = seen.map(({ id }) => Number(id));
    expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
    expect(new Set(seen.map(({ event }) => event))).toEqual(new Set(['alert-updated']));
    for (const rule of RULES) {
      const key = `${rule}/${SERIES}/2020-S1`;
      const history = await (
        await api.get(`/v1/alerts/history?limit=1000&key=${encodeURIComponent(key)}`)
      ).text();
      const versions = seen.filter(({ data }) => (JSON.parse(data) as AlertState).key === key);
      expect(`{"items":[${versions.map(({ data }) => data).join(',')}],"next":null}`).toBe(history);
    }
  });
});

describe('kinds of the stream', () => {
  it('without kinds it is what it was, byte for byte: states, notices and claims', async () => {
    const api = await startOn(await newDatabase());
    const read = async (query: string, until: string) => {
      const answer = await api.get(`/v1/stream${query}`);
      let text = '';
      for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        text += chunk;
        if (text.length >= until.length) break;
      }
      return text;
    };
    for (const version of [1, 2]) await writeEachKind(api, version);
    const all = await readToldChanges(api.pool, '0', 100);
    const rows = all.filter(({ kind }) => !kind || kind === 'notice' || kind === 'claim');
    const frames = rows.map((row) =>
      sseFrame(row.sequence, changeJson(row), row.kind ? `${row.kind}-updated` : 'growth-updated').toString(),
    );
    expect(rows).toHaveLength(6);
    const whole = opening('0') + frames.join('');
    expect(await read('?after=0', whole)).toBe(whole);
    expect(await read('?after=0&kinds=state,notice,claim', whole)).toBe(whole);
  });

  it.each(['the log', 'memory'])('sends what is asked for of any mixture, from %s', async (place) => {
    const api = await startOn(await newDatabase());
    const mixtures = [
      ...[['alert'], ['bulletin'], ['release'], ['notice'], ['state']],
      ...[['release', 'alert'], ['state', 'bulletin'], CHANGE_KINDS],
    ];
    const openAll = (query = '') =>
      Promise.all(mixtures.map((kinds) => open(api, `?kinds=${kinds.join(',')}${query}`)));
    const live = place === 'memory' ? await openAll() : [];
    for (const version of [1, 2]) await writeEachKind(api, version);
    const clients = place === 'memory' ? live : await openAll('&after=0');
    for (const [at, client] of clients.entries()) {
      // Of seven entries that a turn writes the last one is an order.
      const expected = [0, 7].flatMap((turn) =>
        CHANGE_KINDS.flatMap((kind, nth) =>
          mixtures[at]?.includes(kind) ? [`${EVENTS[nth] ?? ''} ${String(turn + nth + 1)}`] : [],
        ),
      );
      expect(told(await client.until(expected.length))).toEqual(expected);
    }
    const end = await append(api, alert('over', 3, 'firing'), releaseVersion('GACC-2020-H1', 3));
    const last = [`alert-updated ${String(Number(end) - 1)}`, `release-updated ${end}`];
    expect(told((await clients[0]?.until(3)) ?? []).at(-1)).toBe(last[0]);
    expect(told((await clients[5]?.until(6)) ?? []).slice(-2)).toEqual(last);
    // A kind that was not asked for would have come before these.
    for (const [at, one] of [
      [4, 'growth-updated'],
      [1, 'bulletin-updated'],
    ] as const)
      expect(new Set(clients[at]?.events.map(({ event }) => event))).toEqual(new Set([one]));
  });

  it('data are what the calls give as the present thing', async () => {
    const api = await startOn(await newDatabase());
    for (const version of [1, 2]) await writeEachKind(api, version);
    const client = await open(api, '?after=0&kinds=alert,bulletin,release');
    const [alerted, bulletin, release] = (await client.until(6)).slice(-3).map(({ data }) => data);
    expect(await (await api.get('/v1/alerts')).text()).toBe(`{"items":[${alerted ?? ''}],"next":null}`);
    expect(await (await api.get('/v1/releases/GACC-2020-H1')).text()).toBe(release);
    expect(await api.json<BulletinState>('/v1/bulletins/h1')).toEqual(JSON.parse(bulletin ?? ''));
    expect(JSON.parse(release ?? '') as ReleaseState).toMatchObject({ moved: 2, version: 2 });
  });

  it('filters alerts by the series and period of their key, live and from the log; what does not meet them is not sent', async () => {
    const api = await startOn(await newDatabase());
    await commit(api.pool, { key: SERIES, period: '2020-S1', value: '1', domain: 'customs' });
    const queries = {
      'area=CN': [true, true],
      'area=CN-*': [false, false],
      'period=2020-01-01/P5M': [false, true],
      'to=2020-05-31': [false, true],
      'reporter=ZAEZ': [false, false],
      'domain=customs&within=CN': [true, true],
      'domain=platform': [false, false],
    };
    const ask = (query: string) => `?kinds=alert,bulletin,release,state&${query}`;
    const live = await Promise.all(Object.keys(queries).map((query) => open(api, ask(query))));
    const first = await append(
      api,
      alert('over', 1, 'firing'),
      alert('over', 1, 'firing', '2020-01-01/P5M'),
      silence(1, 'firing'),
      releaseVersion('GACC-2020-H1', 1),
    );
    const after = Number(first) - 4;
    const late = await Promise.all(
      Object.keys(queries).map((query) => open(api, `${ask(query)}&after=${String(after)}`)),
    );
    // States that meet each query are the last of what comes, so all before them was sent or left out.
    const ZONE = 'ZAEZ.CN-HA.CBEC.LOCAL._T._T._T._T.CNY';
    const end = Number(
      await commit(
        api.pool,
        { key: SERIES, period: '2020-01-01/P5M', value: '1' },
        { key: ZONE, period: '2020-03', value: '1' },
        { key: GREAT_BRITAIN.replace('GACC', 'SHOP'), period: '2021', value: '1', domain: 'platform' },
      ),
    );
    const states = [[2], [1], [2], [2, 1], [1], [2, 1], [0]];
    for (const clients of [live, late])
      for (const [at, wanted] of Object.values(queries).entries()) {
        const alerts = wanted.flatMap((isWanted, nth) =>
          isWanted ? [`alert-updated ${String(after + nth + 1)}`] : [],
        );
        const expected = [
          ...alerts,
          ...(states[at] ?? []).map((back) => `growth-updated ${String(end - back)}`),
        ];
        expect([at, told((await clients[at]?.until(expected.length)) ?? [])]).toEqual([at, expected]);
      }
  });
});

describe('kinds that are refused', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi(await testDatabase());
  });
  afterAll(() => api.end());

  it.each([
    ['kinds=alerts', /one of state, notice, claim, alert, bulletin, release/, /did you mean alert\?/],
    ['kinds=alert,realease', /"realease" is not one of state/, /did you mean release\?/],
    ['kinds=order', /not one of/, /write one of them/],
    ['kinds=', /kinds has no value/, /leave it out/],
    ['kinds=alert,', /between commas is missing/, /spare comma/],
    ['kinds=alert&kinds=state', /more than once/, /joined by commas/],
    ['kind=alert', /kind/, /did you mean kinds\?/],
    ['kinds=release&area=CN', /no release passes a filter by area/, /state, notice, claim, alert/],
    ['kinds=alert,bulletin&verdict=conflicts&reason=sales', /alert, bulletin .* verdict, reason/, /: state$/],
  ])('refuses %s on both calls', async (query, message, fix) => {
    for (const call of ['stream', 'changes']) {
      const answer = await api.get(`/v1/${call}?${query}`);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
      const { errors } = (await answer.json()) as { errors: { message: string; fix: string }[] };
      expect(errors).toEqual([
        expect.objectContaining({ message: expect.stringMatching(message) as string }),
      ]);
      expect(errors[0]?.fix).toMatch(fix);
    }
  });
});

describe('GET /v1/changes with kinds', () => {
  it('gives each entry with its kind, in order, page by page and as its newest ones', async () => {
    const api = await startOn(await newDatabase());
    for (const version of [1, 2]) await writeEachKind(api, version);
    const log: LoggedChange[] = [];
    for (let after = '0', turn = 0; ; turn += 1) {
      const page: Page<LoggedChange> = await api.json(
        `/v1/changes?kinds=${CHANGE_KINDS.join(',')}&limit=5&after=${after}`,
      );
      log.push(...page.items);
      if (page.next === null) break;
      expect(page.next).toBe(page.items.at(-1)?.sequence);
      after = page.next;
      expect(turn).toBeLessThan(3);
    }
    const client = await open(api, `?after=0&kinds=${CHANGE_KINDS.join(',')}`);
    const events = await client.until(12);
    expect(log).toEqual(
      events.map(({ event, id, data }) => ({
        ...{ kind: CHANGE_KINDS[EVENTS.indexOf(event)], sequence: id },
        data: JSON.parse(data) as unknown,
      })),
    );
    const newest = (query: string) =>
      api.json<Page<LoggedChange>>(`/v1/changes?${query}`).then(({ items }) => items);
    expect(await newest('kinds=alert&latest=1')).toEqual([log[9]]);
    expect(await newest('kinds=state,release&latest=3')).toEqual([log[5], log[6], log[11]]);
    expect(await newest('kinds=alert,state&area=CN&period=2020')).toEqual([log[0], log[6]]);
    expect(await newest('kinds=bulletin&since=2024-02-01T12:00:00Z')).toEqual([log[10]]);
    expect(await newest('kinds=bulletin&after=6')).toEqual([log[10]]);
    expect(await newest('kinds=bulletin&after=14')).toEqual([]);
  });

  it('without kinds it is what it was: states alone, as they are', async () => {
    const api = await startOn(await newDatabase());
    for (const version of [1, 2]) await writeEachKind(api, version);
    const states = (await readToldChanges(api.pool, '0', 100)).filter(({ kind }) => !kind).map(changeJson);
    const text = `{"items":[${states.join(',')}],"next":null}`;
    for (const query of ['', '?area=CN', '?since=2020-01-01T00:00:00Z', '?latest=5'])
      expect(await (await api.get(`/v1/changes${query}`)).text()).toBe(text);
  });
});
