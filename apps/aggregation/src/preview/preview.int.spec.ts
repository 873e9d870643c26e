import { rmSync } from 'node:fs';
import { keyHash as digest } from '@silkgauge/access';
import { ReleasePreview, type AlertState } from '@silkgauge/contract';
import { Seals } from '@silkgauge/embargo';
import { SafeProducer, type OutRecord } from '@silkgauge/kafka';
import {
  createReadModel,
  lastSequence,
  readChanges,
  registerJson,
  splitDocument,
} from '@silkgauge/read-model';
import { newSecretKeys, parseSecretKeys, ProblemError } from '@silkgauge/service';
import {
  bulletinPlan,
  figure,
  release,
  releaseCancellation,
  startKafka,
  tick,
  withdrawal,
  type SpecEvent,
} from '@silkgauge/testing';
import { Value } from 'typebox/value';
import { AppliedEvents } from '../applied-events.fixture.ts';
import { AlertDesk } from '../desk/alerts/alert-desk.ts';
import { DeskWorld } from '../desk/desk.fixture.ts';
import { ReleaseDesk } from '../desk/releases/release-desk.ts';
import { FAILED_TRIES, Preview, USES, type PreviewOptions } from './preview.ts';

const SERIES = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
const NEW_SERIES = 'GACC.CN-HA.CBEC.PLATFORM._T._T._T._T.CNY';
const AT = Date.UTC(2020, 6, 14, 2);
const HOUR = 3_600_000;
const FROM = '2020-07-14T09:00:00+08:00';
const SECRET = 'secret-of-the-press-office';
const seals = new Seals(parseSecretKeys(newSecretKeys()));

const item = (secret: string, name = 'Press office') => ({
  ...{ name, role: 'press', from: FROM, sha256: digest(secret) },
});
const held = (id: string, value: string, members: object = {}, embargo: object = { release: 'H1' }) =>
  figure(SERIES, '2020-S1', { value, embargo, publishedAt: '2020-07-14', ...members }, id);

let world: AppliedEvents;
let previews: Preview[];
let written: { readonly topic: string; readonly record: OutRecord }[];
/** The clock of the process. */
let now: number;
beforeEach(async () => {
  world = await AppliedEvents.start({ seals });
  [previews, written, now] = [[], [], AT - HOUR / 2];
});
afterEach(async () => {
  await Promise.all(previews.map((one) => one.close()));
  await world.stop();
});

const order = (at: number, id: string, event: SpecEvent) =>
  world.pushAt('newsroom.orders', at, { ...event, id });
const schedule = (id: string, access: readonly object[], members: object = {}) =>
  order(AT - 5 * HOUR, id, release('H1', { access, embargo: true, ...members }));
const clear = (at: number, ...events: readonly SpecEvent[]) => world.pushAt('customs.figures', at, ...events);
const seal = (...events: readonly SpecEvent[]) =>
  world.pushSealed('customs.embargoed', AT - 2 * HOUR, seals, ...events);
const ticks = (at: number, id: string) => world.pushAt('clock.ticks', at, { ...tick(), id });

function preview(options: Partial<PreviewOptions> = {}): Preview {
  const one = new Preview({
    readModel: createReadModel(world.database.url, { max: 2 }),
    ...{ seals, topicPrefix: '', smallBases: {}, previewMs: 10_000, now: () => now },
    producer: {
      send: (topic, records) => {
        written.push(...records.map((record) => ({ topic, record })));
        return Promise.resolve([]);
      },
      close: () => Promise.resolve(),
    },
    ...options,
  });
  previews.push(one);
  return one;
}

const asked = (authorization: readonly string[], name = 'H1') => ({
  ...{ release: name, authorization, address: '192.0.2.7' },
});
const bearer = (secret: string) => [`Bearer ${secret}`];
const open = async (of = preview(), secret = SECRET, name = 'H1') =>
  JSON.parse(await of.open(asked(bearer(secret), name))) as ReleasePreview;
const refused = async (of: Preview, authorization: readonly string[], name = 'H1') => {
  const error: unknown = await of.open(asked(authorization, name)).catch((thrown: unknown) => thrown);
  if (!(error instanceof ProblemError)) throw new Error(`not refused: ${String(error)}`);
  return { status: error.problem.status, detail: error.problem.detail ?? '', headers: error.headers };
};
const statusOf = async (of: Preview, secret: string, name = 'H1') =>
  (await refused(of, bearer(secret), name)).status;

