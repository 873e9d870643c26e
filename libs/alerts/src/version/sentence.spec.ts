import type { ToldSentence } from '@silkgauge/bulletin';
import { causalWordIn } from '@silkgauge/contract';
import { fileWorld, sideOf } from '../../../bulletin/src/spec/event-world.fixture.ts';
import { gacc, level, print, withdrawal, ZONE } from '../../../bulletin/src/spec/events.fixture.ts';
import type { OldSide, HeldAgainst } from '../judge/held-against.ts';
import { ruleOf, heldAgainst } from '../spec/states.fixture.ts';
import type { StateAlert } from './alert.ts';
import { nextAlert } from './next-alert.ts';

const KEY = `${ZONE}/2020-S1`;

/** What a side said as of events, as if in version 1. */
const oldSide = (side: string, ...events: readonly object[]): OldSide => {
  const said = sideOf(fileWorld(events), KEY, side);
  if (!said) throw new Error(`Nothing said: ${side}`);
  return { version: 1, said };
};

/** What a rule says of a key as of events, where it was open before. */
function alertOf(
  rule: object,
  events: readonly object[],
  { key = KEY, earlier }: { readonly key?: string; readonly earlier?: OldSide } = {},
): StateAlert {
  const world = fileWorld(events);
  const state = world.state(key);
  if (!state) throw new Error('No state');
  const others: HeldAgainst = {
    ...heldAgainst({}, world.periods(key.slice(0, key.indexOf('/')))),
    ...(earlier && { last: () => earlier, first: () => earlier }),
  };
  const open = { state: 'pending', said: [], against: null, version: 1, since: '', fired: 0 };
  const alert = nextAlert({
    rule: { rule: ruleOf(rule), version: 3, source: '/newsroom', id: 'rule-3' },
    now: { state, heldAgainst: others },
    ...{ was: null, before: open as unknown as StateAlert, isCovered: true, isOwnStep: false, world },
    step: { knownAt: '2020-07-16T00:00:00.000Z', reason: 'reported', causes: [] },
  });
  if (!alert) throw new Error('No version');
  return alert;
}

const above = (threshold: string) => ({ kind: 'growth-above', threshold });
const flows = ['X', 'M', '_T'].map((flow, at) => print({ value: ['28.7', '24.4', '50'][at] }, gacc(flow)));
const halves = (kind: string, values: readonly string[], leftOut = 0) =>
  [
    { kind },
    values.map((value, at) => print({ period: `${String(2016 + at)}-S1`, value })).slice(leftOut),
  ] as const;
const revised = [
  print({ value: '26.2', id: 'r1', quote: 'a rise of 26.2 percent' }),
  print({ value: '31', id: 'r2', publishedAt: '2020-09-01' }),
];

interface Case {
  readonly name: string;
  readonly alert: () => StateAlert;
  readonly state: StateAlert['state'];
  /** How the sentence ends. */
  readonly en: string;
  readonly zh: string;
}

