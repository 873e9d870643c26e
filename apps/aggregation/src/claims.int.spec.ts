import type { ClaimState, InputTopic } from '@silkgauge/contract';
import { readChanges, registerJson, type ReadModel } from '@silkgauge/read-model';
import { eventually, figure, sale, type SpecEvent, withdrawal } from '@silkgauge/testing';
import { AppliedEvents } from './applied-events.fixture.ts';
import { ClaimsKeeper } from './left-claims.ts';
import type { Store } from './store/store.ts';

const EXPORTS = 'GACC.CN.CBEC.FULL.X._T._T._T.CNY';
const IMPORTS = 'GACC.CN.CBEC.FULL.M._T._T._T.CNY';
const SHOP = 'SHOP.GB.SALES.OWN.X._T._T.FR.GBP';

let world: AppliedEvents;
let readModel: ReadModel;
/** Connections to lose, each in a transaction of claims that a batch left. */
let toLose = 0;
const failures: unknown[] = [];

beforeEach(async () => {
  toLose = 0;
  failures.length = 0;
  world = await AppliedEvents.start({ onClaimsLeft: (error) => failures.push(error) }, losing);
  ({ readModel } = world);
});
afterEach(() => world.stop());

/** A store whose server ends sessions once they have locked the cursor alone. */
const losing = (store: Store): Store => ({
  ...store,
  transaction: (work) =>
    store.transaction((unit) =>
      work({
        ...unit,
        holdCursor: async () => {
          await unit.holdCursor();
          if (toLose === 0) return;
          toLose -= 1;
          await readModel.pool.query(
            `select pg_terminate_backend(pid) from pg_stat_activity
             where datname = current_database() and state = 'idle in transaction'`,
          );
        },
      }),
    ),
});

const due = async () => (await readModel.pool.query('select from claim where due')).rowCount;

async function push(topic: InputTopic, ...events: SpecEvent[]): Promise<void> {
  expect((await world.push(topic, ...events)).rejected).toBe(0);
}

function claim(id: string, key: string, members: Record<string, unknown> = {}): SpecEvent {
  const [reporter, area, indicator, coverage, flow, mode, product, counterpart, currency] = key.split('.');
  return {
    type: 'silkgauge.claim.reported.v1',
    id,
    key,
    data: {
      series: { reporter, area, indicator, coverage, flow, mode, product, counterpart, currency },
      period: '2020',
      direction: 'up',
      publishedAt: '2021-01-14',
      evidence: { document: 'https://example.org/c', quote: 'growing rapidly' },
      ...members,
    },
  };
}

const seriesOf = (key: string) => (claim('', key).data as { series: object }).series;
const growth = (key: string, value: string, id?: string) =>
  figure(key, '2020', { measure: 'growth', value, comparison: 'GY' }, id);

async function told(): Promise<string[]> {
  const log = await readChanges(readModel.pool, '0', 10_000);
  expect(log.map(({ sequence }) => sequence)).toEqual(log.map((_, i) => String(i + 1)));
  return log.flatMap((row) => {
    if (row.kind !== 'claim') return [];
    const { claim: name, version, standing, withdrawn } = JSON.parse(registerJson(row)) as ClaimState;
    return [`${name}@${String(version)} ${withdrawn ? 'withdrawn ' : ''}${standing}`];
  });
}

