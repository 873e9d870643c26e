import { barLegendOf, legendOf, lineLegendOf } from './legend-keys.ts';
import { line, mark } from './sample-mark.fixture.ts';

describe('a legend', () => {
  it('has the keys that occur', () => {
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

  it('distinguishes a provisional part of a period from either alone', () => {
    const both = mark({ provisional: true, partUntil: '31 May' });
    expect(legendOf([both])).toEqual(['both']);
    expect(legendOf([both, mark({ provisional: true }), mark({ partUntil: '31 May' })])).toEqual([
      'provisional',
      'part',
      'both',
    ]);
  });

  it('tells what dashed and thin lines lead to, of the lines that are drawn', () => {
    const provisional = mark({ period: '2021', provisional: true });
    const joined = line('China', 0, { 2019: 1, 2020: 2 });
    expect(lineLegendOf([joined])).toEqual([]);
    // Drawn only where they are seen.
    expect(lineLegendOf([{ ...joined, marks: [mark({ first: 2, points: [{ at: 1, low: 0 }] })] }])).toEqual(
      [],
    );
    expect(lineLegendOf([{ ...joined, marks: [...joined.marks, provisional] }])).toEqual([
      'provisional',
      'dashed',
    ]);
    expect(lineLegendOf([line('China', 0, { 2019: 1, 2021: 2 })])).toEqual(['thin']);
    expect(lineLegendOf([{ ...joined, marks: [provisional] }])).toEqual(['provisional']);
    const part = mark({ period: '2021', provisional: true, partUntil: '31 May' });
    expect(lineLegendOf([{ ...joined, marks: [...joined.marks, part] }])).toEqual(['both']);
  });

  it('has a key for a broken axis', () => {
    expect(barLegendOf([mark({ points: [{ at: 24 }] }), mark({ points: [{ at: 700 }] })])).toEqual([
      'broken',
    ]);
  });
});
