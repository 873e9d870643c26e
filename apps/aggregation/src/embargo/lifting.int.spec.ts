import { LIFTED_TOGETHER, MOST_HELD } from '@silkgauge/decisions';
import { Seals } from '@silkgauge/embargo';
import { Halted } from '@silkgauge/kafka';
import { readExplanation } from '@silkgauge/known';
import { inTransaction, lockFacts, readState, waitingFor } from '@silkgauge/read-model';
import { newSecretKeys, parseSecretKeys } from '@silkgauge/service';
import { figure, release, releaseCancellation, tick, withdrawal, type SpecEvent } from '@silkgauge/testing';
import { AppliedEvents } from '../applied-events.fixture.ts';
import type { Store } from '../store/store.ts';

const SERIES = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
const AT = Date.UTC(2020, 6, 14, 2);
const HOUR = 3_600_000;
const UNTIL = '2020-07-14T10:00:00+08:00';
const first = newSecretKeys();
const seals = new Seals(parseSecretKeys(first));

let world: AppliedEvents;
beforeEach(async () => {
  world = await AppliedEvents.start({ seals });
});
afterEach(() => world.stop());

const held = (id: string, members: object = {}, embargo: object = { until: UNTIL }): SpecEvent =>
  figure(SERIES, '2020-S1', { value: '100', embargo, ...members }, id);
const seal = (at: number, ...events: readonly SpecEvent[]) =>
  world.pushSealed('customs.embargoed', at, seals, ...events);
const clear = (at: number, ...events: readonly SpecEvent[]) => world.pushAt('customs.figures', at, ...events);
const order = (at: number, id: string, event: SpecEvent) =>
  world.pushAt('newsroom.orders', at, { ...event, id });
const ticks = (at: number, id: string) => world.pushAt('clock.ticks', at, { ...tick(), id });

const rows = async (text: string): Promise<string[]> => {
  const { rows: found } = await world.readModel.pool.query<{ told: string }>(text);
  return found.map(({ told }) => told);
};
/** All of the read model that is content, but for what is held and positions. */
const everything = () =>
  rows(`select told from (
    select 1 as part, event_id as place, concat_ws(' ', topic, "offset", source, id, outcome, rule) as told from event
    union all select 2, series_id, key from series
    union all select 3, sequence, concat_ws(' ', sequence, period, version, document) from change
    union all select 4, sequence, concat_ws(' ', sequence, kind, key, document) from register_version
    union all select 5, dead_letter_id, concat_ws(' ', topic, rule, reason) from dead_letter
    union all select 6, last, last::text from change_cursor) t order by part, place`);
const outcomes = () =>
  rows(
    `select concat_ws(' ', id, outcome, rule) as told from event where type like '%.figure.%' order by event_id`,
  );
const heldNow = () => rows('select "offset"::text as told from embargoed order by topic, "offset"');
const levels = () =>
  rows(`select concat_ws(' ', version, document::json #>> '{level,reported,value}', to_char(known_at at time zone 'UTC', 'HH24:MI:SS')) as told
        from change where period = '2020-S1' order by sequence`);

