import { router } from './outgoing.ts';

const FIGURE = 'silkgauge.figure.reported.v1';
const series = (coverage: string, indicator = 'CBEC') => ({ series: { coverage, indicator } });

describe('router', () => {
  const route = (event: object, only?: 'customs-feed' | 'platform-sales' | 'policy-notice') =>
    router(only)({ source: '/s', id: '1', ...event }, '{}');

  it.each([
    ['silkgauge.sale.recorded.v1', {}, 'platform-sales'],
    ['silkgauge.notice.published.v1', {}, 'policy-notice'],
    ['silkgauge.notice.withdrawn.v1', {}, 'policy-notice'],
    ['silkgauge.statement.attributed.v1', {}, 'policy-notice'],
    ['silkgauge.statement.withdrawn.v1', {}, 'policy-notice'],
    ['silkgauge.reporter.described.v1', { kind: 'platform' }, 'platform-sales'],
    ['silkgauge.reporter.described.v1', { kind: 'customs' }, 'customs-feed'],
    [FIGURE, series('FULL'), 'customs-feed'],
    [FIGURE, series('OWN', 'STORES'), 'platform-sales'],
    [FIGURE, series('INDUSTRY', 'GMV'), 'platform-sales'],
    ['silkgauge.claim.reported.v1', series('OWN', 'SALES'), 'platform-sales'],
    ['silkgauge.claim.reported.v1', series('PLATFORM'), 'customs-feed'],
    [FIGURE, undefined, 'customs-feed'],
  ])('%s %j goes to %s', (type, data, feed) => {
    expect(route({ type, data })).toMatchObject({ feed, name: '/s 1', text: '{}' });
  });

  it('sends a withdrawal after the figures of the source it names', () => {
    const follow = router();
    const withdrawal = {
      source: '/s',
      id: '2',
      type: 'silkgauge.figure.withdrawn.v1',
      data: { ref: { source: '/s' } },
    };
    expect(follow(withdrawal, '')).toMatchObject({ feed: 'customs-feed' });
    follow({ source: '/s', id: '1', type: FIGURE, data: series('OWN') }, '');
    expect(follow(withdrawal, '')).toMatchObject({ feed: 'platform-sales' });
  });

  it('keeps figures and notices in one order, sales by identity, corrections with the corrected sale', () => {
    const sale = (id: string, corrects?: string) =>
      route({ id, type: 'silkgauge.sale.recorded.v1', data: corrects ? { corrects: { id: corrects } } : {} });
    expect(route({ type: FIGURE, data: series('FULL') })).toMatchObject({ order: -1 });
    expect(sale('7')).toEqual(sale('7'));
    expect(sale('7')).not.toMatchObject({ order: (sale('8') as { order: number }).order });
    expect((sale('9', '7') as { order: number }).order).toBe((sale('7') as { order: number }).order);
  });

  it('sends all events, unknown types too, to a given feed', () => {
    expect(route({ type: 'silkgauge.sale.recorded.v1' }, 'policy-notice')).toMatchObject({
      feed: 'policy-notice',
    });
    expect(route({ type: 'other' }, 'policy-notice')).toMatchObject({ feed: 'policy-notice' });
  });

  it('refuses an unroutable event with the nearest type', () => {
    expect(route({ type: 'silkgauge.figure.reportd.v1' })).toEqual({
      refused: `No feed takes the type "silkgauge.figure.reportd.v1". Is ${FIGURE} meant?`,
    });
    expect(route({})).toEqual({ refused: 'The event has no type.' });
  });
});
