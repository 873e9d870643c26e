import { readFileSync } from 'node:fs';
import { readCodeGraphs, type DraftVerdict } from '@silkgauge/contract';
import { readDraft } from '../read/read-draft.ts';
import { bundledEvents, knownOf } from '../spec/bundled-known.fixture.ts';
import { judgeAgainst } from '../spec/judge-against.ts';
import { REGISTERED } from '../spec/seed-draft.ts';
import type { KnownState } from './known-state.ts';

const CODES = new URL('../../../../data/codes/', import.meta.url);
const { areas } = readCodeGraphs((file) => readFileSync(new URL(file, CODES), 'utf8'));
const contains = (place: string, area: string): boolean => areas.contains(place, area);

/** A number of a sentence, its verdict, and what its sentence tells: the other number, the day, who says so. */
type Expected = readonly [number: string, verdict: DraftVerdict, ...told: readonly string[]];

const ENGLISH: readonly (readonly [sentence: string, ...expected: readonly Expected[]])[] = [
  [
    "China's cross-border e-commerce trade was 1.98 trillion yuan in 2021, up 15 percent.",
    [
      '1.98 trillion yuan',
      'superseded',
      'on 24 July 2022',
      '1.92 trillion yuan',
      'China Services Info',
      'iChongqing',
    ],
    ['15 percent', 'superseded', 'on 24 July 2022', '18.6 percent', '9 March 2022'],
  ],
  [
    "China's cross-border e-commerce trade was 1.92 trillion yuan in 2021.",
    ['1.92 trillion yuan', 'within-rounding', '1.92 trillion yuan', '24 July 2022'],
  ],
  [
    'In the first half of 2020 cross-border e-commerce of China rose 28.7 percent.',
    ['28.7 percent', 'excluded', 'between 24.4 and 28.7 percent', 'fx361.cc', '26.2 percent', '16 July 2020'],
  ],
  [
    "China's cross-border e-commerce trade rose 26.2 percent in the first half of 2020.",
    ['26.2 percent', 'one-of-several-prints', 'Xinhua', '28.7 percent', 'imports of 0'],
  ],
  [
    'China’s cross-border e-commerce exports rose 28.7 percent in H1 2020, with imports up 24.4 percent.',
    ['28.7 percent', 'agrees', '16 July 2020'],
    ['24.4 percent', 'agrees', '16 July 2020'],
  ],
  [
    'What passed the customs platform for cross-border e-commerce rose 31.1 percent in the first half of 2020.',
    ['31.1 percent', 'conflicts', '26.2 percent'],
  ],
  [
    "China's cross-border e-commerce trade grew 9.8 percent in 2022 to 2.11 trillion yuan.",
    ['9.8 percent', 'superseded', 'on 26 June 2023', '7.1 percent', 'TMTPost'],
    ['2.11 trillion yuan', 'superseded', 'in 2023', '2.1 trillion yuan'],
  ],
  [
    'In 2022 Chinese imports of cross-border e-commerce were 527.8 billion yuan.',
    ['527.8 billion yuan', 'one-of-several-prints', '0.56 trillion yuan', '20 January 2023'],
  ],
  [
    "Henan's cross-border e-commerce trade rose 31.1 percent in January to July 2021.",
    ['31.1 percent', 'excluded', '31.18 to 31.29 percent', '31.3 percent'],
  ],
  [
    "China's cross-border e-commerce trade rose 10.5 percent in the first half of 2024.",
    ['10.5 percent', 'superseded', 'on 27 November 2024', '13 percent'],
  ],
  [
    'The Ministry of Commerce counted 10,000 enterprises in cross-border e-commerce in China in 2023.',
    ['10,000 enterprises', 'one-of-several-prints', '100,000 enterprises', '31 January 2024'],
  ],
  [
    'Cross-border e-commerce of the Ningbo Airport Economic Demonstration Zone was up 4.5 times in January to May 2020.',
    ['4.5 times', 'reading-ambiguous', '450 percent or 350 percent'],
  ],
  [
    'US goods imports rose 170 percent in June 2021.',
    ['170 percent', 'conflicts', '170.1 percent', 'contradict'],
  ],
  [
    'In June 2021 goods imports of the U.S. were 486,153,719,530 U.S. dollars.',
    ['486,153,719,530 U.S. dollars', 'excluded', '98 parts', '5 August 2021'],
  ],
  [
    'US imports of electrical machinery were 25.32 billion dollars in February 2018.',
    ['25.32 billion dollars', 'superseded', 'on 5 August 2021', '25,344,352,175', '14 January 2021'],
  ],
  [
    'US goods imports from China hit a record in October 2018.',
    ['a record', 'agrees', 'is the highest of the 70 months that are known, since January 2013', 'Census'],
  ],
  [
    'US goods imports from China rose to a record high in June 2021.',
    [
      'a record high',
      'conflicts',
      '52,528,841,370',
      'in October 2018',
      '101 months, since January 2013',
      'Another print says 79,520,826,386 U.S. dollars',
    ],
  ],
  [
    'US goods imports from China fell to a record low in March 2020.',
    ['a record low', 'agrees', 'is the lowest of the 87 months'],
  ],
  [
    'US goods imports from China were a record 36.6 billion dollars in January 2013.',
    ['a record', 'unknown', 'No earlier level is known'],
    ['36.6 billion dollars', 'conflicts'],
  ],
  [
    "China's cross-border e-commerce trade hit a record in 2021.",
    ['a record', 'agrees', 'the highest of the 4 years that are known, since 2018', '1.92 trillion yuan'],
  ],
  [
    "China's cross-border e-commerce trade hit a record in 2019.",
    ['a record', 'unknown', 'Known before it: 1 year, since 2018'],
  ],
  [
    'US goods imports from China hit a record for October in October 2018.',
    ['a record for October', 'agrees', '6 months of that time of year that are known, since October 2013'],
  ],
];