describe('a claim', () => {
  it('is published with its standing, and again when new, revised or withdrawn figures change it', async () => {
    await push('customs.figures', claim('c1', EXPORTS));
    await push('customs.figures', growth(EXPORTS, '12.3', 'g1'));
    await push('customs.figures', figure(EXPORTS, '2019', { value: '7' }), growth(IMPORTS, '5'));
    await push('customs.figures', withdrawal('g1'));
    await push('customs.figures', withdrawal('c1'));
    expect(await told()).toEqual([
      '/spec#c1@1 open',
      '/spec#c1@2 supported',
      '/spec#c1@3 open',
      '/spec#c1@4 withdrawn open',
    ]);
  });

  it('that arrives after the figure, or after its withdrawal, is judged at once', async () => {
    await push('customs.figures', growth(EXPORTS, '-3'), withdrawal('c2'));
    await push('customs.figures', claim('c1', EXPORTS), claim('c2', EXPORTS, { direction: 'down' }));
    expect(await told()).toEqual(['/spec#c1@1 contradicted', '/spec#c2@1 withdrawn supported']);
  });

  it('of double-digit growth is supported by that alone', async () => {
    const claimed = { magnitude: { atLeast: '10', below: '100' } };
    await push('customs.figures', claim('c1', EXPORTS, claimed), growth(EXPORTS, '3.0', 'g1'));
    await push('customs.figures', withdrawal('g1'));
    await push('customs.figures', growth(EXPORTS, '26.2'));
    expect(await told()).toEqual(['/spec#c1@1 contradicted', '/spec#c1@2 open', '/spec#c1@3 supported']);
  });

  it('is judged by its comparison series too', async () => {
    await push(
      'customs.figures',
      claim('c1', EXPORTS, { comparedTo: seriesOf(IMPORTS) }),
      growth(EXPORTS, '12.3'),
    );
    await push('customs.figures', growth(IMPORTS, '5'));
    expect(await told()).toEqual(['/spec#c1@1 open', '/spec#c1@2 supported']);
  });

  it('is judged in the transaction of the sales, even if their series was known before the claim', async () => {
    const sold = (orderedAt: string, amount: string) =>
      sale({ orderedAt: `${orderedAt}-05T00:00:00Z`, amount });
    await push('platform.sales', sold('2024-03', '10'), sold('2025-03', '5'));
    await push('customs.figures', claim('c1', SHOP, { period: '2025-03' }));
    await push('platform.sales', sold('2025-03', '20'));
    await push('platform.sales', sold('2025-03', '1'));
    await push('platform.sales', sold('2024-03', '100'));
    expect(await told()).toEqual([
      '/spec#c1@1 contradicted',
      '/spec#c1@2 supported',
      // The deciding growth has changed.
      '/spec#c1@3 supported',
      '/spec#c1@4 contradicted',
    ]);
  });

  it('is judged once among more claims on a state than a transaction may hold', async () => {
    const many = Array.from({ length: 700 }, (_, i) => claim(`c${String(i)}`, EXPORTS));
    await push('customs.figures', ...many);
    expect((await told()).filter((one) => one.endsWith('@1 open'))).toHaveLength(700);
    await push('customs.figures', growth(EXPORTS, '12.3'));
    expect((await told()).filter((one) => one.endsWith('@2 supported'))).toHaveLength(700);
    expect(await due()).toBe(0);
  });

  it.each([
    ['figure', EXPORTS, () => push('customs.figures', growth(EXPORTS, '12.3'))],
    [
      'sale',
      SHOP,
      () => push('platform.sales', sale({ orderedAt: '2021-01-05T00:00:00Z', amount: '20' }, 'now')),
    ],
  ])(
    'is judged where the connection is lost behind the commit of a %s, and nothing else comes',
    async (_, key, cause) => {
      const about = key === SHOP ? { period: '2021-01' } : {};
      await push('platform.sales', sale({ orderedAt: '2020-01-05T00:00:00Z', amount: '5' }, 'before'));
      const many = Array.from({ length: 800 }, (__, i) => claim(`c${String(i)}`, key, about));
      await push('customs.figures', ...many);
      toLose = 2;
      const keeper = new ClaimsKeeper(() => world.judgeLeftClaims());
      keeper.start();
      await cause();
      await eventually(async () => (await due()) === 0);
      await keeper.stop();
      expect(failures).toHaveLength(2);
      expect((await told()).filter((one) => one.endsWith('@2 supported'))).toHaveLength(800);
    },
  );

  it('is judged by another process where the one that left it ended, and nothing else comes', async () => {
    const many = Array.from({ length: 800 }, (_, i) => claim(`c${String(i)}`, EXPORTS));
    await push('customs.figures', ...many);
    toLose = 1;
    await push('customs.figures', growth(EXPORTS, '12.3', 'now'));
    expect(await due()).toBeGreaterThan(0);
    world.opensBy(null);
    await world.judgeLeftClaims();
    expect(await due()).toBe(0);
    const { rows } = await readModel.pool.query(
      `select distinct v.known_at = e.known_at as same from register_version v, event e where v.version = 2 and e.id = 'now'`,
    );
    expect(rows).toEqual([{ same: true }]);
  });
});
