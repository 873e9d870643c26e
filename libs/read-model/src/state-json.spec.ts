import { parseSeriesKey } from '@silkgauge/contract';
import { stateJson } from './state-json.ts';

const row = {
  key: 'ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY',
  period: '2020-S1',
  version: 3,
  sequence: '9007199254740993',
  known_at: new Date('2020-07-20T01:02:03.004Z'),
  document: '{"level":{"verdict":"unchecked"},"flags":[]}',
};

describe('stateJson', () => {
  it('is identity and place, then the stored document, as JSON has them', () => {
    const { key, period, version, sequence } = row;
    const expected = {
      key: `${key}/${period}`,
      series: parseSeriesKey(key),
      period,
      version,
      sequence,
      knownAt: '2020-07-20T01:02:03.004Z',
      ...(JSON.parse(row.document) as object),
    };
    // Twice: the second time the series is known.
    for (let i = 0; i < 2; i += 1) expect(stateJson(row)).toBe(JSON.stringify(expected));
  });

  it('says nothing of the series of a key that is none, and is JSON all the same', () => {
    const text = stateJson({ ...row, key: 'no "key"' });
    expect(JSON.parse(text)).toMatchObject({ key: 'no "key"/2020-S1', period: '2020-S1' });
    expect(text).not.toContain('"series"');
  });
});
