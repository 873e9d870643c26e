import {
  bulletinDrop,
  bulletinPlan,
  eventually,
  figure,
  statementWithdrawal,
  withdrawal,
  type SpecEvent,
} from '@silkgauge/testing';
import {
  appendRegistered,
  deskPosition,
  inTransaction,
  lastSequence,
  liftRegistered,
  moveDesk,
  type NewVersion,
} from '@silkgauge/read-model';
import { DeskWorld, saidBy, type DeskSpecOptions } from './desk.fixture.ts';
import { FollowedOrders } from './followed-orders.ts';

const SERIES = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
const KEY = `${SERIES}/2020-S1`;
const OTHER = 'GACC.CN.CBEC.PLATFORM.X._T._T._T.CNY';

let world: DeskWorld;
beforeEach(async () => {
  world = await DeskWorld.start();
});
afterEach(() => world.stop());

const plan = (id: string, of = KEY): SpecEvent => ({ ...bulletinPlan('B-1', of), id });
const level = (id: string, value: string, members: object = {}): SpecEvent => ({
  ...figure(SERIES, '2020-S1', { value, multiplier: '1000000000', ...members }),
  id,
});
const corrected = level('f2', '4.80', { corrects: { source: '/spec', id: 'f1' } });

/** The life of one bulletin, an event a batch. */
const LIFE: readonly (readonly ['newsroom.orders' | 'customs.figures', SpecEvent])[] = [
  ['newsroom.orders', plan('p1')],
  ['customs.figures', level('f1', '4.72')],
  ['customs.figures', { ...figure(OTHER, '2020-S1', { value: '1' }), id: 'elsewhere' }],
  ['customs.figures', corrected],
  ['customs.figures', { ...withdrawal('f2'), id: 'w2' }],
  ['customs.figures', { ...withdrawal('f1'), id: 'w1' }],
  ['newsroom.orders', { ...bulletinDrop('B-1'), id: 'd1' }],
];

async function live(follows: () => Promise<void> = () => Promise.resolve()): Promise<void> {
  for (const [topic, event] of LIFE) {
    await world.push(topic, event);
    await follows();
  }
}

/** Versions without sequences, which depend on when the desk came along. */
async function told(): Promise<unknown[]> {
  return (await world.versions()).map(({ sequence: _, told: _told, ...version }) => version);
}

it('a bulletin has a version for each change of what is told: first, update, correction, withdrawal', async () => {
  await live();
  await world.follow();
  const versions = await world.versions();
  expect(versions.map(({ version, kind }) => [version, kind])).toEqual([
    [1, 'first'],
    [2, 'update'],
    [3, 'correction'],
    [4, 'correction'],
    [5, 'withdrawal'],
    [6, 'withdrawal'],
  ]);
  expect(versions.map(saidBy)).toEqual([
    'no-state',
    expect.stringContaining('4.72 billion yuan'),
    expect.stringContaining('4.80 billion yuan'),
    expect.stringContaining('4.72 billion yuan'),
    'withdrawn',
    // The plan is dropped: not even a refusal is left.
    undefined,
  ]);
  expect(versions[2]?.corrections).toMatchObject([
    {
      ...{ version: 3, id: 'one', refused: null },
      said: { en: saidBy(versions[1]!), since: versions[1]?.knownAt },
      numerals: [{ key: KEY, member: 'level.reported', was: '4720000000', is: '4800000000' }],
      because: { reason: 'reported', causes: [{ source: '/spec', id: 'f2' }] },
    },
  ]);
  expect(versions.at(-1)?.corrections.map(({ version, because }) => [version, because.causes])).toEqual([
    [5, [{ source: '/spec', id: 'w1' }]],
    [4, [{ source: '/spec', id: 'w2' }]],
    [3, [{ source: '/spec', id: 'f2' }]],
  ]);
});

