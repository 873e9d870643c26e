import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessVariables } from '@silkgauge/access';
import { DEFAULT_LIMITS, type Feed, type Problem, type Rehearsal } from '@silkgauge/contract';
import { appendRegistered, createReadModel, type ReadModel } from '@silkgauge/read-model';
import {
  alertDrop,
  alertRule,
  bulletinDrop,
  bulletinPlan,
  figure,
  madeKey,
  release,
  sale,
  testDatabase,
  withdrawal,
  WrittenTable,
} from '@silkgauge/testing';
import { run } from '../../../loader/src/run.ts';
import { waitsFor } from '../bulletins/waiting.fixture.ts';
import { startApi, type TestApi } from '../growth-api.fixture.ts';
import { PushedWorld, type PushedEvent } from './pushed-world.fixture.ts';

const CHINA = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
const KEY = `${CHINA}/2020-S1`;

let api: TestApi;
let readModel: ReadModel;
let world: PushedWorld;

beforeAll(async () => {
  const database = await testDatabase();
  readModel = createReadModel(database.url, { max: 2 });
  api = await startApi(database, { rehearsalMs: 60_000 });
  world = new PushedWorld(readModel);
  await world.push('customs-feed', [
    { ...figure(CHINA, '2020-S1', { value: '110' }), id: 'level' },
    { ...figure(CHINA, '2019-S1', { value: '100' }), id: 'base' },
  ]);
  await world.push('policy-notice', [{ ...bulletinPlan('b-one', KEY), id: 'plan' }]);
});
afterAll(async () => {
  await readModel.close();
  await api.end();
});

const event = ({ type, data, id }: PushedEvent) => ({
  ...{ specversion: '1.0', type, source: '/spec', id, datacontenttype: 'application/json', data },
});

const post = (feed: string, body: string, type = 'application/cloudevents-batch+json', headers = {}) =>
  fetch(`${api.url}/v1/rehearsals?feed=${feed}`, {
    method: 'POST',
    headers: { 'content-type': type, ...headers },
    body,
  });
async function rehearse(feed: Feed, ...events: readonly PushedEvent[]): Promise<Rehearsal> {
  const answer = await post(feed, JSON.stringify(events.map(event)));
  expect(answer.status).toBe(200);
  return (await answer.json()) as Rehearsal;
}
async function refused(answer: Promise<Response>): Promise<[number, readonly string[]]> {
  const response = await answer;
  const { errors = [] } = (await response.json()) as Problem;
  return [
    response.status,
    errors.map((fault) => `${'index' in fault ? String(fault.index) : ''} ${String(fault.rule)}`),
  ];
}

const rate = (value: string, id = 'rate'): PushedEvent => ({
  ...figure(CHINA, '2020-S1', { measure: 'growth', value }),
  id,
});

