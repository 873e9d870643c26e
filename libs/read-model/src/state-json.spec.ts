import { parseSeriesKey } from '@silkgauge/contract';
import { figuresJson, stateJson } from './state-json.ts';

const row = {
  key: 'ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY',
  period: '2020-S1',
  version: 3,
  sequence: '9007199254740993',
  known_at: new Date('2020-07-20T01:02:03.004Z'),
  document: '{"level":{"verdict":"unchecked"},"flags":[]}',
};

describe('stateJson', () => {
  it('joins identity, place in the log, and the stored document', () => {
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
    // The second run reads the series from the cache.
    for (let i = 0; i < 2; i += 1) expect(stateJson(row)).toBe(JSON.stringify(expected));
  });

  it('leaves out the series of an invalid key, and stays valid JSON', () => {
    const text = stateJson({ ...row, key: 'no "key"' });
    expect(JSON.parse(text)).toMatchObject({ key: 'no "key"/2020-S1', period: '2020-S1' });
    expect(text).not.toContain('"series"');
  });
});

describe('figuresJson', () => {
  const document =
    '{"level":{"formula":"a \\",\\"change\\":{"},"growth":{"GY":{"verdict":"unchecked"}},"flags":[],' +
    '"change":{"reason":"revised","previous":{"level":{"change":"5"}},"causes":[]}}';

  it('leaves out the change alone', () => {
    const state = stateJson({ ...row, document }, (said) => `${said},"notices":[]`);
    const { change, ...figures } = JSON.parse(state) as { change: unknown };
    expect(change).toEqual({ reason: 'revised', previous: { level: { change: '5' } }, causes: [] });
    expect(JSON.parse(figuresJson(state))).toEqual(figures);
  });

  it('is the whole state where it has no change', () => {
    expect(figuresJson(stateJson(row))).toBe(stateJson(row));
  });
});