it('a print published before the first one, but come later, is told as the first from the next change of its state', async () => {
  const sentence = { id: 'revised', say: 'revision', of: KEY, member: 'level' };
  const data = { ...(plan('p').data as object), paragraphs: [[sentence]] };
  await world.push('newsroom.orders', { ...plan('p'), data });
  const published = (id: string, value: string, publishedAt: string) =>
    world.push('customs.figures', level(id, value, { publishedAt }));
  await published('f1', '4.72', '2020-07-14');
  await published('f2', '4.80', '2020-08-01');
  await published('f0', '4.60', '2020-07-01');
  await world.follow();
  expect((await world.versions()).map(saidBy).slice(2)).toEqual([expect.stringMatching(/4\.72.*4\.80/)]);
  await published('f3', '4.90', '2020-09-01');
  await world.follow();
  expect((await world.versions()).map(saidBy).slice(3)).toEqual([expect.stringMatching(/4\.60.*4\.90/)]);
});

it('a correction says since when its sentence was said, however many versions lie between', async () => {
  await world.push('newsroom.orders', plan('p1'));
  await world.push('customs.figures', level('f1', '4.72'));
  await world.follow();
  const said = (await world.versions())[1]!;
  const { bulletin: key, version: _, sequence: _sequence, knownAt, ...document } = said;
  const again = (at: number): NewVersion => ({
    ...{ kind: 'bulletin', key, version: 3 + at, document: JSON.stringify(document) },
    knownAt: new Date(Date.parse(knownAt) + 1 + at),
  });
  await appendRegistered(
    world.readModel.pool,
    Array.from({ length: 600 }, (__, at) => again(at)),
  );
  await world.push('customs.figures', corrected);
  await world.follow();
  const last = (await world.versions()).at(-1);
  expect(last?.corrections.map(({ version, said: { since } }) => [version, since])).toEqual([[603, knownAt]]);
});

it('each tells the states that pass its filters, and no more of one that leaves them', async () => {
  const query = { within: ['CN-41'], domain: 'customs', verdict: ['conflicts'] };
  const each = { id: 'each', say: 'each', query, period: '2020-S1', tell: ['level'] };
  const data = { ...(plan('p').data as object), paragraphs: [[each]] };
  await world.push('newsroom.orders', { ...plan('p'), data });
  const zone = 'ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY';
  const growth = { measure: 'growth', value: '50', unit: 'percent', comparison: 'GY', wording: 'percent' };
  for (const [key, id] of [
    [SERIES, 'china'],
    [zone, 'zone'],
  ] as const)
    await world.push(
      'customs.figures',
      figure(key, '2019-S1', { value: '100' }),
      figure(key, '2020-S1', { value: '110' }),
      { ...figure(key, '2020-S1', growth), id },
    );
  await world.push('customs.figures', { ...withdrawal('zone'), id: 'w' });
  await world.follow();
  const versions = await world.versions();
  const told = versions.map(({ en }) =>
    en.paragraphs.flatMap(({ sentences }) => sentences.map(({ id }) => id)),
  );
  expect(told).toEqual([[], [`each/${zone}/2020-S1`], []]);
});

it('the same log gives the same versions, wherever its pages end and whenever the desk comes along', async () => {
  await live(() => world.follow());
  const atOnce = await told();
  for (const pageSize of [1, 2, 1_000]) {
    const other = world;
    world = await DeskWorld.start();
    await other.stop();
    await live();
    await world.follow({ pageSize });
    expect(await told()).toEqual(atOnce);
  }
});

it('a telling takes nothing that came after its step, though it is in the log', async () => {
  await world.push('newsroom.orders', plan('p1'));
  await world.push('customs.figures', level('f1', '4.72'), corrected);
  await world.follow();
  expect((await world.versions()).map(saidBy)).toEqual([
    'no-state',
    expect.stringContaining('4.72 billion'),
    expect.stringContaining('4.80 billion'),
  ]);
});

it('all that an event changes is one step: no version tells half of it', async () => {
  const growth = figure(SERIES, '2020-S1', {
    measure: 'growth',
    value: '10',
    unit: 'percent',
    comparison: 'GY',
  });
  const both: SpecEvent = {
    ...plan('p1'),
    data: {
      ...(plan('p1').data as object),
      paragraphs: [[KEY, `${SERIES}/2019-S1`].map((of, at) => ({ id: `s${String(at)}`, say: 'figure', of }))],
    },
  };
  await world.push('newsroom.orders', both);
  await world.push('customs.figures', level('f1', '4.72'));
  await world.push('customs.figures', { ...growth, id: 'g1' });
  await world.follow({ pageSize: 1 });
  const versions = await world.versions();
  expect(
    versions.map(({ en, refused }) => [en.paragraphs[0]?.sentences.length ?? 0, refused.length]),
  ).toEqual([
    [0, 2],
    [1, 1],
    [2, 0],
  ]);
});

