import type { GrowthState } from '@silkgauge/contract';
import type { ComparedSides, Measurement } from '@silkgauge/growth';
import { parseSeriesKey } from '@silkgauge/contract';
import { SEED_DRAFT, SEED_VERDICTS, SEED_VERDICTS_BESIDE_CBEC } from '@silkgauge/testing';
import { readDraft } from '../read/read-draft.ts';
import { CHINESE_DRAFT, REGISTERED } from '../spec/seed-draft.ts';
import { bundledEvents, knownOf } from '../spec/bundled-known.fixture.ts';
import { judgeAgainst } from '../spec/judge-against.ts';
import type { KnownState } from './known-state.ts';

const figure = (value: string, half: string, unit: string): Measurement => ({
  ...{ value, unit, status: '_U', formula: 'reported@1' },
  low: String(Number(value) - Number(half)),
  high: String(Number(value) + Number(half)),
  from: { source: '/seed', id: 'one', document: 'https://example.org/article', publishedAt: '2020-07-16' },
});
const compared = (reported: Measurement): ComparedSides => ({
  comparedWith: null,
  reported,
  verdict: 'unchecked',
  gap: null,
});

function state(name: string, said: Partial<Pick<GrowthState, 'level' | 'growth' | 'other'>>): KnownState {
  const [key = '', period = ''] = name.split(/\/(.*)/);
  const series = parseSeriesKey(key);
  if (!series) throw new Error(`No series key: ${key}`);
  const rest = { level: { verdict: 'unchecked', gap: null }, growth: {}, other: {}, flags: [] } as const;
  return { key: name, series, period, version: 2, sequence: '7', ...rest, ...said };
}

const GACC = (flow: string, growth: string) =>
  state(`GACC.CN.CBEC.PLATFORM.${flow}._T._T._T.CNY/2020-S1`, {
    growth: { GY: compared(figure(growth, '0.05', 'percent')) },
  });
const READINGS: Measurement = {
  ...{ value: null, unit: 'percent', low: '345', high: '455', status: '_U', formula: 'reported@1' },
  printed: { value: '4.5', multiplier: '1', unit: 'times', wording: 'ambiguous-times', qualifier: 'exact' },
  readings: [
    { reading: 'up-by-times', value: '450', low: '445', high: '455' },
    { reading: 'to-times', value: '350', low: '345', high: '355' },
  ],
};
/** What the seed article says, as states. */
const SEED: readonly KnownState[] = [
  GACC('_T', '26.2'),
  GACC('X', '28.7'),
  GACC('M', '24.4'),
  state('ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY/2020-S1', {
    level: { reported: figure('4720000000', '5000000', 'CNY'), verdict: 'unchecked', gap: null },
    growth: { GY: compared(figure('119.43', '0.005', 'percent')) },
  }),
  state('NBAEDZ.CN-Z-NBAEDZ.CBEC.LOCAL._T._T._T._T.CNY/2020-01-01/P5M', {
    level: { reported: figure('135000000', '500000', 'CNY'), verdict: 'unchecked', gap: null },
    growth: { GY: compared(READINGS) },
  }),
  state('ALIEXPRESS._T.STORES.OWN._Z._T._T._T._Z/2020-03', {
    growth: { G1: compared(figure('132', '0.5', 'percent')) },
  }),
  state('ALIEXPRESS.CN.SALES.OWN.X._T.HS8418.ES._Z/_U', {
    growth: { _U: compared(figure('700', '0.5', 'percent')) },
  }),
];

const ZONES = new Map([
  ['CN-Z-ZAEZ', 'CN-HA'],
  ['CN-Z-NBAEDZ', 'CN-ZJ'],
]);
const contains = (place: string, area: string): boolean =>
  area.startsWith(`${place}-`) ||
  ZONES.get(area) === place ||
  (place === 'CN-41' && area === 'CN-Z-ZAEZ') ||
  (place === 'CN-33' && area === 'CN-Z-NBAEDZ');

const judge = (text: string, states = SEED) => judgeAgainst(readDraft(text, REGISTERED), states, contains);
const verdicts = (text: string, states = SEED) =>
  judge(text, states).map(({ text: words, verdict }) => [words, verdict]);
/** Of the only number: verdict, marks, and the key that it was held against. */
const one = (text: string, states = SEED) => {
  const found = judge(text, states).filter(({ kind }) => kind === 'number');
  expect(found).toHaveLength(1);
  const [{ verdict, marks, known }] = found as [(typeof found)[0]];
  return { verdict, marks, keys: known.map(({ key }) => key) };
};