describe('an event under embargo', () => {
  it('is nowhere before its lifting, but as ciphertext', async () => {
    await clear(AT - 2 * HOUR, figure(SERIES, '2019-S1', { value: '80' }, 'before'));
    const before = await everything();
    expect(await seal(AT - HOUR, held('secret'))).toMatchObject({ applied: 0, rejected: 0, changes: 0 });
    expect(await everything()).toEqual(before);
    await ticks(AT - 1, 'early');
    expect((await everything()).slice(0, 2)).toEqual([
      ...before.slice(0, 1),
      'clock.ticks 0 /spec early applied',
    ]);
    expect(await heldNow()).toEqual(['0']);
    expect(await rows(`select jwe as told from embargoed`)).not.toContainEqual(
      expect.stringContaining('secret'),
    );
  });

  it('is lifted by the first tick at or after its instant, known from then on and caused by both', async () => {
    await seal(AT - HOUR, held('one'));
    await ticks(AT + 3_000, 't1');
    await ticks(AT + 9_000, 't2');
    expect(await levels()).toEqual(['1 100 02:00:03']);
    expect(await heldNow()).toEqual([]);
    expect(await rows(`select document::json #>> '{change,causes}' as told from change`)).toEqual([
      expect.stringMatching(
        /^\[\{"source":"\/spec","id":"one","topic":"customs.embargoed","partition":0,"offset":"0"\},\{"source":"\/spec","id":"t1","topic":"clock.ticks","partition":0,"offset":"0"\}\]$/,
      ),
    ]);
    expect(await rows(`select pushed_by as told from event where id = 'one'`)).toEqual(['anonymous']);
  });

  it('that comes after the tick of its instant is lifted by the next one', async () => {
    await ticks(AT, 't1');
    await seal(AT - HOUR, held('late'));
    expect(await levels()).toEqual([]);
    await ticks(AT + 1_000, 't2');
    expect(await levels()).toEqual(['1 100 02:00:01']);
  });

  it('waits for its release: moved it moves, cancelled it stays until the release is scheduled again', async () => {
    await seal(AT - 3 * HOUR, held('one', {}, { release: 'H1' }));
    await ticks(AT, 'nobody-scheduled');
    expect(await heldNow()).toEqual(['0']);
    const later = { at: '2020-07-14T11:00:00+08:00', reason: 'A holiday' };
    await order(AT - 2 * HOUR, 'first', release('H1'));
    await order(AT - HOUR, 'moved', release('H1', later));
    await ticks(AT + 1, 'too-early');
    await order(AT + 2, 'cancelled', releaseCancellation('H1'));
    await ticks(AT + HOUR, 'cancelled');
    expect(await levels()).toEqual([]);
    await order(AT + 2 * HOUR, 'again', release('H1', later));
    await ticks(AT + 2 * HOUR + 1_000, 'lifts');
    expect(await levels()).toEqual(['1 100 04:00:01']);
  });

  it('is held up to 5,000 for one instant and key; beyond it the dead letter has the ciphertext alone', async () => {
    const by = (name: string, event: SpecEvent): SpecEvent => ({ ...event, by: { name, write: null } });
    const same = Array.from({ length: MOST_HELD.ofWait - 1 }, () => by('k1', held('same')));
    const other = { until: '2020-07-14T09:59:59+08:00' };
    await seal(AT - HOUR, ...same, by('k1', held('other', {}, other)), by('k1', held('last')));
    await seal(AT - HOUR, by('k1', held('beyond')), by('k2', held('foreign')));
    expect(await rows(`select concat_ws(' ', "offset", rule) as told from dead_letter`)).toEqual([
      `${String(MOST_HELD.ofWait + 1)} embargo-full`,
    ]);
    expect(await outcomes()).toEqual([]);
    await ticks(AT, 't1');
    expect((await outcomes()).filter((told) => !told.startsWith('same '))).toEqual([
      ...['other applied', 'last applied', 'foreign applied'],
    ]);
    expect(await heldNow()).toEqual([]);
  });

  it('waits only for releases of publishers as which its key may write, and blocks nothing of theirs', async () => {
    const key = (reporter: string) => ({
      name: reporter.padEnd(12, '0'),
      write: { series: [{ reporter: [reporter] }], names: ['*'] },
    });
    await order(AT - 2 * HOUR, 'first', { ...release('H1'), by: key('GACC') });
    const foreign = figure(SERIES.replace('GACC', 'EVIL'), '2020-S1', {
      ...{ value: '1', embargo: { release: 'H1' } },
    });
    await seal(AT - HOUR, { ...foreign, id: 'evil', by: key('EVIL') });
    await seal(AT - HOUR, { ...held('own', {}, { release: 'H1' }), by: key('GACC') });
    const pool = world.readModel.pool;
    const waiting = await waitingFor(pool, { release: 'H1', publisher: 'GACC' }, 9);
    expect(waiting.map(({ offset }) => offset)).toEqual([1n]);
    await ticks(AT, 't1');
    expect(await outcomes()).toEqual(['evil rejected write-series', 'own applied']);
    expect(await levels()).toEqual(['1 100 02:00:00']);
  });

  it('is decided without it: who took its identity in clear has it, and it is rejected at the lifting', async () => {
    await seal(AT - HOUR, held('same'));
    await clear(AT - HOUR + 1, figure(SERIES, '2020-S1', { value: '7' }, 'same'));
    expect(await outcomes()).toEqual(['same applied']);
    await ticks(AT, 't1');
    expect(await outcomes()).toEqual(['same applied', 'same rejected identity-conflict']);
    expect(await levels()).toEqual(['1 7 01:00:00']);
    // Its dead letter says where it lies; nothing of it is in clear there.
    expect(await rows(`select concat_ws(' ', topic, "offset", value) as told from dead_letter`)).toEqual([
      'customs.embargoed 0',
    ]);
  });

  it('is reached by a clear withdrawal at once, and an embargoed withdrawal acts at its lifting', async () => {
    await seal(AT - HOUR, held('one'));
    await clear(AT - HOUR + 1, withdrawal('one'));
    await clear(AT - HOUR + 2, figure(SERIES, '2020-S1', { value: '5' }, 'other'));
    const later = withdrawal('other');
    await seal(AT - HOUR + 3, {
      ...later,
      data: { ...(later.data as object), embargo: { until: UNTIL } },
      id: 'w',
    });
    expect(await levels()).toEqual(['1 5 01:00:00']);
    await ticks(AT, 't1');
    expect(await outcomes()).toEqual(
      ['e applied', 'other applied', 'one superseded', 'w applied'].map(
        (text) => expect.stringMatching(text.replace(/^e /, '.+ ')) as unknown,
      ),
    );
    expect((await levels()).slice(1)).toEqual(['2 02:00:00']);
  });

  it('sent twice counts once', async () => {
    await seal(AT - HOUR, held('one'), held('one'));
    await ticks(AT, 't1');
    expect(await outcomes()).toEqual(['one applied', 'one duplicate']);
    expect(await levels()).toEqual(['1 100 02:00:00']);
  });

  it('shares a version with others that the tick lifts: up to 50 events are its causes, and it is explained by them', async () => {
    // Each before the others in the order of prints, which is that of ids here.
    const values = Array.from({ length: 2 * LIFTED_TOGETHER + 1 }, (_, at) => String(300 - at));
    await seal(AT - HOUR, ...values.map((value) => held(`v${value}`, { value })));
    await ticks(AT, 't1');
    expect((await outcomes()).filter((told) => !told.endsWith(' applied'))).toEqual([]);
    expect(await levels()).toEqual(['1 251 02:00:00', '2 201 02:00:00', '3 200 02:00:00']);
    const { pool } = world.readModel;
    const { rows: versions } = await pool.query<{ sequence: string; causes: { id: string }[] }>(
      `select sequence, document::json #> '{change,causes}' as causes from change where period = '2020-S1' order by sequence`,
    );
    const told = versions.flatMap(({ causes }) => causes.map(({ id }) => id));
    expect(told.filter((id) => id !== 't1')).toEqual(values.map((value) => `v${value}`));
    for (const { sequence, causes } of versions) {
      expect(causes.at(-1)?.id).toBe('t1');
      const asOf = { sequence };
      const row = await readState(pool, SERIES, '2020-S1', asOf);
      if (!row) throw new Error(`no state as of ${sequence}`);
      const options = { smallBases: {}, show: ({ document }: { document: string }) => document };
      const { recomputed, prints } = await readExplanation(pool, row, asOf, options);
      const chosen = prints.find(({ standing }) => standing === 'chosen');
      expect([recomputed, chosen?.id]).toEqual([true, causes.at(-2)?.id]);
    }
  });

  it('is opened once, and before the transaction of its tick', async () => {
    const opened: bigint[] = [];
    const watched = {
      generations: seals.generations,
      open: async (jwe: string, { offset }: { offset: bigint }) => {
        // Facts of others can still take their turn.
        await inTransaction(pool, async (tx) => {
          await tx.query('set local lock_timeout = 1000');
          await lockFacts(tx);
        });
        opened.push(offset);
        return seals.open(jwe);
      },
    };
    const { pool } = world.readModel;
    await seal(AT - HOUR, held('one'), held('two', { value: '2' }));
    world.opensBy(watched);
    await ticks(AT, 't1');
    expect(opened.toSorted()).toEqual([0n, 1n]);
    expect(await outcomes()).toEqual(['one applied', 'two applied']);
  });

  it('that was published before its release is rejected at the lifting', async () => {
    await order(AT - 2 * HOUR, 'first', release('H1'));
    await seal(AT - HOUR, held('one', { publishedAt: '2020-07-13' }, { release: 'H1' }));
    await ticks(AT, 't1');
    expect(await outcomes()).toEqual(['one rejected published-before-lifting']);
  });

  it('that came in clear is refused, and so is one that no door has sealed', async () => {
    const others = new Seals(parseSecretKeys(newSecretKeys()));
    await clear(AT - HOUR, held('clear'));
    await world.pushSealed('customs.embargoed', AT - HOUR, others, held('forged'));
    await seal(AT - HOUR, figure(SERIES, '2020-S1', { value: '1' }, 'no-embargo'));
    expect(await outcomes()).toEqual([]);
    expect(
      await rows(`select concat_ws(' ', topic, "offset", rule) as told from dead_letter order by 1`),
    ).toEqual([
      'customs.embargoed 0 embargo-unopened',
      'customs.embargoed 1 embargo-unopened',
      'customs.figures 0 embargo-unavailable',
    ]);
    expect(await heldNow()).toEqual([]);
  });

  it('halts its partition without any key', async () => {
    const without = await AppliedEvents.start();
    const pushed = without.pushSealed('customs.embargoed', AT, seals, held('one'));
    await expect(pushed).rejects.toThrow(Halted);
    await expect(pushed).rejects.toThrow('EMBARGO_KEYS');
    await without.stop();
  });
});

