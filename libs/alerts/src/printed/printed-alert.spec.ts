import { causalWordIn, readPrinted } from '@silkgauge/contract';
import { fileWorld } from '../../../bulletin/src/spec/event-world.fixture.ts';
import { gacc, level, print, ZONE } from '../../../bulletin/src/spec/events.fixture.ts';
import { endPrinted, nextPrinted, type PrintedAlert, type ActiveSentence } from './printed-alert.ts';

const KEY = `${ZONE}/2020-S1`;
const GROWTH = { key: KEY, member: 'growth.GY.reported', digits: '26.2' };
const LEVEL = { key: KEY, member: 'level.reported', digits: '4.72', multiplier: '1000000000' };

function active(uses: readonly object[], version = 1): ActiveSentence {
  const read = readPrinted({
    ...{ printed: 'wire', printedOn: '2020-07-14', uses },
    text: { lang: 'zh', text: '增长26.2%。' },
  });
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return { sentence: read.value, version, source: '/newsroom', id: 'printed' };
}

const step = { knownAt: '2020-07-16T00:00:00.000Z', reason: 'reported', causes: [{ source: '/s', id: '1' }] };

const next = (
  uses: readonly object[],
  events: readonly object[],
  before: PrintedAlert | null = null,
  isOwnStep = false,
) => nextPrinted({ ...{ active: active(uses), before, step, isOwnStep }, world: fileWorld(events) });

function made(...of: Parameters<typeof next>): PrintedAlert {
  const alert = next(...of);
  if (!alert) throw new Error('No version');
  return alert;
}

it('a sentence whose numbers hold has no alert', () => {
  expect(next([GROWTH], [print({ value: '26.2' })])).toBeNull();
});

it('wrong numbers of a level and of growth are told with those that stand, and corrected one by one', () => {
  const { state, sentence, correction, said, against } = made(
    [GROWTH, LEVEL],
    [print({ value: '25.1' }), level('4.81')],
  );
  expect(state).toBe('firing');
  expect([said.map(({ value }) => value), against.map(({ digits }) => digits)]).toEqual([
    ['25.1', '4810000000'],
    ['26.2', '4.72'],
  ]);
  expect(correction?.en.text).toBe(
    'An earlier version put the growth of the Zhengzhou Airport Economy Zone’s cross-border e-commerce trade in the first half of 2020 compared with the first half of 2019 at 26.2 percent; it is now put at 25.1 percent, according to the Zhengzhou Airport Economy Zone. An earlier version put the Zhengzhou Airport Economy Zone’s cross-border e-commerce trade in the first half of 2020 at 4.72 billion yuan; it is now put at 4.81 billion yuan, according to the Zhengzhou Airport Economy Zone.',
  );
  expect(correction?.zh.text).toBe(
    '较早版本称2020年上半年郑州航空港经济综合实验区跨境电商进出口额与2019年上半年相比的增速为26.2%；现为25.1%。数据来自郑州航空港经济综合实验区。较早版本称2020年上半年郑州航空港经济综合实验区跨境电商进出口额为47.2亿元；现为48.1亿元。数据来自郑州航空港经济综合实验区。',
  );
  expect(sentence.en.text).toMatch(
    /^The printed sentence wire no longer holds\. The Zhengzhou .* rose 25\.1 percent .*\. It was printed as 26\.2 percent\. The Zhengzhou .* was 4\.81 billion yuan .*\. It was printed as 4\.72 billion yuan\.$/,
  );
  expect(sentence.zh.text).toMatch(
    /^已刊句子wire已不成立。.*增长25\.1%。.*已刊数字为26\.2%。.*为48\.1亿元。.*已刊数字为47\.2亿元。$/,
  );
});

it('a correction tells who printed the number that stands', () => {
  const evidence = { document: 'https://a.example/page', quote: 'as printed', kind: 'repost' };
  const { correction } = made([GROWTH], [print({ value: '25.1', evidence })]);
  expect(correction?.en.text).toMatch(
    /; it is now put at 25\.1 percent, according to the Zhengzhou Airport Economy Zone, as printed by a\.example \(repost\), 16 July 2020\.$/,
  );
  expect(correction?.zh.text).toMatch(
    /；现为25\.1%。数据来自郑州航空港经济综合实验区，a\.example（转载）2020年7月16日刊载。$/,
  );
});

it('no cause is told in any of its words', () => {
  const { sentence, correction } = made([GROWTH, LEVEL], [print({ value: '25.1' })]);
  for (const told of [sentence, correction ?? sentence])
    for (const language of ['en', 'zh'] as const) expect(causalWordIn(told[language].text)).toBeUndefined();
});