const CHINESE: typeof ENGLISH = [
  [
    '2021年中国跨境电商进出口额为1.98万亿元，增长15%。',
    ['1.98万亿元', 'superseded', '2022年7月24日', '1.92万亿元', '中国服务贸易指南网'],
    ['15%', 'superseded', '2022年7月24日', '18.6%'],
  ],
  ['2021年我国跨境电商进出口额1.92万亿元。', ['1.92万亿元', 'within-rounding', '1.92万亿元']],
  [
    '2020年上半年，海关跨境电商管理平台进出口增长26.2%。',
    ['26.2%', 'one-of-several-prints', '新华社', '28.7%', '进口须为零'],
  ],
  [
    '2020年上半年，我国跨境电商进出口增长28.7%。',
    ['28.7%', 'excluded', '24.4%与28.7%之间', '26.2%', '2020年7月16日'],
  ],
  [
    '海关总署数据显示，2020年上半年跨境电商出口增长28.7%，进口增长24.4%。',
    ['28.7%', 'agrees', '海关总署'],
    ['24.4%', 'agrees', '海关总署'],
  ],
  ['2020年上半年，跨境电商管理平台进出口增长31%。', ['31%', 'conflicts', '26.2%']],
  ['2022年中国跨境电商进出口增长9.8%。', ['9.8%', 'superseded', '2023年6月26日', '7.1%', '钛媒体']],
  [
    '2022年中国跨境电商进口额为5278亿元。',
    ['5278亿元', 'one-of-several-prints', '0.56万亿元', '2023年1月20日'],
  ],
  ['2021年1-7月河南跨境电商进出口增长31.1%。', ['31.1%', 'excluded', '31.18%至31.29%', '31.3%']],
  [
    '2024年上半年，我国跨境电商进出口1.22万亿元，同比增长10.5%。',
    ['1.22万亿元', 'superseded', '2024年11月27日', '1.25万亿元'],
    ['10.5%', 'superseded', '2024年11月27日', '13%'],
  ],
  ['宁波临空经济示范区2020年1-5月跨境电商进出口额增长4.5倍。', ['4.5倍', 'reading-ambiguous', '450%或350%']],
  ['2020年上半年中国跨境电商出口实现两位数增长。', ['两位数', 'within-rounding', '28.7%']],
  ['2021年6月美国货物进口额增长170.1%。', ['170.1%', 'conflicts', '170.1%', '不一致']],
  [
    '2021年6月美国货物进口额为486153719530美元。',
    ['486153719530美元', 'excluded', '98个部分', '2021年8月5日'],
  ],
  [
    '2021年6月，美国货物进口额为2430.8亿美元。',
    ['2430.8亿美元', 'within-rounding', '2,431亿美元', '486,153,719,530'],
  ],
  [
    '2021年中国跨境电商进出口额创历史新高。',
    ['创历史新高', 'agrees', '已知4个年度（2018年以来）', '1.92万亿元'],
  ],
  ['2018年10月美国自中国进口货物额创历史新高。', ['创历史新高', 'agrees', '已知70个月（2013年1月以来）']],
  [
    '2019年10月美国自中国进口货物额创历史同期新高。',
    ['创历史同期新高', 'conflicts', '并非新高', '2018年10月', '此前已知同期6个月（2013年10月以来）'],
  ],
  ['2019年中国跨境电商进出口额创历史新高。', ['创历史新高', 'unknown', '无从判断', '1个年度（2018年以来）']],
];

let known: readonly KnownState[];
beforeAll(async () => {
  const sets = [['seed', 'cbec'], ['us-census']] as const;
  known = (await Promise.all(sets.map(async (names) => knownOf(await bundledEvents(names))))).flat();
});

describe.each([
  ['en', ENGLISH],
  ['zh', CHINESE],
] as const)('sentences on the bundled figures: %s', (language, sentences) => {
  it.each(sentences.map(([text, ...expected]) => ({ text, expected })))('$text', ({ text, expected }) => {
    const found = judgeAgainst(readDraft(text, REGISTERED, language), known, contains).filter(
      ({ kind }) => kind === 'number',
    );
    expect(found.map((one) => [one.text, one.verdict])).toEqual(
      expected.map(([number, verdict]) => [number, verdict]),
    );
    expected.forEach(([, , ...told], at) => {
      for (const words of told) expect(found[at]?.sentence?.[language]).toContain(words);
      const other = language === 'en' ? 'zh' : 'en';
      expect(found[at]?.sentence?.[other]).not.toMatch(/undefined|null|NaN|^$/);
    });
  });
});

it.each([
  ['US goods imports from China saw their fastest growth since 2015 in October 2018.', 'unread', 'record'],
  ['US goods imports from China saw record growth in October 2018.', 'unread', 'record'],
  ['US goods imports from China did not hit a record in October 2018.', 'unread', 'record'],
  ['2021年中国跨境电商进出口增速创历史新高。', 'unread', 'record'],
  ['US goods imports from China hit a record in October.', 'unknown', 'no-period'],
  ['2021年跨境电商进出口额创历史新高。', 'unknown', 'nothing-named'],
  ['Analysts expect US goods imports from China to hit a record in October 2018.', 'opinion', null],
])('a record that is not held against levels says so: %s', (text, verdict, reason) => {
  const found = judgeAgainst(readDraft(text, REGISTERED), known, contains);
  expect(found.find(({ kind }) => kind === 'number')).toMatchObject({ verdict, reason, known: [] });
});