describe('an event whose key is not given', () => {
  const second = `2:${newSecretKeys().slice(2)}`;
  const retired = new Seals(parseSecretKeys(second));
  const all = new Seals(parseSecretKeys(`${first},${second}`));
  const sealBy = (keys: Seals, ...events: readonly SpecEvent[]) =>
    world.pushSealed('customs.embargoed', AT - HOUR, keys, ...events);
  const locked = () =>
    rows(
      `select concat_ws(' ', "offset", until, release, generation) as told from embargoed order by "offset"`,
    );

  it('is held for it from the start, holds up no other, and is lifted once the key is given back', async () => {
    world.opensBy(retired);
    await sealBy(
      seals,
      held('locked', {}, { release: 'H1' }),
      held('later', {}, { until: '2020-07-15T10:00:00Z' }),
    );
    await sealBy(retired, held('open', { value: '2' }));
    await order(AT - HOUR, 'first', release('H1'));
    expect(await locked()).toEqual(['0 1', '1 1', expect.stringContaining('2 2020-07-14')]);
    await ticks(AT, 't1');
    expect(await outcomes()).toEqual(['open applied']);
    world.opensBy(all);
    // It is known by then what each waits for; the release's instant was not waited for when this tick came.
    await ticks(AT + HOUR, 't2');
    expect(await locked()).toEqual(['0 H1', expect.stringContaining('1 2020-07-15')]);
    await ticks(AT + HOUR + 1, 't3');
    expect(await outcomes()).toEqual(['open applied', 'locked applied']);
  });

  it('stays held where the key is taken away before its lifting, and others of its instant are lifted', async () => {
    world.opensBy(all);
    await sealBy(seals, held('locked'), held('locked-too', { value: '3' }));
    await sealBy(retired, held('open', { value: '2' }));
    world.opensBy(retired);
    await ticks(AT, 't1');
    expect([await outcomes(), await locked()]).toEqual([['open applied'], ['0 1', '1 1']]);
    world.opensBy(null);
    await ticks(AT + 1, 't2');
    world.opensBy(all);
    await ticks(AT + 2, 't3');
    const decided = await rows(
      `select id as told from event where outcome <> 'rejected' and topic like '%.embargoed' order by event_id`,
    );
    expect(decided).toEqual(['open', 'locked', 'locked-too']);
    expect(await locked()).toEqual([]);
  });

  it('is no event of a door where the key turns out to be another one', async () => {
    const others = new Seals(parseSecretKeys(newSecretKeys()));
    world.opensBy(retired);
    await sealBy(others, held('forged'));
    expect(await locked()).toEqual(['0 1']);
    world.opensBy(all);
    await ticks(AT, 't1');
    expect(await rows(`select concat_ws(' ', topic, "offset", rule) as told from dead_letter`)).toEqual([
      'customs.embargoed 0 embargo-unopened',
    ]);
    expect(await locked()).toEqual([]);
  });

  it('is a dead letter where its generation was never issued', async () => {
    await sealBy(retired, held('never'));
    await seal(AT - HOUR, held('open'));
    await ticks(AT, 't1');
    expect(await outcomes()).toEqual(['open applied']);
    expect(await rows(`select concat_ws(' ', topic, "offset", rule) as told from dead_letter`)).toEqual([
      'customs.embargoed 0 embargo-unopened',
    ]);
  });
});

