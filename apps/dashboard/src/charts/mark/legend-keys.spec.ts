import { barLegendOf, legendOf } from './legend-keys.ts';
import { mark } from './sample-mark.fixture.ts';

describe('a legend', () => {
  it('has only what occurs', () => {
    expect(legendOf([mark()])).toEqual([]);
    expect(
      legendOf([
        mark({ provisional: true, first: 2 }),
        mark({ points: [{ at: 450 }, { at: 350 }], partUntil: '31 May' }),
        mark({ points: [{ at: 1, low: 0, high: 2 }], breaks: true }),
        mark({ points: [{ at: null, low: 1, high: 2 }] }),
      ]),
    ).toEqual(['provisional', 'part', 'readings', 'range', 'interval', 'revision', 'coverage']);
  });

  it('tells what is provisional and of a part of a period from either', () => {
    const both = mark({ provisional: true, partUntil: '31 May' });
    expect(legendOf([both])).toEqual(['both']);
    expect(legendOf([both, mark({ provisional: true }), mark({ partUntil: '31 May' })])).toEqual([
      'provisional',
      'part',
      'both',
    ]);
  });

  it('tells of a broken axis', () => {
    expect(barLegendOf([mark({ points: [{ at: 24 }] }), mark({ points: [{ at: 700 }] })])).toEqual([
      'broken',
    ]);
  });
});
