import { parseSeriesKey, type GrowthState } from '@silkgauge/contract';
import type { Measurement } from '@silkgauge/growth';
import { readDraft } from '../read/read-draft.ts';
import { REGISTERED } from '../spec/seed-draft.ts';
import { judgeAgainst } from '../spec/judge-against.ts';
import type { KnownState } from './known-state.ts';

const side = (
  value: string | null,
  low: string,
  high: string,
  more: Partial<Measurement> = {},
): Measurement => ({
  ...{ value, low, high, unit: 'percent', status: '_U', formula: 'reported@1', ...more },
});
function state(
  key: string,
  period: string,
  said: Partial<Pick<GrowthState, 'level' | 'growth' | 'other'>>,
): KnownState {
  const series = parseSeriesKey(key);
  if (!series) throw new Error(`No series key: ${key}`);
  const rest = { level: { verdict: 'unchecked', gap: null }, growth: {}, other: {}, flags: [] } as const;
  return { key: `${key}/${period}`, series, period, version: 1, sequence: '1', ...rest, ...said };
}
const KEY = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
const growth = (reported: Measurement, period = '2020-S1') =>
  state(KEY, period, {
    growth: { GY: { comparedWith: null, reported, verdict: 'unchecked', gap: null } },
    level: {
      reported: side('300000000', '299500000', '300500000', { unit: 'CNY' }),
      ...{ verdict: 'unchecked', gap: null },
    },
  });
const RISE = growth(side('26.2', '26.15', '26.25'));
const FALL = growth(side('-26.2', '-26.25', '-26.15'));

const verdicts = (text: string, known: KnownState) =>
  judgeAgainst(readDraft(text, REGISTERED), [known], () => false)
    .filter(({ kind }) => kind === 'number')
    .map(({ verdict }) => verdict);
const OF = "In the first half of 2020 China's CBEC trade";
const said = (words: string, known = RISE) => verdicts(`${OF} ${words}.`, known).join();

describe('a number held against a figure', () => {
  it('holds against both signs where no word says which, and never conflicts for its sign', () => {
    expect(said('changed 26.2 percent', RISE)).toBe('agrees');
    expect(said('changed 26.2 percent', FALL)).toBe('agrees');
    expect(said('changed 30 percent', FALL)).toBe('conflicts');
    expect(said('rose 26.2 percent', FALL)).toBe('conflicts');
    expect(said('dipped 26.2 percent', FALL)).toBe('agrees');
    expect(said('saw growth that slowed and fell to 26.2 percent')).toBe('agrees');
  });

  it('is unknown where it is of what no register names, whatever its digits', () => {
    for (const digits of ['26.2', '50'])
      for (const text of [
        `In the first half of 2020 China's GDP rose ${digits} percent.`,
        `${OF} and exports to ASEAN rose ${digits} percent.`,
        `${OF} and exports of smartphones rose ${digits} percent.`,
        `2020年上半年中国服装跨境电商增长${digits}%。`,
      ])
        expect(verdicts(text, RISE)).toEqual(['unknown']);
  });

  it('conflicts with no level where it has no unit, and with no growth where it is a tax or a cost', () => {
    expect(said('reached 200 million consumers')).toBe('unknown');
    expect(said('was 200 million yuan')).toBe('conflicts');
    expect(said('had a tax rate of 13 percent')).toBe('unknown');
    expect(said('had a 13 percent tax')).toBe('unknown');
  });

  it('has a closed interval of its own where it is "nearly", 近, 多 or 余', () => {
    expect(said('rose nearly 27 percent')).toBe('within-rounding');
    expect(said('rose nearly 28 percent')).toBe('conflicts');
    expect(said('rose nearly 26.3 percent')).toBe('within-rounding');
    expect(said('rose nearly 30 percent')).toBe('within-rounding');
    expect(said('rose nearly 50 percent')).toBe('conflicts');
    expect(verdicts('2020年上半年中国跨境电商增长20多%。', RISE)).toEqual(['within-rounding']);
    expect(verdicts('2020年上半年中国跨境电商增长10多%。', RISE)).toEqual(['conflicts']);
    expect(verdicts('2020年上半年中国跨境电商增长近50%。', RISE)).toEqual(['conflicts']);
  });

  it('ends at zero where it is less than a change, and is right for no more and no less', () => {
    expect(said('rose less than 30 percent')).toBe('within-rounding');
    expect(said('rose less than 30 percent', FALL)).toBe('conflicts');
    expect(said('fell less than 30 percent', RISE)).toBe('conflicts');
    expect(said('rose no more than 30 percent')).toBe('within-rounding');
    expect(said('rose no more than 20 percent')).toBe('conflicts');
    expect(said('rose no less than 20 percent')).toBe('within-rounding');
    expect(said('fell more than 20 percent', FALL)).toBe('within-rounding');
    expect(said('fell more than 20 percent', RISE)).toBe('conflicts');
  });

  it('does not agree by its digits where the wording is another: the values decide', () => {
    const up = growth(
      side('450', '445', '455', {
        printed: { value: '4.5', multiplier: '1', unit: 'times', wording: 'up-by-times', qualifier: 'exact' },
      }),
    );
    expect(said('was 4.5 times that of the year before', up)).toBe('conflicts');
    expect(verdicts('2020年上半年中国跨境电商增长4.5倍。', up)).toEqual(['agrees']);
  });

  it('never conflicts with a state of unknown period by a period of an earlier sentence', () => {
    const text = (rate: string) =>
      `${OF} is told by the General Administration of Customs. China's CBEC trade rose ${rate} percent.`;
    const known = growth(side('26.2', '26.15', '26.25'), '_U');
    expect(verdicts(text('50'), known)).toEqual(['unknown']);
    expect(verdicts(text('50'), RISE)).toEqual(['conflicts']);
    expect(verdicts(text('26.2'), RISE)).toEqual(['agrees']);
  });
});