describe('POST /v1/rehearsals', () => {
  it('tells what a figure would change, with the prints of a conflict', async () => {
    const { states, verdicts, conflicts, outcomes } = await rehearse('customs-feed', rate('26.2'));
    expect(outcomes).toEqual([{ index: 0, source: '/spec', id: 'rate', outcome: 'applied' }]);
    expect(verdicts).toContainEqual({
      ...{ key: KEY, member: 'growth.GY', before: 'unchecked', after: 'conflicts', gap: '16.2000' },
    });
    const conflict = conflicts.find(({ key, rule }) => key === KEY && rule === 'growth.GY');
    expect(conflict?.prints.map(({ id, value, unit }) => [id, value, unit]).sort()).toEqual([
      ['base', '100', 'CNY'],
      ['level', '110', 'CNY'],
      ['rate', '26.2', 'percent'],
    ]);
    const state = states.find(({ key }) => key === KEY);
    expect(state).toMatchObject({ versions: 1, after: { growth: { GY: { reported: { value: '26.2' } } } } });
    expect(state?.before?.growth['GY']?.reported).toBeUndefined();
    expect(state).not.toHaveProperty('after.change');
  });

  it('tells which alerts would change, and of one that comes and goes within the push its end', async () => {
    const over = { ...alertRule('over', { threshold: '15', since: 'beginning' }), id: 'over' };
    expect((await rehearse('policy-notice', over)).alerts).toEqual([]);
    const under = { ...alertRule('over', { threshold: '5', since: 'beginning' }), id: 'over' };
    const { alerts } = await rehearse('policy-notice', under);
    const said = [{ ...{ member: 'growth.GY.computed', reading: null, value: '10.0000' }, version: 2 }];
    expect(alerts).toMatchObject([{ key: `over/${KEY}`, rule: 'over', before: null, after: 'firing', said }]);
    const gone = { ...alertDrop('over'), id: 'gone' };
    expect((await rehearse('policy-notice', under, gone)).alerts).toMatchObject([
      { key: `over/${KEY}`, before: null, after: 'resolved' },
    ]);
  });

  it('tells which sentences of which bulletins would change', async () => {
    const { bulletins } = await rehearse('customs-feed', rate('26.2'), {
      ...figure(CHINA, '2020-S1', { value: '120', corrects: { source: '/spec', id: 'level' } }),
      id: 'corrected',
    });
    expect(bulletins).toMatchObject([{ bulletin: 'b-one', kind: 'correction', sentences: [{ id: 'one' }] }]);
    const [{ before, after } = {}] = bulletins[0]?.sentences ?? [];
    expect([before?.en, after?.en]).toEqual([
      expect.stringContaining('110 yuan'),
      expect.stringContaining('120 yuan'),
    ]);
    const dropped = {
      type: 'silkgauge.bulletin.dropped.v1',
      id: 'gone',
      data: { bulletin: 'b-one', reason: 'over' },
    };
    expect((await rehearse('policy-notice', dropped)).bulletins).toMatchObject([
      { bulletin: 'b-one', kind: 'withdrawal', sentences: [{ id: 'one', after: null }] },
    ]);
  });

  it('follows a release again that could not be read, once the push schedules it anew', async () => {
    const document = JSON.stringify({ source: '/spec', id: 'x', dropped: false, version: 1, data: {} });
    const unread = { kind: 'order', key: 'release/BAD', version: 1, knownAt: new Date(0), document } as const;
    await appendRegistered(readModel.pool, [unread]);
    await world.tick(Date.UTC(2020, 6, 14, 11));
    const at = '2020-07-14T10:00:00+08:00';
    const { alerts } = await rehearse(
      'policy-notice',
      { ...release('BAD', { at, expects: [{ series: { area: ['XX'] }, period: '2020' }] }), id: 'anew' },
      {
        ...{ type: 'silkgauge.alert.defined.v1', id: 'quiet' },
        data: { rule: 'quiet', kind: 'silence', since: 'beginning' },
      },
    );
    expect(alerts.map(({ key, after }) => [key, after])).toContainEqual(['quiet/BAD', 'firing']);
  });

  it('tells nothing of a plan that waits for a release, but where the push lifts that', async () => {
    const plan = { ...waitsFor('H1', bulletinPlan('b-waits', KEY)), id: 'waits' };
    const scheduled = (id: string, day: string): PushedEvent => ({
      ...release('H1', { at: `2020-07-${day}T10:00:00+08:00`, reason: 'moved' }),
      id,
    });
    const namesOf = ({ bulletins }: Rehearsal) => bulletins.map(({ bulletin, kind }) => [bulletin, kind]);
    const lifted = [['b-waits', 'first']];
    await world.tick(Date.UTC(2020, 6, 14, 12));
    expect(namesOf(await rehearse('policy-notice', plan))).toEqual([]);
    expect(namesOf(await rehearse('policy-notice', plan, scheduled('r1', '15')))).toEqual([]);
    expect(namesOf(await rehearse('policy-notice', plan, scheduled('r1', '14')))).toEqual(lifted);
    const moved = [scheduled('r1', '14'), scheduled('r2', '15')];
    // Published is for good; a plan that comes behind the move waits.
    expect(namesOf(await rehearse('policy-notice', plan, ...moved))).toEqual(lifted);
    expect(namesOf(await rehearse('policy-notice', ...moved, plan))).toEqual([]);
    await world.push('policy-notice', [plan, scheduled('r1', '15')]);
    const figures = (await rehearse('customs-feed', rate('26.2'))).bulletins;
    expect(figures.map(({ bulletin }) => bulletin)).not.toContain('b-waits');
    expect(namesOf(await rehearse('policy-notice', scheduled('r2', '13')))).toEqual(lifted);
  });

  it('tells the kind that the desk then writes, also of a bulletin that was dropped or taken back', async () => {
    const planned = (id: string): PushedEvent => ({ ...bulletinPlan('b-again', KEY), id });
    const awaiting = { ...waitsFor('H9', bulletinPlan('b-again', KEY)), id: 'awaiting' };
    const kinds: unknown[] = [];
    for (const order of [
      planned('again-1'),
      { ...bulletinDrop('b-again'), id: 'dropped' },
      planned('again-2'),
      awaiting,
      planned('again-3'),
    ]) {
      const { bulletins } = await rehearse('policy-notice', order);
      kinds.push(...bulletins.map(({ kind }) => kind));
      await world.push('policy-notice', [order]);
    }
    expect(kinds).toEqual(['first', 'withdrawal', 'update', 'withdrawal', 'update']);
    await world.follow();
    expect(await world.kindsOf('b-again')).toEqual(kinds);
  });

  it('tells what would be refused, and why', async () => {
    const again = { ...figure(CHINA, '2020-S1', { value: '1' }), id: 'level' };
    const { outcomes, states } = await rehearse('customs-feed', again, { ...withdrawal('plan'), id: 'w' });
    expect(outcomes.map(({ outcome, rule }) => [outcome, rule])).toEqual([
      ['rejected', 'identity-conflict'],
      ['rejected', 'withdrawal-kind'],
    ]);
    expect(outcomes[0]?.reason).toContain('/spec level was delivered before with other content');
    expect(states).toEqual([]);
  });

  it('leaves nothing behind: no event, outcome, series, sequence or record', async () => {
    const rows = async () => {
      const { rows: tables } = await readModel.pool.query<{ name: string }>(
        `select table_name as name from information_schema.tables
         where table_schema = 'public' and table_type = 'BASE TABLE' order by table_name`,
      );
      const all = tables.map(({ name }) => `(select json_agg(t)::text from ${name} t) as ${name}`);
      const { rows: found } = await readModel.pool.query<Record<string, string>>(
        `select ${all.join(', ')}, (select json_agg(s order by sequencename)::text from pg_sequences s) as sequences`,
      );
      return found;
    };
    const before = await rows();
    const { states } = await rehearse('platform-sales', {
      ...figure('SHOP.GB.ORDERS.OWN.X._T._T.FR._Z', '2020', { value: '7', unit: 'orders' }),
      id: 'never',
    });
    expect(states.map(({ before: was }) => was)).toEqual([null]);
    expect(await rows()).toEqual(before);
    expect(await api.json('/v1/outcomes?source=/spec&id=never')).toEqual({ outcomes: [] });
    expect(await rehearse('customs-feed', rate('10.0'))).toEqual(
      await rehearse('customs-feed', rate('10.0')),
    );
  });

  it('takes one event, a batch, and binary mode, as the door does', async () => {
    const { type, data, id } = rate('10.0');
    const one = await post(
      'customs-feed',
      JSON.stringify(event(rate('10.0'))),
      'application/cloudevents+json',
    );
    const binary = await post('customs-feed', JSON.stringify(data), 'application/json', {
      ...{ 'ce-specversion': '1.0', 'ce-type': type, 'ce-source': '/spec', 'ce-id': id },
    });
    expect([one.status, binary.status]).toEqual([200, 200]);
    expect(await one.json()).toEqual(await binary.json());
  });

  it('has the faults of the door: 400, 413, 415, 422', async () => {
    const bad = JSON.stringify([event(rate('10.0')), event({ ...rate('x'), id: 'bad' })]);
    expect(await refused(post('customs-feed', bad))).toEqual([422, ['1 decimal']]);
    expect(await refused(post('policy-notice', JSON.stringify([event(rate('1'))])))).toEqual([
      422,
      ['0 type-of-feed'],
    ]);
    expect(await refused(post('customs-feed', '[{}'))).toEqual([400, ['0 json']]);
    expect(await refused(post('customs-feed', '[]'))).toEqual([400, ['0 batch']]);
    expect(await refused(post('customs-feed', 'text', 'text/plain'))).toEqual([415, []]);
    expect(await refused(post('customs-feed', '{}\n', 'application/x-ndjson'))).toEqual([415, []]);
    const large = 'x'.repeat(DEFAULT_LIMITS.batchBytes + 1);
    expect((await refused(post('customs-feed', large)))[0]).toBe(413);
    const many = JSON.stringify(Array.from({ length: 1_001 }, (_, at) => event(rate('1', String(at)))));
    expect((await refused(post('customs-feed', many)))[0]).toBe(413);
  });

  it('rehearses no sales, and says so', async () => {
    const sold = { ...sale({ amount: '1', orderedAt: '2025-03-05T12:00:00Z' }), id: 'sold' };
    expect(await refused(post('platform-sales', JSON.stringify([event(sold)])))).toEqual([
      422,
      ['0 not-rehearsed'],
    ]);
  });

  it('rehearses nothing that is under embargo, and says how to see what it would change', async () => {
    const level = (embargo: object): PushedEvent => ({
      ...figure(CHINA, '2020-S1', { value: '1', embargo }),
      id: 'held',
    });
    for (const embargo of [{ until: '2020-07-14T10:00:00+08:00' }, { release: 'H1' }]) {
      const push = () => post('customs-feed', JSON.stringify([rate('1'), level(embargo)].map(event)));
      expect(await refused(push())).toEqual([422, ['1 not-rehearsed']]);
      expect(await (await push()).text()).toContain('Leave the embargo out');
    }
  });

  it('needs the name of a door, and takes no other parameter', async () => {
    const asked = (query: string) => refused(fetch(`${api.url}/v1/rehearsals${query}`, { method: 'POST' }));
    expect(await asked('')).toEqual([400, [' missing']]);
    expect(await asked('?feed=customs')).toEqual([400, [' one-of']]);
    expect(await asked('?feed=customs-feed&dryRun=true')).toEqual([400, [' unknown-parameter']]);
  });

  it('is one of an address at a time, others get 429 and come again', async () => {
    const body = JSON.stringify(
      Array.from({ length: 500 }, (_, at) => event(rate(`${String(at)}.5`, `r${String(at)}`))),
    );
    const answers = await Promise.all([post('customs-feed', body), post('customs-feed', body)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 429]);
    const late = answers.find(({ status }) => status === 429);
    expect(late?.headers.get('retry-after')).toBe('1');
    expect((await rehearse('customs-feed', rate('10.0'))).outcomes).toHaveLength(1);
  });
});