const CASES: readonly Case[] = [
  {
    ...{ name: 'growth above a threshold', state: 'firing' },
    alert: () => alertOf(above('20'), [print({ value: '26.2' })]),
    en: 'This is above 20 percent.',
    zh: '这一增速高于20%。',
  },
  {
    ...{ name: 'growth that the digits leave open', state: 'pending' },
    alert: () => alertOf(above('26.2'), [print({ value: '26.2' })]),
    en: 'The digits leave open whether this is above 26.2 percent.',
    zh: '从现有数字看，尚不能确定是否高于26.2%。',
  },
  {
    ...{ name: 'growth that is not above', state: 'resolved' },
    alert: () => alertOf(above('27'), [print({ value: '26.2' })]),
    en: 'This is not above 27 percent.',
    zh: '这一增速不高于27%。',
  },
  {
    ...{ name: 'a fall below a threshold, computed', state: 'firing' },
    alert: () =>
      alertOf({ kind: 'growth-below', threshold: '-0.5' }, [
        level('4.72'),
        level('5.20', { period: '2019-S1' }),
      ]),
    en: 'This is below -0.5 percent.',
    zh: '这一增速低于-0.5%。',
  },
  {
    ...{ name: 'readings, each of them', state: 'firing' },
    alert: () =>
      alertOf(above('300'), [
        print({ value: '4.5', wording: 'ambiguous-times', unit: 'times', quote: 'up 4.5 times' }),
      ]),
    en: 'Each of these is above 300 percent.',
    zh: '以上各数均高于300%。',
  },
  {
    ...{ name: 'sides that conflict, each of them', state: 'firing' },
    alert: () =>
      alertOf(above('5'), [print({ value: '26.2' }), level('4.72'), level('4.20', { period: '2019-S1' })]),
    en: 'Each of these is above 5 percent.',
    zh: '以上各数均高于5%。',
  },
  {
    ...{ name: 'a change of sign from the period before', state: 'firing' },
    alert: () =>
      alertOf({ kind: 'sign-flip', against: 'period-before' }, [
        print({ value: '5.1', period: '2019-S2' }),
        print({ value: '-3.2' }),
      ]),
    en: 'The figure in the second half of 2019 was 5.1 percent. The growth has changed its sign.',
    zh: '2019年下半年为5.1%。增速的方向已变。',
  },
  {
    ...{ name: 'a change of sign from what was said last', state: 'pending' },
    alert: () =>
      alertOf({ kind: 'sign-flip', against: 'last' }, [print({ value: '-0.0', id: 'r1' })], {
        earlier: oldSide('growth.GY.reported', print({ value: '1.2', id: 'r1' })),
      }),
    en: 'It was put at 1.2 percent before it last changed. The digits leave open whether the growth has changed its sign.',
    zh: '上次变动前为1.2%。从现有数字看，尚不能确定增速的方向是否已变。',
  },
  {
    ...{ name: 'nothing that it could be held against', state: 'resolved' },
    alert: () => alertOf({ kind: 'sign-flip', against: 'first' }, [print({ value: '-3.2' })]),
    en: 'There is no number to hold it against.',
    zh: '没有可供对照的数字。',
  },
  {
    ...{ name: 'a revision of growth', state: 'firing' },
    alert: () =>
      alertOf({ kind: 'revision', member: 'growth', than: '1', against: 'first' }, revised, {
        earlier: oldSide('growth.GY.reported', revised[0]!),
      }),
    en: 'The earliest number held is 26.2 percent. These differ by more than 1 percentage points.',
    zh: '现存最早数值为26.2%。前后相差超过1个百分点。',
  },
  {
    ...{ name: 'a revision of a level', state: 'resolved' },
    alert: () =>
      alertOf({ kind: 'revision', member: 'level', than: '5', against: 'last' }, [level('4.72')], {
        earlier: oldSide('level.reported', level('4.70')),
      }),
    en: 'It was put at 4.70 billion yuan before it last changed. These do not differ by more than 5 percent.',
    zh: '上次变动前为47.0亿元。前后相差不超过5%。',
  },
  {
    ...{ name: 'a record', state: 'firing' },
    alert: () => alertOf(...halves('record-high', ['10', '11', '12', '13', '14'])),
    en: 'The figure in the first half of 2019 was 13 percent. This is above the growth of each other known period of equal length.',
    zh: '2019年上半年为13%。这一增速高于其他各个已知的等长时期。',
  },
  {
    ...{ name: 'too few periods for a record', state: 'resolved' },
    alert: () => alertOf(...halves('record-low', ['10', '11', '12', '13', '9'], 1)),
    en: 'This is not known to be below the growth of each other period of equal length.',
    zh: '尚不能认定这一增速低于其他各个等长时期。',
  },
  {
    ...{ name: 'figures that do not agree, all of them with their reporters', state: 'firing' },
    alert: () => alertOf({ kind: 'conflict' }, flows, { key: `${gacc('_T')}/2020-S1` }),
    en: '28.7 percent for China’s cross-border e-commerce exports in the first half of 2020; 24.4 percent for China’s cross-border e-commerce imports in the first half of 2020.',
    zh: '2020年上半年中国跨境电商出口额为28.7%；2020年上半年中国跨境电商进口额为24.4%。',
  },
  {
    ...{ name: 'a conflict that is gone', state: 'resolved' },
    alert: () => alertOf({ kind: 'conflict' }, [print({ value: '26.2' })]),
    en: 'No figures that disagree are known here any longer.',
    zh: '此处已无互不一致的已知数据。',
  },
  {
    ...{ name: 'a break in what is counted', state: 'firing' },
    alert: () => alertOf({ kind: 'coverage-break' }, [print({ value: '26.2', break: 'counted anew' })]),
    en: 'Note: what is counted has changed in between.',
    zh: '注：其间统计口径有变。',
  },
  {
    ...{ name: 'a break that is gone', state: 'resolved' },
    alert: () => alertOf({ kind: 'coverage-break' }, [print({ value: '26.2' })]),
    en: 'No change in what is counted is known here any longer.',
    zh: '此处已无已知的统计口径变化。',
  },
  {
    ...{ name: 'a figure that was withdrawn', state: 'resolved' },
    alert: () =>
      alertOf(above('20'), [
        print({ value: '26.2', id: 'gone' }),
        withdrawal('figure', { ref: { source: '/spec', id: 'gone' }, reason: 'a mistake' }),
      ]),
    en: 'cross-border e-commerce trade in the first half of 2020, no such figure is known.',
    zh: '郑州航空港经济综合实验区跨境电商进出口额的该项数据不详。',
  },
];