it('a plan that waits for a release is not told, and one that takes its place is', async () => {
  const data = { ...(plan('p1').data as object), publish: { release: 'GACC-2020-H1' } };
  await world.push('newsroom.orders', { ...plan('p1'), data });
  await world.push('customs.figures', level('f1', '4.72'));
  await world.follow();
  expect(await world.versions()).toEqual([]);
  await world.push('newsroom.orders', plan('p2'));
  await world.follow();
  expect(await world.versions()).toMatchObject([
    { version: 1, kind: 'first', plan: { version: 2, source: '/spec', id: 'p2' } },
  ]);
});

it('statements, notices and claims touch the plans that tell them, and no others', async () => {
  const opinion = { id: 'one', say: 'opinion', event: { source: '/spec', id: 's1' } };
  const policy = { id: 'two', say: 'policy', notice: 'N-1' };
  const claim = { id: 'three', say: 'claim', event: { source: '/spec', id: 'c1' } };
  const data = { ...(plan('p1').data as object), paragraphs: [[opinion, policy, claim]] };
  await world.push('newsroom.orders', { ...plan('p1'), data });
  const evidence = { document: 'https://example.org/a', quote: 'Rising.' };
  await world.push('policy.notices', {
    ...{ type: 'silkgauge.statement.attributed.v1', id: 's1', key: 'N-1' },
    data: { speaker: 'Bai Ming', affiliation: 'CAITEC', about: { notice: 'N-1' }, quote: 'Good.', evidence },
  });
  await world.push('policy.notices', {
    ...{ type: 'silkgauge.notice.published.v1', id: 'n1', key: 'N-1' },
    data: {
      ...{ notice: 'N-1', issuer: 'GACC', title: 'On exports', announcedOn: '2020-06-12' },
      ...{ effectiveFrom: '2020-07-01', scope: {}, evidence },
    },
  });
  const series = Object.fromEntries(
    ['reporter', 'area', 'indicator', 'coverage', 'flow', 'mode', 'product', 'counterpart', 'currency'].map(
      (name, at) => [name, SERIES.split('.')[at]],
    ),
  );
  await world.push('customs.figures', {
    ...{ type: 'silkgauge.claim.reported.v1', id: 'c1', key: SERIES },
    data: { series, period: '2020-S1', direction: 'up', publishedAt: '2020-07-15', evidence },
  });
  await world.follow();
  const versions = await world.versions();
  expect(versions.map(({ en }) => en.paragraphs[0]?.sentences.map(({ id }) => id) ?? [])).toEqual([
    [],
    ['one'],
    ['one', 'two'],
    ['one', 'two', 'three'],
  ]);
  // The standing of the claim follows from a state that the plan does not name.
  await world.push('customs.figures', {
    ...figure(SERIES, '2020-S1', { measure: 'growth', value: '10', unit: 'percent', comparison: 'GY' }),
    id: 'g1',
  });
  await world.follow();
  expect((await world.versions()).length).toBe(5);
});

/** Fails once, before or after the call. */
function once(fails: 'before' | 'after') {
  let isDone = false;
  return <Asked extends unknown[], Answer>(call: (...asked: Asked) => Promise<Answer>) =>
    async (...asked: Asked): Promise<Answer> => {
      const isNow = !isDone;
      isDone = true;
      if (isNow && fails === 'before') throw new Error('killed');
      const answer = await call(...asked);
      if (isNow) throw new Error('killed');
      return answer;
    };
}

