import { readAddress, writeAddress, HOME } from '../address/address.ts';
import { measured, shownState } from '../views/chart-data/shown-state.fixture.ts';
import { chartOf } from './chart-of.ts';

const addressOf = (state: Parameters<typeof chartOf>[0]) => {
  const chart = chartOf(state);
  return chart && writeAddress({ ...HOME, asTable: true, why: state.key, ...chart });
};

describe('the chart of a state', () => {
  it('is its series over time, in periods of its length, with the drawer closed', () => {
    const address = addressOf(shownState({ flow: 'X', period: '2020-S1', growth: measured('28.7') }));
    expect(address).toBe(
      '/?reporter=GACC&area=CN&indicator=CBEC&coverage=FULL&flow=X&mode=_T&product=_T&counterpart=_T&currency=CNY&period=2020-S1&frequency=S',
    );
    const [path = '', query = ''] = (address ?? '').split('?');
    expect(readAddress(path, `?${query}`).unread).toEqual([]);
  });

  it('of a period that is not stated, or of a share, is a bar of its measure', () => {
    const unplaced = chartOf(shownState({ period: '_U', growth: measured('20') }));
    expect(unplaced).toMatchObject({ view: 'compare', by: 'reporter', period: '_U', measure: 'growth' });
    const added = chartOf(shownState({ contribution: measured('3', 'points') }));
    expect(added).toMatchObject({ view: 'compare', measure: 'contribution' });
  });

  it('is none for a state without a figure that charts draw', () => {
    expect(chartOf(shownState())).toBeNull();
  });
});