describe('a release whose figures come under embargo', () => {
  const HELD = release('H1', { embargo: true });

  it('refuses in clear what it expects until its instant, and takes it from then on', async () => {
    await clear(AT - 3 * HOUR, figure(SERIES, '2020-S1', { value: '1' }, 'before-it-was-scheduled'));
    await order(AT - 2 * HOUR, 'first', HELD);
    await clear(
      AT - HOUR,
      figure(SERIES, '2020-S1', { value: '2' }, 'early'),
      figure(SERIES, '2019-S1', { value: '3' }, 'other-period'),
      figure(SERIES.replace('GACC', 'MOFCOM'), '2020-S1', { value: '4' }, 'other-publisher'),
    );
    await clear(AT, figure(SERIES, '2020-S1', { value: '5' }, 'at-its-instant'));
    expect(await outcomes()).toEqual([
      ...['before-it-was-scheduled applied', 'early rejected embargo-missing', 'other-period applied'],
      ...['other-publisher applied', 'at-its-instant applied'],
    ]);
  });

  it('lets go of them once it is cancelled or scheduled without an embargo', async () => {
    await order(AT - 4 * HOUR, 'first', HELD);
    await clear(AT - 3 * HOUR, figure(SERIES, '2020-S1', { value: '1' }, 'early'));
    await order(AT - 2 * HOUR, 'open', release('H1'));
    await clear(AT - HOUR, figure(SERIES, '2020-S1', { value: '2' }, 'open-again'));
    await order(AT - HOUR + 1, 'again', HELD);
    await clear(AT - HOUR + 2, figure(SERIES, '2020-S1', { value: '3' }, 'early-again'));
    await order(AT - HOUR + 3, 'cancelled', releaseCancellation('H1'));
    await clear(AT - HOUR + 4, figure(SERIES, '2020-S1', { value: '4' }, 'free'));
    expect(await outcomes()).toEqual([
      ...['early rejected embargo-missing', 'open-again applied'],
      ...['early-again rejected embargo-missing', 'free applied'],
    ]);
  });

  it('takes what was under embargo for it at the lifting', async () => {
    await order(AT - 2 * HOUR, 'first', HELD);
    await seal(AT - HOUR, held('one', {}, { release: 'H1' }));
    await ticks(AT, 't1');
    expect(await levels()).toEqual(['1 100 02:00:00']);
  });

  it('takes it where a later release expects the same', async () => {
    await order(AT - 3 * HOUR, 'first', HELD);
    await order(
      AT - 3 * HOUR,
      'final',
      release('H1-FINAL', { at: '2020-08-07T10:00:00+08:00', embargo: true }),
    );
    await seal(AT - HOUR, held('one', {}, { release: 'H1' }));
    await ticks(AT, 't1');
    expect(await outcomes()).toEqual(['one applied']);
  });

  it('refuses what an instant of its own lifts before', async () => {
    await order(AT - 3 * HOUR, 'first', HELD);
    await seal(AT - 2 * HOUR, held('sooner', {}, { until: '2020-07-14T09:00:00+08:00' }));
    await ticks(AT - HOUR, 't1');
    expect(await outcomes()).toEqual(['sooner rejected embargo-missing']);
    expect(await levels()).toEqual([]);
  });
});