const KILLS: readonly (readonly [string, () => DeskSpecOptions])[] = [
  [
    'before it reads',
    () => ({ store: (store) => ({ ...store, readEntries: once('before')(store.readEntries) }) }),
  ],
  [
    'after it decided',
    () => ({
      parts: (part) => {
        const decide = once('after')((...step: Parameters<typeof part.decide>) => part.decide(...step));
        return [
          {
            orders: part.orders,
            get isIdle() {
              return part.isIdle;
            },
            open: (...at) => part.open(...at),
            isTouchedBy: (entry) => part.isTouchedBy(entry),
            decide,
          },
        ];
      },
    }),
  ],
  ['before it writes', () => ({ store: (store) => ({ ...store, write: once('before')(store.write) }) })],
  ['after the commit', () => ({ store: (store) => ({ ...store, write: once('after')(store.write) }) })],
];

it.each(KILLS)('a desk that is killed %s repeats no version and leaves none out', async (_, options) => {
  await live();
  await world.follow(options());
  expect((await world.versions()).map(({ version, kind }) => [version, kind])).toEqual([
    [1, 'first'],
    [2, 'update'],
    [3, 'correction'],
    [4, 'correction'],
    [5, 'withdrawal'],
    [6, 'withdrawal'],
  ]);
});

it('a step that cannot be taken halts the desk alone, and is told; what follows comes once it can be', async () => {
  await live();
  let isBroken = true;
  const desk = world.desk({
    parts: (part) => [
      part,
      {
        ...{
          isIdle: false,
          orders: new FollowedOrders('bulletin'),
          open: () => Promise.resolve(),
          isTouchedBy: () => false,
        },
        decide: () =>
          isBroken
            ? Promise.reject(new Error('no words for this'))
            : Promise.resolve({ versions: [], settle: () => undefined }),
      },
    ],
  });
  desk.start();
  try {
    await eventually(() => desk.health.halted !== null);
    expect(desk.health.halted).toEqual({ at: '1', reason: 'Error: no words for this' });
    expect(await world.versions()).toEqual([]);
    isBroken = false;
    await eventually(async () => desk.health.position === (await lastSequence(world.readModel.pool)));
    expect(desk.health.halted).toBeNull();
  } finally {
    await desk.stop();
  }
  expect(await world.versions()).toHaveLength(6);
});

it('a step that an operator went past is not tried again', async () => {
  await live();
  const desk = world.desk({
    parts: (part) => [
      part,
      {
        ...{
          isIdle: false,
          orders: new FollowedOrders('bulletin'),
          open: () => Promise.resolve(),
          isTouchedBy: () => false,
        },
        decide: ({ until }) =>
          until === '1'
            ? Promise.reject(new Error('no words for this'))
            : Promise.resolve({ versions: [], settle: () => undefined }),
      },
    ],
  });
  desk.start();
  try {
    await eventually(() => desk.health.halted?.at === '1');
    await inTransaction(world.readModel.pool, (tx) => moveDesk(tx, { from: '0', to: '1' }));
    await eventually(async () => desk.health.position === (await lastSequence(world.readModel.pool)));
    expect(desk.health.halted).toBeNull();
  } finally {
    await desk.stop();
  }
});

it('a plan that cannot be told, once gone past, keeps no other from its version, and is told again with a change', async () => {
  await world.push('newsroom.orders', plan('p1'));
  await world.push('customs.figures', level('f1', '4.72'));
  const { pool } = world.readModel;
  const replace = (was: string, is: string) =>
    pool.query('update change set document = replace(document::text, $1, $2)::json', [was, is]);
  // No telling can say a state without its level.
  const [whole, broken] = ['"level":{', '"level":null,"was":{'] as const;
  await replace(whole, broken);
  const desk = world.desk();
  desk.start();
  try {
    await eventually(() => desk.health.halted?.at === '2');
    expect(desk.health.unfollowed.count).toBe(0);
    await inTransaction(pool, async (tx) => moveDesk(tx, { from: await deskPosition(tx), to: '2' }));
    await eventually(() => desk.health.unfollowed.count === 1);
    expect(desk.health.unfollowed.first).toMatchObject([{ order: 'bulletin/B-1' }]);
    await world.push('newsroom.orders', { ...bulletinPlan('B-2', `${OTHER}/2020-S1`), id: 'good' });
    const names = async () => (await world.versions()).map(({ bulletin }) => bulletin);
    await eventually(async () => (await names()).includes('B-2'));
    expect(desk.health.halted).toBeNull();
    await replace(broken, whole);
    await world.push('customs.figures', corrected);
    await eventually(async () => (await names()).at(-1) === 'B-1');
    expect(desk.health.unfollowed).toEqual({ count: 0, first: [] });
  } finally {
    await desk.stop();
  }
  expect((await world.versions()).map(saidBy)).toEqual([
    'no-state',
    'no-state',
    expect.stringContaining('4.80 billion yuan'),
  ]);
});

