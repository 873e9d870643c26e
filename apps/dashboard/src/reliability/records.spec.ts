import type { RevisionRecord } from '@silkgauge/contract';
import { wordsOf } from '../words/words-of.ts';
import { reliabilityRows } from './records.ts';

const record = (changed: Partial<RevisionRecord>): RevisionRecord => ({
  ...{ reporter: 'GACC', indicator: 'CBEC', measure: 'growth', comparison: 'GY', unit: 'points' },
  ...{ figures: 40, revised: 3, meanRevision: '1.5049', meanAbsoluteRevision: '2.1', upward: 2 },
  ...{ medianRevision: '-0.6', signFlips: 1, meanDays: '186.5', maxDays: 191 },
  ...changed,
});
const unrevised = record({
  ...{ reporter: 'ZAEZ', figures: 7, revised: 0, meanRevision: null, meanAbsoluteRevision: null },
  ...{ medianRevision: null, upward: 0, signFlips: 0, meanDays: null, maxDays: null },
});

describe('the record of a reporter', () => {
  it('says how much was revised, in points, and which way', () => {
    expect(reliabilityRows([record({})], wordsOf('en'))).toEqual([
      {
        id: 'GACC CBEC growth GY',
        reporter: 'GACC',
        filter: { reporter: ['GACC'], indicator: ['CBEC'] },
        figure: 'CBEC · year-on-year growth',
        revised: '3 of 40',
        median: '−0.6\u00a0points',
        mean: '+1.50\u00a0points',
        absolute: '2.1\u00a0points',
        upward: '2 of 3',
        flips: '1 of 3',
        days: '187 on average, 191 at most',
      },
    ]);
  });

  it('of levels is in percent, without turned signs', () => {
    const level = record({ measure: 'level', comparison: null, unit: 'percent' });
    expect(reliabilityRows([level], wordsOf('zh'))).toMatchObject([
      { figure: 'CBEC · 金额', mean: '+1.50%', flips: null, revised: '40个中的3个' },
    ]);
  });

  it('shows no revision as zero that is none', () => {
    const [row] = reliabilityRows([record({ meanRevision: '-0.0042', medianRevision: '0' })], wordsOf('en'));
    expect(row).toMatchObject({ mean: '−0.0042\u00a0points', median: '0\u00a0points' });
  });

  it('without revisions has no sizes, and comes last', () => {
    const rows = reliabilityRows([unrevised, record({})], wordsOf('en'));
    expect(rows.map(({ reporter }) => reporter)).toEqual(['GACC', 'ZAEZ']);
    expect(rows[1]).toMatchObject({ revised: '0 of 7', median: null, mean: null, upward: null, days: null });
  });
});