describe('a lifting', () => {
  it('ends for more different prints of one figure than an instant lifts', async () => {
    const kindAt = (at: number) => ({ kind: at % 2 ? 'repost' : 'official' });
    const many = Array.from({ length: MOST_HELD.ofWait + 1_000 }, (_, at) =>
      held(`p${String(at)}`, { value: String(at), ...kindAt(at) }),
    );
    await seal(AT - HOUR, ...many);
    expect(await ticks(AT, 't1')).toMatchObject({ applied: MOST_HELD.ofWait + 1, rejected: 0 });
    expect(await heldNow()).toEqual([]);
  }, 240_000);

  it('is one step of customs and platforms, before the tick in the log, whatever fits into memory at once', async () => {
    await world.stop();
    world = await AppliedEvents.start({ seals, writtenAtOnce: 1 });
    const platform = 'ALIEXPRESS.CN.SALES.OWN.X._T.TOYS.ES.EUR';
    await world.pushSealed(
      'platform.embargoed',
      AT - HOUR,
      seals,
      figure(platform, '2020-S1', { value: '9', embargo: { until: UNTIL } }, 'p'),
    );
    const many = Array.from({ length: 20 }, (_, at) => held(`c${String(at)}`, { value: String(at) }));
    await seal(AT - HOUR, ...many);
    expect(await ticks(AT, 't1')).toMatchObject({ applied: 22, rejected: 0 });
    const log = await rows(`select told from (
      select sequence, 'state ' || (document::json #>> '{change,causes,1,id}') as told from change
      union all select sequence, 'order ' || key from register_version) l order by sequence`);
    expect(log.slice(0, -1).every((told) => told === 'state t1')).toBe(true);
    expect(log.at(-1)).toBe('order clock');
    expect(await rows(`select id as told from event order by event_id`)).toEqual([
      ...many.map(({ id }) => id),
      ...['p', 't1'],
    ]);
  });

  it('decides a group while the one before is written, with the result of one after another, also where one fails', async () => {
    const areas = ['CN', 'CN-11', 'CN-31', 'CN-33', 'CN-44'];
    const many = Array.from({ length: 2_300 }, (_, at): SpecEvent => {
      // Each group repeats events of the one before, and states go on across groups.
      const of = at > 999 && at % 100 === 99 ? at - 990 : at;
      const series = SERIES.replace('CN', areas[of % areas.length] ?? '');
      const members = { value: String(100 + (of % 97)), embargo: { until: UNTIL } };
      return figure(series, String(1_900 + (of % 190)), members, `e${String(of)}`);
    });
    const { data, ...rest } = withdrawal('e1995');
    const undone = { ...rest, data: { ...(data as object), embargo: { until: UNTIL } }, id: 'w' };
    const shop = 'ALIEXPRESS.CN.SALES.OWN.X._T.TOYS.ES.EUR';
    const sold = figure(shop, '2020-S1', { value: '9', embargo: { until: UNTIL } }, 'p');
    const lift = async (through?: (store: Store) => Store) => {
      await world.stop();
      world = await AppliedEvents.start({ seals }, through);
      await world.readModel.pool.query(`
        create function refuse() returns trigger language plpgsql as
          $$ begin raise exception 'cannot be stored' using errcode = '22003'; end $$;
        create trigger refuse before insert on figure
          for each row when (new.print->>'id' = 'e1400') execute function refuse()`);
      await seal(AT - HOUR, ...many, undone);
      await world.pushSealed('platform.embargoed', AT - HOUR, seals, sold);
      await ticks(AT, 't1');
      return [await everything(), await heldNow()];
    };
    const ahead = await lift();
    expect(await lift(oneAfterAnother)).toEqual(ahead);
    for (const told of [/ e109 duplicate/, / e1109 duplicate/, /customs.embargoed unstorable/, / w applied/])
      expect(ahead.flat()).toContainEqual(expect.stringMatching(told));
  }, 240_000);

  it('judges claims behind all its states, whatever topic they came by', async () => {
    const { series, period } = figure(SERIES, '2020-S1', {}).data as { series: object; period: string };
    const claimed = {
      ...{ series, period, direction: 'up', publishedAt: '2020-07-14', embargo: { until: UNTIL } },
      evidence: { document: 'https://example.org/c', quote: 'growing rapidly' },
    };
    const claim: SpecEvent = { type: 'silkgauge.claim.reported.v1', id: 'c1', key: SERIES, data: claimed };
    await seal(AT - HOUR, claim, held('rate', { measure: 'growth', value: '5', comparison: 'GY' }));
    const shop = 'SHOP.CN.SALES.OWN.X._T._T._T.CNY';
    const sold = figure(shop, '2020-S1', { value: '9', embargo: { until: UNTIL } }, 'p');
    await world.pushSealed('platform.embargoed', AT - HOUR, seals, sold);
    await ticks(AT, 't1');
    const [log] = await rows(`select string_agg(told, ' ' order by sequence) as told from (
      select sequence, 'state' as told from change union all select sequence, kind from register_version) l`);
    expect(log).toMatch(/^(?:state ){2,}claim order$/);
    expect(
      await rows(`select document::json ->> 'standing' as told from register_version where kind = 'claim'`),
    ).toEqual(['supported']);
  });

  it('judges all of its claims before the tick, however many they are', async () => {
    const { series, period } = figure(SERIES, '2020-S1', {}).data as { series: object; period: string };
    const claims = Array.from({ length: 510 }, (_, at): SpecEvent => ({
      ...{ type: 'silkgauge.claim.reported.v1', id: `c${String(at)}`, key: SERIES },
      data: {
        ...{ series, period, direction: 'up', publishedAt: '2020-07-14', embargo: { until: UNTIL } },
        evidence: { document: 'https://example.org/c', quote: `growing rapidly, ${String(at)}` },
      },
    }));
    await seal(AT - HOUR, ...claims, held('rate', { measure: 'growth', value: '5', comparison: 'GY' }));
    await ticks(AT, 't1');
    expect(
      await rows(
        `select kind || ' ' || count(*) || ' ' || (max(sequence) < (select max(sequence) from register_version where kind = 'order')) as told
         from register_version where kind = 'claim' group by kind`,
      ),
    ).toEqual(['claim 510 true']);
  });

  it('tells its series to whoever listens, by the append time of the tick', async () => {
    await world.stop();
    const heard: [seriesKey: string, appendedAt: number][] = [];
    world = await AppliedEvents.start({ seals, onHeard: (...one) => heard.push(one) });
    await seal(AT - HOUR, held('one'), held('one', { value: '7' }));
    expect(heard).toEqual([]);
    await ticks(AT + 5, 't1');
    expect(heard).toEqual([[SERIES, AT + 5]]);
  });

  it('takes nothing along that is not due, and a repeated tick lifts nothing', async () => {
    await seal(AT - HOUR, held('now'), held('later', {}, { until: '2020-07-15T10:00:00+08:00' }));
    await ticks(AT, 't1');
    await seal(AT - HOUR, held('behind'));
    await ticks(AT + HOUR, 't1');
    expect(await outcomes()).toEqual(['now applied']);
    expect(await heldNow()).toEqual(['1', '2']);
  });
});

/** A store that reads no events that are due while others are written. */
function oneAfterAnother(store: Store): Store {
  return {
    ...store,
    transaction: (work) =>
      store.transaction((unit) => {
        let writing = 0;
        return work({
          ...unit,
          dueHeld: (...asked) =>
            writing > 0 ? Promise.reject(new Error('one after another')) : unit.dueHeld(...asked),
          attempt: async (part) => {
            writing += 1;
            return unit.attempt(part).finally(() => {
              writing -= 1;
            });
          },
        });
      }),
  };
}