it('beyond ten figures it says that there are more, and has the digits of all', () => {
  const series = ['X', 'M', '_T'].map(gacc);
  const uses = series.flatMap((key) =>
    [2014, 2015, 2016, 2017].map((year) => ({ ...GROWTH, key: `${key}/${String(year)}` })),
  );
  const events = uses.map(({ key }) =>
    print({ value: '1', period: key.slice(key.indexOf('/') + 1) }, key.slice(0, key.indexOf('/'))),
  );
  const { against, sentence, correction } = made(uses, events);
  expect(against).toHaveLength(12);
  expect(sentence.en.text.match(/It was printed as/g)).toHaveLength(10);
  expect(sentence.en.text).toMatch(/ More of its figures are other ones by now\.$/);
  expect(correction?.en.text.match(/An earlier version/g)).toHaveLength(10);
});

it('what is surely wrong is told and corrected before what is open, however many there are', () => {
  const years = Array.from({ length: 11 }, (_, at) => 2005 + at);
  const uses = [
    ...years.map((year) => ({ ...GROWTH, key: `${gacc('X')}/${String(year)}` })),
    { ...GROWTH, key: `${gacc('M')}/2020` },
  ];
  const events = [
    ...years.map((year) => print({ value: '26', period: String(year) }, gacc('X'))),
    print({ value: '1', period: '2020' }, gacc('M')),
  ];
  const { state, against, sentence, correction } = made(uses, events);
  expect(state).toBe('firing');
  expect(against.map(({ isWrong }) => isWrong)).toEqual([...years.map(() => 'possibly'), 'surely']);
  expect(correction?.en.text.match(/An earlier version/g)).toHaveLength(1);
  expect(correction?.en.text).toContain('1 percent');
  expect(sentence.en.text).toMatch(/^[^.]*\.[^.]* imports rose 1 percent/);
});

it('a version follows where a number is surely wrong that was open, beside another that is wrong already', () => {
  const other = { ...GROWTH, key: `${gacc('X')}/2020` };
  const first = made([LEVEL, other], [level('4.81')]);
  expect(first.against.map(({ isWrong }) => isWrong)).toEqual(['surely', 'possibly']);
  // Its state is known by now, and has no growth.
  const known = [level('4.81'), level('1', { period: '2020' }, gacc('X'))];
  const second = made([LEVEL, other], known, first);
  expect(second).toMatchObject({ version: 2, state: 'firing', said: first.said });
  expect(second.against.map(({ isWrong }) => isWrong)).toEqual(['surely', 'surely']);
  expect(second.correction?.en.text).toMatch(/ at 26\.2 percent; no such figure is known\.$/);
});

it('a printed range has both ends in plain units, and sides in conflict are told as that', () => {
  const range = { ...LEVEL, digits: '4.5', to: '4.6' };
  const { sentence } = made([range], [level('4.81')]);
  const ends = sentence.en.segments.flatMap((one) =>
    one.type === 'numeral' && one.ref.key === 'printed/wire' ? [[one.value, one.ref.member]] : [],
  );
  expect(ends).toEqual([
    ['4500000000', 'level.reported.low'],
    ['4600000000', 'level.reported.high'],
  ]);
  const two = made(
    [
      { ...LEVEL, digits: '1.1' },
      { ...LEVEL, digits: '1.2' },
    ],
    [level('4.81')],
  );
  expect(two.correction?.en.text).toContain('1.1 billion yuan or 1.2 billion yuan; it is now');
  expect(two.correction?.en.text).not.toContain('reading');
});

it('a version follows where what is wrong changes, or where an open sentence is registered anew, and else none', () => {
  const wrong = [print({ value: '25.1' })];
  const first = made([GROWTH], wrong);
  expect(next([GROWTH], wrong, first)).toBeNull();
  expect(next([GROWTH], wrong, first, true)).toMatchObject({ version: 2, state: 'firing', fired: 1 });
  expect(next([GROWTH], [print({ value: '24' })], first)).toMatchObject({ version: 2, fired: 1 });
  const resolved = made([GROWTH], [print({ value: '26.2' })], first);
  expect(resolved).toMatchObject({ version: 2, state: 'resolved', said: [], correction: null });
  expect(resolved.sentence.en.text).toBe('The numbers of the printed sentence wire hold again.');
  expect(next([GROWTH], [print({ value: '26.2' })], resolved, true)).toBeNull();
  // What a registration finds wrong stood there before, whether or not the alert ever was open.
  expect(next([GROWTH], wrong, null, true)).toMatchObject({ version: 1, backfilled: true });
  expect(next([GROWTH], wrong, resolved, true)).toMatchObject({ version: 3, backfilled: true });
  const world = fileWorld([]);
  expect(endPrinted(first, step, world)).toMatchObject({ version: 2, state: 'resolved', correction: null });
  expect(endPrinted(resolved, step, world)).toBeNull();
});
