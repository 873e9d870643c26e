import fc from 'fast-check';
import { nameIndex } from './registered-names.ts';
import { REGISTERED } from '../spec/seed-draft.ts';
import { readDraft } from './read-draft.ts';

const NO_NAMES = nameIndex([]);

const digits = fc
  .tuple(
    fc.bigInt({ min: 1n, max: 999_999_999n }),
    fc.integer({ min: 0, max: 4 }),
    fc.integer({ min: 0, max: 9999 }),
  )
  .map(([whole, scale, part]) =>
    scale === 0 ? String(whole) : `${String(whole)}.${String(part).padStart(scale, '0').slice(0, scale)}`,
  );
const grouped = (value: string): string => {
  const [whole = '', part] = value.split('.');
  return BigInt(whole).toLocaleString('en-US') + (part === undefined ? '' : `.${part}`);
};

/** Ways to write a number, with its unit and power of ten. */
const FORMS: readonly (readonly [write: (value: string) => string, unit: string, power: number])[] = [
  [(value) => `it was ${value} billion yuan then`, 'CNY', 9],
  [(value) => `it was ${value} million dollars then`, 'USD', 6],
  [(value) => `it was US$${value} billion then`, 'USD', 9],
  [(value) => `it was ${grouped(value)} yuan then`, 'CNY', 0],
  [(value) => `it rose ${value} percent then`, 'percent', 0],
  [(value) => `it rose ${value}% then`, 'percent', 0],
  [(value) => `it rose ${value} times then`, 'times', 0],
  [(value) => `为${value}亿元。`, 'CNY', 8],
  [(value) => `为${value}万亿元。`, 'CNY', 12],
  [(value) => `为${value}万美元。`, 'USD', 4],
  [(value) => `增长${value}%。`, 'percent', 0],
  [(value) => `提高${value}个百分点。`, 'points', 0],
  [(value) => `增长${value}倍。`, 'times', 0],
];

describe('reading', () => {
  it('reads numbers back exactly, in whatever form they are written', () => {
    fc.assert(
      fc.property(digits, fc.constantFrom(...FORMS), (value, [write, unit, power]) => {
        const { numbers, unread } = readDraft(write(value), NO_NAMES);
        expect(unread).toEqual([]);
        expect(numbers.map((one) => [one.value, one.unit, one.multiplier])).toEqual([
          [value, unit, `1${'0'.repeat(power)}`],
        ]);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves no digit of a text untold: each lies in a number, a period, or what is unread', () => {
    const word = fc.constantFrom(
      ...[
        '5',
        '26.2',
        '%',
        ' percent',
        '亿',
        '元',
        ' yuan',
        '2020',
        '年',
        '月',
        'May ',
        ' to ',
        '-',
        ',',
        '.',
        '$',
        'a',
        ' ',
        '倍',
        '“',
        '"',
        '\n',
        'Q1',
        '上半年',
        '百分之',
        'said',
        '1,000',
        'COVID-19',
        '至',
        '３',
      ],
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (words) => {
        const text = words.join('');
        const { numbers, unread, periods } = readDraft(text, REGISTERED);
        const covered = [...numbers, ...unread, ...periods];
        for (const [at, one] of [...text].entries())
          if (/[0-9０-９]/.test(one))
            expect({
              text,
              at,
              covered: covered.some(({ start, end }) => start <= at && at < end),
            }).toMatchObject({ covered: true });
        for (const { start, end } of covered)
          expect(0 <= start && start < end && end <= text.length).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('takes any text without an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        readDraft(text, REGISTERED);
      }),
      { numRuns: 500 },
    );
  });

  // 64 KiB of what a pattern could stumble over; twice the text may take about twice the time, not four times.
  it.each([
    ...[
      '1',
      '1,',
      '1,234,',
      '1.',
      '-',
      '"',
      '“',
      'May ',
      'first ',
      'more than ',
      '年',
      '1月',
      '亿',
      '百',
      '一',
      'a',
      ' ',
      '\n',
      '.',
      'said. ',
      '5% ',
      '2020 ',
      'CBEC ',
      'exports and ',
      'China ',
      'because ',
      '5% respectively and exports ',
      '"said" 5%. ',
      '1-',
      '26% to ',
      '0 ',
      'doubled. ',
      '1,111',
      ',111',
      'negative 5 percent, ',
      'exports to asean ',
      '服装出口',
      'from 2019 ',
      '同比5%',
      'twenty ',
      'hundred and ',
      '三亿',
      '七八成',
      '.5',
      'analysts expect ',
      'a record ',
      'highest level in a ',
      '创历史',
      '5年',
    ],
  ])('takes time in proportion to hostile text: %j', (part) => {
    const text = (kib: number) => part.repeat(Math.ceil((kib * 1024) / part.length));
    const time = (kib: number): number => {
      const start = performance.now();
      readDraft(text(kib), REGISTERED);
      return performance.now() - start;
    };
    const short = Math.max(time(8), time(8));
    const long = Math.min(time(64), time(64));
    expect(long).toBeLessThan(200 + 24 * short);
  });

  it('takes time in proportion to digits in groups whose last one is too short', () => {
    const text = (kib: number) => `1${',111'.repeat(kib * 256)},1`;
    const time = (kib: number): number => {
      const start = performance.now();
      const { unread } = readDraft(text(kib), REGISTERED);
      expect(unread.at(-1)).toMatchObject({ reason: 'too-many' });
      return performance.now() - start;
    };
    const short = Math.max(time(8), time(8));
    expect(Math.min(time(64), time(64))).toBeLessThan(200 + 24 * short);
  });
});