const numerals = ({ segments }: ToldSentence) =>
  segments.flatMap((segment) => (segment.type === 'numeral' ? [segment] : []));

describe.each(CASES)('the sentence of $name', ({ alert, state, en, zh }) => {
  it('says it in English and Chinese', () => {
    const told = alert();
    expect(told.state).toBe(state);
    expect(told.sentence.en.text.slice(-en.length)).toBe(en);
    expect(told.sentence.zh.text.slice(-zh.length)).toBe(zh);
  });

  it('has digits in numerals, quotes, names, periods and dates alone, and claims no cause', () => {
    for (const { text, segments } of Object.values(alert().sentence)) {
      expect(
        segments
          .map((one) => one.text)
          .join('')
          .trim(),
      ).toBe(text);
      const words = segments.filter(({ type }) => ['text', 'mark', 'attribution'].includes(type));
      expect(words.filter((one) => /\p{Nd}/u.test(one.text))).toEqual([]);
      expect(causalWordIn(text)).toBeUndefined();
    }
  });

  it('has the same numbers in both, each with the way back to a state or to the rule', () => {
    const told = alert();
    const all = (language: 'en' | 'zh') =>
      numerals(told.sentence[language])
        .map(({ ref, value }) => JSON.stringify([ref, value]))
        .sort();
    expect(all('en')).toEqual(all('zh'));
    for (const { ref } of numerals(told.sentence.en)) {
      if (ref.key === 'alert/spec')
        expect(ref).toMatchObject({ version: 3, source: '/newsroom', id: 'rule-3' });
      else expect(ref.member).toMatch(/^(level|growth\.GY)\.(reported|computed|implied|gap)/);
    }
  });
});

describe('the sentence of an alert', () => {
  it('tells the figure as a bulletin does, with what it is compared with, its reporter and its marks', () => {
    const events = [level('4.72'), level('5.20', { period: '2019-S1' })];
    const { sentence } = alertOf({ kind: 'growth-below', threshold: '-0.5' }, events);
    for (const part of ['fell 9.2 percent', 'in the first half of 2020 compared with the first half of 2019'])
      expect(sentence.en.text).toContain(part);
    expect(sentence.en.segments).toContainEqual(expect.objectContaining({ type: 'attribution', by: 'ZAEZ' }));
    const marks = sentence.zh.segments.flatMap((one) => (one.type === 'mark' ? [one.mark] : []));
    expect(marks).toEqual(['computed', 'rounded']);
  });

  it('has the chain of its number, and of the one that it is held against', () => {
    const evidence = { document: 'https://a.example/page', quote: 'as printed', kind: 'repost' };
    const events = [
      print({ value: '26.2', id: 'first', evidence }),
      print({ value: '31', id: 'second', publishedAt: '2020-09-01', evidence }),
    ];
    const earlier = oldSide('growth.GY.reported', events[0]!);
    const rule = { kind: 'revision', member: 'growth', than: '1', against: 'first' };
    const { sentence } = alertOf(rule, events, { earlier });
    expect(sentence.en.text).toMatch(
      /^The Zhengzhou .* rose 31 percent .*, according to the Zhengzhou Airport Economy Zone \(coverage: .*\), as printed by a\.example \(repost\), 1 September 2020\. /,
    );
    expect(sentence.en.text).toContain(
      'The earliest number held is 26.2 percent, as printed by a.example (repost), 16 July 2020.',
    );
    expect(sentence.zh.text).toContain('现存最早数值为26.2%，a.example（转载）2020年7月16日刊载。');
  });

  it('names the print of a number that was said before, with its words', () => {
    const rule = { kind: 'revision', member: 'growth', than: '1', against: 'first' };
    const earlier = oldSide('growth.GY.reported', revised[0]!);
    const { sentence } = alertOf(rule, revised, { earlier });
    expect(numerals(sentence.en).map(({ ref }) => ref)).toMatchObject([
      { key: KEY, id: 'r2' },
      { key: KEY, version: 1, id: 'r1', printed: '26.2', quote: 'a rise of 26.2 percent' },
      { key: 'alert/spec', member: 'than' },
    ]);
  });

  it('names no prints behind a number that was worked out earlier, as these may be others now', () => {
    const rule = { kind: 'revision', member: 'growth', than: '1', against: 'last' };
    const base = level('4.00', { period: '2019-S1' });
    const earlier = oldSide('growth.GY.computed', level('4.72'), base);
    const { sentence } = alertOf(rule, [level('5.72'), base], { earlier });
    const inputs = numerals(sentence.en).map(({ ref }) => ('inputs' in ref ? ref.inputs.length : null));
    // Each with both ends, then the bound of the rule.
    expect(inputs).toEqual([2, 2, 2, 0, 0, 0, null]);
    expect(sentence.en.text).toContain('It was put at 18');
  });
});