/** Nice values of the threads of this process, as Linux tells them. */
async function niceValues(): Promise<readonly number[]> {
  const threads = await readdir('/proc/self/task');
  // A thread may have ended since.
  const stats = await Promise.all(
    threads.map((one) => readFile(`/proc/self/task/${one}/stat`, 'utf8').catch(() => null)),
  );
  // The 19th field, of which the 2nd may have spaces (proc_pid_stat(5)).
  return stats.flatMap((stat) => (stat ? Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]) : []));
}

// Elsewhere threads have no priority of their own.
(process.platform === 'linux' ? it : it.skip)(
  'has a lower priority than all else that the service does',
  async () => {
    const own = getPriority();
    await rehearse('customs-feed', { ...figure(CHINA, '2021-S1', { value: '120' }), id: 'behind' });
    expect((await niceValues()).filter((nice) => nice > own)).toEqual([10]);
    expect(getPriority()).toBe(own);
  },
);

it('is what npm run push -- --rehearse prints of a file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'silkgauge-rehearsal-'));
  try {
    const file = join(folder, 'one.jsonl');
    await writeFile(file, `${JSON.stringify(event(rate('26.2')))}\n`);
    let text = '';
    const output = { write: (piece: string | Uint8Array) => ((text += piece.toString()), true) };
    const env = { GROWTH_API_URL: api.url };
    expect(await run({ argv: ['--rehearse', file], env, root: folder, output })).toBe(0);
    expect(text).toContain('1 event to customs-feed');
    expect(text).toContain(`verdict ${KEY} growth.GY: unchecked -> conflicts, gap 16.2000`);
    expect(text).toContain('26.2 percent  /spec rate');
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('a rehearsal that takes longer than it may ends with 503, and others are answered', async () => {
  const short = await startApi(await testDatabase(), { rehearsalMs: 100 });
  try {
    const many = Array.from({ length: 1_000 }, (_, at) => event(rate(`${String(at)}.5`, `r${String(at)}`)));
    const asked = (events: readonly object[]) =>
      fetch(`${short.url}/v1/rehearsals?feed=customs-feed`, {
        method: 'POST',
        headers: { 'content-type': 'application/cloudevents-batch+json' },
        body: JSON.stringify(events),
      });
    const late = await asked(many);
    expect([late.status, late.headers.get('retry-after')]).toEqual([503, '10']);
    expect(((await late.json()) as Problem).detail).toContain('longer than 0.1 s');
    expect((await asked([{}])).status).toBe(400);
  } finally {
    await short.end();
  }
});

it('needs a key that may read, and may push what is rehearsed', async () => {
  const writing = (reporter: string) => ({
    ...{ types: ['silkgauge.figure.*'], sources: ['/spec'], names: [] },
    series: [{ reporter: [reporter] }],
  });
  const keys = {
    reader: madeKey({ scopes: ['read'] }),
    pusher: madeKey({ scopes: ['push'], write: writing('GACC') }),
    both: madeKey({ scopes: ['read', 'push'], write: writing('GACC') }),
    other: madeKey({ scopes: ['read', 'push'], write: writing('ZAEZ') }),
  };
  const table = new WrittenTable(...Object.values(keys).map(({ record }) => record));
  const held = await startApi(
    await testDatabase(),
    { access: accessVariables.read({ ACCESS: 'keys' }) },
    table,
  );
  try {
    const status = async (token?: string) => {
      const answer = await fetch(`${held.url}/v1/rehearsals?feed=customs-feed`, {
        method: 'POST',
        headers: {
          'content-type': 'application/cloudevents-batch+json',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify([event(rate('10.0'))]),
      });
      await answer.body?.cancel();
      return answer.status;
    };
    expect(await status()).toBe(401);
    expect(await status(keys.reader.token)).toBe(403);
    expect(await status(keys.pusher.token)).toBe(403);
    expect(await status(keys.other.token)).toBe(403);
    expect(await status(keys.both.token)).toBe(200);
  } finally {
    await held.end();
  }
});
