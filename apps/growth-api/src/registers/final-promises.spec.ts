import { parseSeriesKey, type SeriesDimensions } from '@silkgauge/contract';
import type { RegisterChange } from '@silkgauge/read-model';
import { FinalPromises } from './final-promises.ts';

const dimensions = (key: string): SeriesDimensions => {
  const found = parseSeriesKey(key);
  if (!found) throw new Error(key);
  return found;
};
const CBEC = dimensions('GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY');
const GOODS = dimensions('GACC.CN.GOODS.GOODS._T._T._T._T.CNY');

const item = (
  status: string | null = 'final',
  series: object = { indicator: ['CBEC'] },
  period = '2020-S1',
) => ({
  series,
  period,
  status,
});

/** A version of a release, as the log has it. */
const version = (release: string, at: string, more: object = {}): RegisterChange =>
  ({
    kind: 'release',
    key: release,
    document: JSON.stringify({
      publisher: 'GACC',
      at,
      state: 'scheduled',
      missing: [item()],
      ...more,
    }),
  }) as RegisterChange;

const AUGUST = '2020-08-25T10:00:00+08:00';
const SEPTEMBER = '2020-09-25T10:00:00+08:00';

function promises(...rows: RegisterChange[]): FinalPromises {
  const board = new FinalPromises();
  for (const row of rows) board.take(row);
  return board;
}

describe('promises of final figures', () => {
  it('are of the series, period and reporter that an open release names, the soonest first', () => {
    const board = promises(version('LATE', SEPTEMBER), version('SOON', AUGUST));
    expect(board.of(CBEC, '2020-S1')).toEqual({ release: 'SOON', at: AUGUST });
    expect(board.of(GOODS, '2020-S1')).toBeUndefined();
    expect(board.of(CBEC, '2020')).toBeUndefined();
    expect(board.of({ ...CBEC, reporter: 'ZAEZ' }, '2020-S1')).toBeUndefined();
  });

  it.each([
    ['a figure of any status', { missing: [item(null)] }],
    ['a preliminary figure', { missing: [item('preliminary')] }],
    ['what is there already', { missing: [], met: [item()] }],
    ['what a cancelled release named', { state: 'cancelled' }],
    ['what was released', { state: 'released' }],
  ])('are none of %s', (_, more) => {
    expect(promises(version('R', AUGUST, more)).of(CBEC, '2020-S1')).toBeUndefined();
  });

  it('move with their release, go with it, and are told while it is late', () => {
    const board = promises(version('R', AUGUST), version('R', SEPTEMBER, { state: 'late' }));
    expect(board.of(CBEC, '2020-S1')).toEqual({ release: 'R', at: SEPTEMBER });
    board.take(version('R', SEPTEMBER, { state: 'released', missing: [] }));
    expect(board.of(CBEC, '2020-S1')).toBeUndefined();
    board.take(version('R', AUGUST));
    board.forget();
    expect(board.of(CBEC, '2020-S1')).toBeUndefined();
  });

  it('of 10,000 releases of one period are kept in order, and looked at up to a bound', () => {
    const board = new FinalPromises();
    const day = (at: number) => new Date(Date.UTC(2030, 0, 1) - at * 86_400_000).toISOString();
    for (let at = 0; at < 10_000; at += 1) board.take(version(`R-${String(at)}`, day(at)));
    expect(board.of(CBEC, '2020-S1')).toEqual({ release: 'R-9999', at: day(9_999) });
    for (let at = 9_999; at > 0; at -= 1) board.take(version(`R-${String(at)}`, day(at), { missing: [] }));
    expect(board.of(CBEC, '2020-S1')).toEqual({ release: 'R-0', at: day(0) });
  });
});