it('an error of the database is no fault of a plan: the desk opens once the database answers', async () => {
  await live();
  await world.follow();
  let failures = 0;
  const desk = world.desk({
    parts: (part) => [
      part,
      {
        ...{ isIdle: false, orders: new FollowedOrders('bulletin'), isTouchedBy: () => false },
        open: () => (failures++ === 0 ? Promise.reject(new Error('no answer')) : Promise.resolve()),
        decide: () => Promise.resolve({ versions: [], settle: () => undefined }),
      },
    ],
  });
  desk.start();
  try {
    await eventually(() => desk.health.halted?.reason === 'Error: no answer');
    await eventually(() => desk.health.leading);
    expect(desk.health.halted).toBeNull();
  } finally {
    await desk.stop();
  }
});

it('a term that ends leaves no step that cannot be taken behind', async () => {
  await world.push('newsroom.orders', plan('p1'));
  const desk = world.desk({
    parts: () => [
      {
        ...{
          isIdle: false,
          orders: new FollowedOrders('bulletin'),
          open: () => Promise.resolve(),
          isTouchedBy: () => true,
        },
        decide: () => Promise.reject(new Error('no words for this')),
      },
    ],
  });
  desk.start();
  await eventually(() => desk.health.halted !== null);
  await desk.stop();
  expect(desk.health).toMatchObject({ leading: false, halted: null });
});

it('a version that was published before a restore of the database is not given twice', async () => {
  await world.push('newsroom.orders', plan('p1'));
  await world.push('customs.figures', level('f1', '4.72'));
  await world.follow();
  const floors = ['B-1', 'B-2'].map((key) => ({ kind: 'bulletin', key, version: 7 }) as const);
  await liftRegistered(world.readModel.pool, floors);
  await world.push('customs.figures', corrected);
  await world.push('newsroom.orders', { ...bulletinPlan('B-2', KEY), id: 'p2' });
  await world.follow();
  const versions = await world.versions();
  expect(versions.map(({ bulletin, version, kind }) => [bulletin, version, kind])).toEqual([
    ['B-1', 1, 'first'],
    ['B-1', 2, 'update'],
    ['B-1', 8, 'correction'],
    ['B-2', 8, 'first'],
  ]);
  expect(versions[2]?.corrections).toMatchObject([{ version: 8, said: { since: versions[1]?.knownAt } }]);
});

it('what takes a statement back is its withdrawal, and none of its name on another topic', async () => {
  const data = {
    ...(plan('p1').data as object),
    paragraphs: [[{ id: 'one', say: 'opinion', event: { source: '/spec', id: 's1' } }]],
  };
  await world.push('newsroom.orders', { ...plan('p1'), data });
  await world.push('customs.figures', { ...withdrawal('s1'), id: 'elsewhere' });
  const evidence = { document: 'https://example.org/a', quote: 'Rising.' };
  await world.push('policy.notices', {
    ...{ type: 'silkgauge.statement.attributed.v1', id: 's1', key: 'N-1' },
    data: { speaker: 'Bai Ming', affiliation: 'CAITEC', about: { notice: 'N-1' }, quote: 'Good.', evidence },
  });
  await world.push('policy.notices', { ...statementWithdrawal('s1'), id: 'w1' });
  await world.follow();
  const versions = await world.versions();
  expect(versions.map(({ kind }) => kind)).toEqual(['first', 'update', 'withdrawal']);
  expect(versions[2]?.corrections).toMatchObject([
    { because: { reason: 'withdrawn', causes: [{ source: '/spec', id: 'w1' }] } },
  ]);
});
