import type { ReleaseState } from '@silkgauge/contract';
import { readChanges, registerJson } from '@silkgauge/read-model';
import { figure, release, withdrawal } from '@silkgauge/testing';
import { AlertDesk } from '../alerts/alert-desk.ts';
import { DeskWorld } from '../desk.fixture.ts';
import { ReleaseDesk } from './release-desk.ts';

const AT = Date.UTC(2020, 6, 14, 2);
const PROMISED = 5_000;

let world: DeskWorld;
beforeEach(async () => {
  world = await DeskWorld.start();
});
afterEach(() => world.stop());

/** Series of indicators of their own, so that no state looks at another. */
const seriesOf = (at: number) => `GACC.CN.I${String(at).padStart(4, '0')}.FULL._T._T._T._T.CNY`;
const print = (at: number) =>
  figure(seriesOf(at), '2020-06', { value: String(at + 1), status: 'preliminary' }, `print-${String(at)}`);

/** Counts the rows that statements of prints return. */
function counting({ pool }: DeskWorld['readModel']) {
  const read = { prints: 0 };
  const query = async (statement: unknown, values?: unknown) => {
    const answer = (await pool.query(statement as string, values as unknown[])) as { rows: object[] };
    if (answer.rows.some((row) => 'withdrawn_at' in row)) read.prints += answer.rows.length;
    return answer;
  };
  return { db: Object.create(pool, { query: { value: query } }) as typeof pool, read };
}

async function versions(): Promise<string[]> {
  const rows = await readChanges(world.readModel.pool, '0', 100_000, Number.MAX_SAFE_INTEGER);
  return rows.flatMap((row) => {
    if (row.kind !== 'release') return [];
    const { release: name, version, state, met } = JSON.parse(registerJson(row)) as ReleaseState;
    return [`${name} ${String(version)} ${state} ${String(met.length)}`];
  });
}

it('the prints of a release of 5,000 promised states are read as often as an item is met or taken back', async () => {
  const item = (members: object) => ({ series: { coverage: ['FULL'] }, period: '2020-06', ...members });
  await world.pushAt(
    'newsroom.orders',
    AT - 60_000,
    { ...release('LARGE', { expects: [item({}), item({ series: { indicator: ['I4999'] } })] }), id: 'large' },
    { ...release('OTHER', { expects: [item({ series: { indicator: ['I2500'] } })] }), id: 'other' },
    // Its item is kept by no print.
    { ...release('NEVER', { expects: [item({ status: 'final' })] }), id: 'never' },
  );
  for (let at = 0; at < PROMISED; at += 500)
    await world.pushAt('customs.figures', AT + at, ...Array.from({ length: 500 }, (_, i) => print(at + i)));
  await world.pushAt('customs.figures', AT + PROMISED, withdrawal('print-0'));
  const { db, read } = counting(world.readModel);
  const releases = new ReleaseDesk({ db });
  const alerts = new AlertDesk({ db, smallBases: {} }, releases);
  await world.follow({ parts: () => [alerts, releases], within: 240_000 });
  expect(await versions()).toEqual([
    ...['LARGE 1 scheduled 0', 'OTHER 1 scheduled 0', 'NEVER 1 scheduled 0'],
    ...['LARGE 2 scheduled 1', 'OTHER 2 released 1', 'LARGE 3 released 2'],
  ]);
  // Three reads of all: when the last item is met, and by two releases when a print is taken back.
  expect(read.prints).toBeGreaterThan(PROMISED);
  expect(read.prints).toBeLessThan(10 * PROMISED);
});