describe('the preview of a release', () => {
  /** Prints that meet, contradict, repeat, correct and are withdrawn; what breaks a rule at its lifting. */
  async function fill(): Promise<void> {
    await clear(
      AT - 9 * HOUR,
      figure(SERIES, '2019-S1', { value: '80', publishedAt: '2019-07-14' }, 'before'),
      figure(SERIES, '2020-S1', { value: '30', measure: 'growth', publishedAt: '2020-07-01' }, 'rate'),
      figure(SERIES, '2018-S1', { value: '70', publishedAt: '2018-07-14' }, 'wrong'),
      figure(SERIES, '2017-S1', { value: '60', publishedAt: '2017-07-14' }, 'taken'),
    );
    await order(AT - 8 * HOUR, 'plan', {
      ...bulletinPlan('told', `${SERIES}/2020-S1`),
      data: {
        ...(bulletinPlan('told', `${SERIES}/2020-S1`).data as object),
        publish: { release: 'H1' },
      },
    });
    await schedule('h1', [item(SECRET), item('other', 'Wire')]);
    await seal(
      held('level', '100'),
      figure(NEW_SERIES, '2020-S1', { value: '7', embargo: { release: 'H1' }, publishedAt: '_U' }, 'new'),
      held('early', '101', { publishedAt: '2020-07-13' }),
      held('taken', '5'),
      held('level', '100'),
      {
        ...withdrawal('wrong'),
        id: 'w',
        data: { ...(withdrawal('wrong').data as object), embargo: { release: 'H1' } },
      },
      held('elsewhere', '3', {}, { release: 'H2' }),
      held('later', '4', {}, { until: '2020-07-14T10:00:00+08:00' }),
    );
  }

  it('tells the figures that are held for it alone, each with its key, measure and value', async () => {
    await fill();
    const told = await open();
    const { release: name, figures } = told;
    expect(name).toBe('H1');
    expect(Value.Errors(ReleasePreview, told)).toEqual([]);
    expect(figures).toEqual([
      { source: '/spec', id: 'level', key: `${SERIES}/2020-S1`, measure: 'level', value: '100' },
      { source: '/spec', id: 'new', key: `${NEW_SERIES}/2020-S1`, measure: 'level', value: '7' },
      { source: '/spec', id: 'taken', key: `${SERIES}/2020-S1`, measure: 'level', value: '5' },
      { source: '/spec', id: 'level', key: `${SERIES}/2020-S1`, measure: 'level', value: '100' },
    ]);
  });

  it('equals what then happens: outcomes, states, how often each, and the bulletin that waits', async () => {
    await fill();
    // What is held until an instant is lifted by the same tick, and is no part of the release.
    await world.readModel.pool.query(`delete from embargoed where release is distinct from 'H1'`);
    const told = await open();
    expect(told.snapshot).toBe(await lastSequence(world.readModel.pool));
    await ticks(AT, 't1');
    const { rows: events } = await world.readModel.pool.query<{ told: string }>(
      `select concat_ws(' ', id, outcome, rule, reason) as told from event
       where topic = 'customs.embargoed' order by "offset"`,
    );
    expect(
      told.outcomes.map(({ id, outcome, rule, reason }) =>
        [id, outcome, rule, reason].filter((part) => part !== undefined).join(' '),
      ),
    ).toEqual(events.map((one) => one.told));
    expect(told.outcomes.map(({ id, outcome, rule }) => [id, outcome, rule])).toEqual([
      ['level', 'applied', undefined],
      ['new', 'applied', undefined],
      ['early', 'rejected', 'published-before-lifting'],
      ['taken', 'rejected', 'identity-conflict'],
      ['level', 'duplicate', undefined],
      ['w', 'applied', undefined],
    ]);
    const { rows } = await world.readModel.pool.query<{ key: string; document: string }>(
      `select s.key || '/' || c.period as key, c.document::text as document
       from change c join series s on s.series_id = c.series_id where c.sequence > $1 order by c.sequence`,
      [told.snapshot],
    );
    const changed = [...Map.groupBy(rows, ({ key }) => key)].map(([key, versions]) => ({
      ...{ key, versions: versions.length },
      after: JSON.parse(`${splitDocument(versions.at(-1)?.document ?? '').said}}`) as unknown,
    }));
    expect(told.states.map(({ before: _, ...state }) => state)).toEqual(changed);
    expect(told.states.map(({ key }) => key)).toEqual(
      expect.arrayContaining([`${SERIES}/2020-S1`, `${NEW_SERIES}/2020-S1`, `${SERIES}/2018-S1`]),
    );
    // 100 after 80 are 25 percent, and 30 were printed.
    expect(told.conflicts.map(({ rule }) => rule)).toContain('growth.GY');
    expect(told.bulletins.map(({ bulletin, kind }) => [bulletin, kind])).toEqual([['told', 'first']]);
    expect(told.bulletins[0]?.sentences[0]?.after?.en).toContain('100');
  });

  it('tells the alerts that then come, each held against what was known before all that is lifted', async () => {
    await schedule('h1', [item(SECRET)]);
    const expects = ['2020-S1', '2020-06'].map((period) => ({ series: { indicator: ['CBEC'] }, period }));
    await order(AT - 5 * HOUR, 'h2', release('H2', { at: '2020-07-14T07:00:00+08:00', expects }));
    await ticks(AT - HOUR, 'late');
    await order(AT - HOUR, 'rule', {
      ...{ type: 'silkgauge.alert.defined.v1', key: 'alert/quiet' },
      data: { rule: 'quiet', kind: 'silence' },
    });
    await seal(held('level', '100'), held('other', '7', { period: '2018-S1' }));
    const sources = { db: world.readModel.pool, smallBases: {} };
    const desk = DeskWorld.over(world);
    const releases = new ReleaseDesk(sources);
    const follow = () => desk.follow({ parts: () => [new AlertDesk(sources, releases), releases] });
    await follow();
    const { snapshot, alerts } = await open();
    await ticks(AT, 't1');
    await follow();
    const rows = await readChanges(world.readModel.pool, snapshot, 1_000);
    const made = rows.flatMap((row) =>
      row.kind === 'alert' ? [JSON.parse(registerJson(row)) as AlertState] : [],
    );
    const lifted = made.filter(({ key }) => key.endsWith('/H2'));
    expect(alerts.map(({ key, after, said }) => [key, after, said])).toEqual(
      lifted.map(({ key, state, said }) => [key, state, said]),
    );
    expect(alerts.map(({ key, before }) => [key, before])).toEqual([
      ['_late/H2', 'firing'],
      ['quiet/H2', null],
    ]);
  });

  it('changes nothing: no event, state, sequence or held figure', async () => {
    await fill();
    const count = async () => {
      const { rows } = await world.readModel.pool.query<{ told: string }>(
        `select concat_ws(' ', (select count(*) from event), (select count(*) from change),
           (select count(*) from embargoed), (select count(*) from series), (select last from change_cursor)) as told`,
      );
      return rows[0]?.told;
    };
    const before = await count();
    await open();
    expect(await count()).toBe(before);
  });

  it('has each use written before it is answered, with name and role and no secret', async () => {
    await fill();
    const one = preview();
    await open(one);
    await open(one, 'other');
    expect(written.map(({ topic, record }) => [topic, record.key, String(record.value)])).toEqual([
      ['newsroom.orders', 'release/H1', '{"release":"H1","name":"Press office","role":"press"}'],
      ['newsroom.orders', 'release/H1', '{"release":"H1","name":"Wire","role":"press"}'],
    ]);
    const text = JSON.stringify(written);
    for (const secret of [SECRET, digest(SECRET)]) expect(text).not.toContain(secret);
    expect(new Set(written.map(({ record }) => String(record.headers?.['ce_id']))).size).toBe(2);
  });

  it('whose use is not written, as no broker can be reached, is not answered: 503', async () => {
    await schedule('h1', [item(SECRET)]);
    await seal(held('told-to-nobody', '987.5'));
    const broker = await startKafka();
    const one = preview({ producer: new SafeProducer({ brokers: [broker.brokers] }) });
    await broker.kill();
    const { status, headers, detail } = await refused(one, bearer(SECRET));
    rmSync(broker.dir, { recursive: true, force: true });
    expect([status, headers]).toEqual([503, { 'retry-after': '5', 'cache-control': 'no-store' }]);
    expect(detail).toBe('The use could not be written, and what is not written is not shown.');
  });

  it('without keys, or that takes too long, is 503', async () => {
    await fill();
    expect(await statusOf(preview({ seals: null }), SECRET)).toBe(503);
    expect(written).toEqual([]);
    expect(await statusOf(preview({ previewMs: -1 }), SECRET)).toBe(503);
  });

  it('is worked out once at a time: 429 for the next', async () => {
    await fill();
    const one = preview();
    const answers = await Promise.allSettled([open(one), open(one)]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const late = answers.find((answer) => answer.status === 'rejected')?.reason as ProblemError;
    expect([late.problem.status, late.headers['retry-after']]).toEqual([429, '2']);
    expect(written).toHaveLength(1);
    await open(one);
  });
});

describe('a secret', () => {
  it('is needed: 401 without one, with two, and with another scheme', async () => {
    await schedule('h1', [item(SECRET)]);
    for (const authorization of [
      [],
      [`Basic ${SECRET}`],
      ['Bearer '],
      [...bearer(SECRET), ...bearer(SECRET)],
      bearer('x'.repeat(513)),
    ]) {
      const { status, headers } = await refused(preview(), authorization);
      expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer realm="silkgauge preview"']);
    }
    expect(written).toEqual([]);
  });

  it('of nobody and of another release is 403, and so is a digest', async () => {
    await schedule('h1', [item(SECRET)]);
    await order(AT - 4 * HOUR, 'h2', release('H2', { access: [item('of-h2')] }));
    expect(await statusOf(preview(), 'of-h2')).toBe(403);
    expect((await open(preview(), 'of-h2', 'H2')).figures).toEqual([]);
    written = [];
    for (const secret of ['wrong', digest(SECRET)]) expect(await statusOf(preview(), secret)).toBe(403);
    expect(written).toEqual([]);
  });

  it('opens from its instant on by the clock of the process, and tells whose time it is', async () => {
    await schedule('h1', [item(SECRET)]);
    now = AT - HOUR - 1;
    const { status, detail } = await refused(preview(), bearer(SECRET));
    expect([status, detail]).toEqual([403, `The early access of this secret begins at ${FROM}.`]);
    expect(written).toEqual([]);
    now = AT - HOUR;
    expect((await open()).release).toBe('H1');
  });

  it('is taken back by a scheduling without it, and given by one with it', async () => {
    await schedule('h1', [item(SECRET)]);
    await schedule('h1-again', [item('new', 'Press office')]);
    expect(await statusOf(preview(), SECRET)).toBe(403);
    expect((await open(preview(), 'new')).release).toBe('H1');
    await schedule('h1-closed', []);
    expect(await statusOf(preview(), 'new')).toBe(403);
  });

  it('of an unknown, cancelled or lifted release is 404; after the moved instant too', async () => {
    await schedule('h1', [item(SECRET)]);
    for (const name of ['H2', 'not a name', "H1'--", '\0'])
      expect(await statusOf(preview(), SECRET, name)).toBe(404);
    await order(AT - 4 * HOUR, 'gone', releaseCancellation('H1'));
    expect(await statusOf(preview(), SECRET)).toBe(404);
    await schedule('h1-again', [item(SECRET)]);
    now = AT + HOUR;
    await ticks(AT - 1, 'early');
    // By no clock but that of ticks it is lifted.
    expect((await open()).release).toBe('H1');
    await ticks(AT, 't1');
    expect(await statusOf(preview(), SECRET)).toBe(404);
  });

  it('may be wrong ten times in a minute from one address, then it is 429; a right one goes on', async () => {
    await schedule('h1', [item(SECRET)]);
    const one = preview();
    const tries: number[] = [];
    for (let count = 0; count < FAILED_TRIES.q + 1; count += 1) tries.push(await statusOf(one, 'wrong'));
    expect(tries).toEqual([...Array.from({ length: FAILED_TRIES.q }, () => 403), 429]);
    expect(await statusOf(one, SECRET, 'H9')).toBe(429);
    expect((await open(one)).release).toBe('H1');
  });

  it('is used twenty times in a minute, then it is 429 without a use; those of other names go on', async () => {
    await schedule('h1', [item(SECRET), item('other', 'Wire')]);
    await order(AT - 4 * HOUR, 'h2', release('H2', { access: [item(SECRET)] }));
    const one = preview();
    for (let count = 0; count < USES.q; count += 1) await open(one);
    const { status, headers } = await refused(one, bearer(SECRET));
    expect([status, headers['ratelimit-policy']]).toEqual([429, '"preview";q=20;w=60']);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(written).toHaveLength(20);
    expect((await open(one, 'other')).release).toBe('H1');
    expect((await open(one, SECRET, 'H2')).release).toBe('H2');
  });

  it('stands in no answer, nor does its digest', async () => {
    await schedule('h1', [item(SECRET)]);
    const answers = [
      JSON.stringify(await open()),
      JSON.stringify(await refused(preview(), bearer('wrong'))),
      JSON.stringify(await refused(preview(), bearer(SECRET), 'H2')),
    ].join('\n');
    for (const secret of [SECRET, digest(SECRET), 'wrong']) expect(answers).not.toContain(secret);
  });
});