describe('judging a draft', () => {
  it('holds every figure of the seed article: it is its own only source, but for what others tell as well', async () => {
    const alone = knownOf(await bundledEvents(['seed']));
    expect(verdicts(SEED_DRAFT, alone)).toEqual(SEED_VERDICTS);
    const beside = knownOf(await bundledEvents(['seed', 'cbec']));
    expect(verdicts(SEED_DRAFT, beside)).toEqual(SEED_VERDICTS_BESIDE_CBEC);
    const total = judge(SEED_DRAFT, beside).find(({ text }) => text === '26.2 percent');
    expect(total?.sentence?.en).toContain('Another print says 28.7 percent');
    expect(total?.sentence?.zh).toContain('另有数据为28.7%');
    expect(total?.prints.map(({ role, standing }) => [role, standing])).toEqual([
      ['met', 'chosen'],
      ['other', 'excluded'],
    ]);
  });

  it('takes the document of the text for no witness, whatever its words', async () => {
    const states = knownOf(await bundledEvents(['seed']));
    const text = 'In H1 2020, cross-border e-commerce of China went up by 26.2 percent.';
    const at = (document: string | null) =>
      judgeAgainst(readDraft(text, REGISTERED), states, contains, document).map(({ verdict }) => verdict);
    expect(at(null)).toEqual(['agrees']);
    expect(at('https://example.org/another')).toEqual(['agrees']);
    expect(at('https://en.imsilkroad.com/p/314906.html')).toEqual(['own-text-only']);
  });

  it('gives the figure, its print and the address of its reasons, and every reading of an ambiguous one', () => {
    const found = judge(SEED_DRAFT);
    const level = found.find(({ text }) => text === '4.72 billion yuan');
    expect(SEED_DRAFT.slice(level?.start, level?.end)).toBe('4.72 billion yuan');
    expect(level?.known).toEqual([
      {
        key: 'ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY/2020-S1',
        ...{ member: 'level.reported', version: 2, sequence: '7', unit: 'CNY', readings: [], unnamed: [] },
        ...{ value: '4720000000', low: '4715000000', high: '4725000000' },
        from: {
          source: '/seed',
          id: 'one',
          document: 'https://example.org/article',
          publishedAt: '2020-07-16',
          quote: null,
        },
        explain: '/v1/growth/ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY/2020-S1/explain',
      },
    ]);
    const times = found.find(({ text }) => text === '4.5 times');
    expect(times?.number?.readings.map(({ reading, value }) => [reading, value])).toEqual([
      ['up-by-times', '450'],
      ['to-times', '350'],
    ]);
    expect(times?.known[0]).toMatchObject({
      readings: ['450', '350'],
      explain: expect.stringContaining('/2020-01-01%2FP5M/explain') as string,
    });
  });

  it('judges the same in Chinese, where 增长4.5倍 has one meaning and meets one of the readings', () => {
    const found = judge(CHINESE_DRAFT).filter(({ kind }) => kind === 'number');
    expect(found.map(({ verdict }) => verdict)).toEqual([
      ...Array.from({ length: 6 }, () => 'agrees'),
      ...['reading-ambiguous', 'agrees', 'opinion'],
    ]);
    expect(found.find(({ text }) => text === '4.5倍')?.marks).toEqual(['one-of-readings']);
  });

  it('finds what conflicts, and what is within the rounding of the number as written', () => {
    const said = (words: string) =>
      one(
        `China's CBEC trade seen by the General Administration of Customs ${words} in the first half of 2020`,
      );
    const keys = ['GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY/2020-S1'];
    expect(said('rose 27.2 percent')).toEqual({ verdict: 'conflicts', marks: [], keys });
    expect(said('fell 26.2 percent')).toMatchObject({ verdict: 'conflicts' });
    expect(said('rose 26 percent')).toEqual({ verdict: 'within-rounding', marks: [], keys });
    expect(said('rose more than 25 percent')).toMatchObject({ verdict: 'within-rounding' });
    expect(said('rose less than 25 percent')).toMatchObject({ verdict: 'conflicts' });
    expect(said('rose 26.2 percent')).toEqual({ verdict: 'agrees', marks: [], keys });
  });

  it('says unknown, with a reason, where no state speaks of it', () => {
    const reason = (text: string) => judge(text).map(({ verdict, reason: why }) => [verdict, why]);
    expect(reason('Exports of Japan rose 5 percent in 2020.')).toEqual([['unknown', 'no-figure']]);
    expect(reason('It rose 5 percent in 2020.')).toEqual([['unknown', 'nothing-named']]);
    expect(reason('In Henan it rose 5 percent.')).toEqual([['unknown', 'no-period']]);
  });

  it('lets a figure of something narrower than the text names agree by its digits, and never conflict', () => {
    const text = (rate: string) => `AliExpress sales in Spain, made in China, rose ${rate} percent.`;
    expect(one(text('700'))).toMatchObject({
      verdict: 'agrees',
      marks: expect.arrayContaining(['partly-named']) as string[],
    });
    expect(one(text('50'))).toMatchObject({ verdict: 'unknown', keys: [] });
  });

  it('marks a claimed cause at its word and on the numbers of its sentence', () => {
    const text =
      'Customs data: CBEC trade of China rose 26.2 percent in the first half of 2020 thanks to policy.';
    const found = judge(text);
    expect(found.map(({ text: words, kind, verdict }) => [words, kind, verdict])).toEqual([
      ['26.2 percent', 'number', 'agrees'],
      ['thanks to', 'cause', 'cause-claimed'],
    ]);
    expect(found[0]?.marks).toContain('cause-claimed');
    const driving = judge('Exports rose 26.2 percent in the first half of 2020, driving growth.');
    expect(driving.map(({ text: words, verdict }) => [words, verdict])).toContainEqual([
      'driving',
      'cause-claimed',
    ]);
  });

  it('marks a comparison of unequal periods, and none of equal ones', () => {
    const compare = (other: string) =>
      verdicts(
        `In the first half of 2020 Zhengzhou Airport Economy Zone had 4.72 billion yuan, compared with 135 million yuan of Ningbo ${other}.`,
      ).filter(([, verdict]) => verdict === 'unequal-periods');
    expect(compare('from January to May 2020')).toEqual([['compared with', 'unequal-periods']]);
    expect(compare('in the first half of 2019')).toEqual([]);
  });

  const unequal = (text: string) =>
    judge(text).flatMap(({ text: word, verdict }) => (verdict === 'unequal-periods' ? [word] : []));

  it.each([
    'Exports rose 26.2 percent in the first half of 2020, compared with the same period of 2019.',
    'Exports rose 26.2 percent in the first half of 2020, compared with the same period last year.',
    'Exports in the first half of 2020 were 26.2 percent higher than those in 2019.',
    'Growth in the first half of 2020 was 26.2 percent, compared with that of 2019.',
    'Exports were 5 billion yuan in the first half of 2020, compared with 4 billion yuan in the same period of 2019.',
    'Exports rose 26.2 percent in the first half of 2020 compared with a year earlier, and 12 percent in May.',
    'Exports rose 5 percent in the first half of 2020 from the same period of 2019, while imports fell 3 percent in the first half of 2020.',
    'Exports rose 5 percent in the first half of 2020, while imports, up from 2019, were 3 billion yuan in the first half of 2020.',
    '与2019年同期相比，2020年上半年出口增长26.2%。',
    '2020年上半年出口高于2019年同期，增长26.2%。',
    '2020年上半年出口与去年同期相比增长5%，5月增长3%。',
    '2020年上半年出口比2019年同期增长5%，而2020年上半年进口下降3%。',
  ])('takes "the same period of" a year for a period of the same length: %s', (text) => {
    expect(unequal(text)).toEqual([]);
  });

  it.each([
    ['Exports rose 26.2 percent in the first half of 2020 compared with the whole of 2019.', 'compared with'],
    ['Exports in the first half of 2020 were 5 percent lower than in 2019.', 'lower than'],
    ['与2019年全年相比，2020年上半年出口下降5%。', '相比'],
    ['2020年上半年出口增长5%，高于2019年全年。', '高于'],
  ])('still marks a part of a year that is compared with a whole one: %s', (text, word) => {
    expect(unequal(text)).toEqual([word]);
  });

  it.each(['而且', '从而', '然而', '因而', '进而'])('reads no comparison in %s', (word) => {
    expect(unequal(`2020年上半年出口增长5%，${word}1-5月进口增长3%。`)).toEqual([]);
  });

  it('reads 而 as "whereas", which compares', () => {
    expect(unequal('2020年上半年出口增长5%，而1-5月进口增长3%。')).toEqual(['而']);
  });

  it('says that a figure is in conflict itself, and that no year is stated', () => {
    const states = [
      state('GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY/2020-S1', {
        growth: { GY: { ...compared(figure('26.2', '0.05', 'percent')), verdict: 'conflicts' } },
      }),
    ];
    expect(one("China's CBEC trade rose 26.2 percent in the first half", states).marks).toEqual([
      'year-not-stated',
      'known-in-conflict',
    ]);
  });
});
