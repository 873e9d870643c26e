import type { Measurement, Sides } from '@silkgauge/growth';
import { readDraft } from '../read/read-draft.ts';
import { REGISTERED } from '../spec/seed-draft.ts';
import type { FigurePrint, HeldFigure, OwnText } from './held-figure.ts';
import { numberVerdict } from './number-verdict.ts';
import { verdictSentence } from './sentence.ts';
import type { WrittenNumber } from './written-number.ts';

const printed = (value: string): NonNullable<Measurement['printed']> => ({
  ...{ value, multiplier: '1', unit: 'percent', wording: 'percent', qualifier: 'exact' },
});
const half = (value: string, steps: number): string => (Number(value) + steps * 0.05).toFixed(2);
const side = (value: string, more: Partial<Measurement> = {}): Measurement => ({
  ...{ value, low: half(value, -1), high: half(value, 1), unit: 'percent', status: '_U' },
  ...{ formula: 'reported@1', printed: printed(value), ...more },
});
const worked = (value: string): Measurement => {
  const { printed: _, ...rest } = side(value, { formula: 'ratio@1' });
  return rest;
};

function print(
  value: string,
  standing: FigurePrint['standing'],
  more: Partial<FigurePrint> = {},
): FigurePrint {
  return {
    ...{ source: '/spec', id: value, key: 'state', side: 'growth.GY.reported', printed: printed(value) },
    ...{ status: 'unspecified', kind: null, publishedAt: '2020-07-16', standing, step: 'alone' },
    ...{
      publisher: { name: { en: 'A paper', zh: '某报' } },
      chain: { en: `who said ${value}`, zh: `称${value}者` },
    },
    ...{ document: `https://example.org/${value}`, quote: null, ...more },
  };
}

/** A figure of its sides, with these prints. */
const figure = (
  sides: Partial<Sides>,
  prints: readonly FigurePrint[] = [],
  flags: HeldFigure['flags'] = [],
): HeldFigure => ({ sides: { verdict: 'unchecked', gap: null, ...sides }, prints, flags });

function numberOf(words: string): WrittenNumber {
  const [number] = readDraft(`It rose ${words}.`, REGISTERED).numbers;
  if (!number) throw new Error(`no number: ${words}`);
  return number;
}
function judged(words: string, of: HeldFigure) {
  const found = numberVerdict(of, numberOf(words));
  return found && { ...found, ...verdictSentence(found, of) };
}
const verdict = (words: string, of: HeldFigure) => judged(words, of)?.verdict;

const STANDS = print('26.2', 'chosen');

describe('the verdict on a number beside a figure', () => {
  it('is by the print that stands, and its digits', () => {
    const of = figure({ reported: side('26.2') }, [STANDS]);
    expect(verdict('26.2 percent', of)).toBe('agrees');
    expect(verdict('26 percent', of)).toBe('within-rounding');
    expect(verdict('27 percent', of)).toBe('conflicts');
    expect(judged('27 percent', of)?.en).toBe(
      'Does not agree with what is printed: 26.2 percent (who said 26.2).',
    );
    expect(judged('27 percent', of)?.zh).toBe('与已公布数据不一致：26.2%（称26.2者）。');
  });

  it('is superseded where its print has lost, even where a worked-out number would meet it', () => {
    const lost = print('25.0', 'superseded', { publishedAt: '2020-06-01', step: 'status' });
    const of = figure({ reported: side('26.2'), implied: worked('25.0'), verdict: 'conflicts' }, [
      STANDS,
      lost,
    ]);
    expect(judged('25.0 percent', of)).toMatchObject({
      verdict: 'superseded',
      on: '2020-07-16',
      stands: STANDS,
    });
    expect(judged('25.0 percent', of)?.en).toBe(
      'Superseded on 16 July 2020: 26.2 percent (who said 26.2) stands now; the number is that of 25.0 percent (who said 25.0).',
    );
    // No day where the print that stands is not the later one.
    const later = print('25.0', 'superseded', { publishedAt: '2020-08-01', step: 'kind' });
    expect(judged('25.0 percent', figure({ reported: side('26.2') }, [STANDS, later]))?.on).toBeNull();
  });

  it('is one of several prints on either side of a contradiction, and neither where it is coarse enough for both', () => {
    const other = print('28.7', 'conflict');
    const { value, low, high } = side('28.7');
    const from = { source: '/spec', id: '28.7', document: '', publishedAt: '2020-07-16' };
    const reported = side('26.2', { contradictedBy: { value, low, high, from, excluded: false } });
    const of = figure({ reported }, [STANDS, other]);
    expect(judged('26.2 percent', of)).toMatchObject({ verdict: 'one-of-several-prints', others: [other] });
    expect(judged('28.7 percent', of)).toMatchObject({ verdict: 'one-of-several-prints', met: other });
    expect(verdict('more than 20 percent', of)).toBe('within-rounding');
    expect(judged('28.7 percent', of)?.zh).toBe(
      '各来源数据不一：文中数字出自28.7%（称28.7者）；另有不同数据：26.2%（称26.2者）。',
    );
  });

  it('is excluded with the proof, where its print has no place', () => {
    const proof = { en: 'the total lies below', zh: '合计低于此' };
    const excluded = { formula: 'between-parts@1', by: [], proof };
    const of = figure({ reported: side('26.2') }, [STANDS, print('28.7', 'excluded', { excluded })]);
    expect(judged('28.7 percent', of)?.en).toBe(
      'Printed: 28.7 percent (who said 28.7); but other prints leave it no place: the total lies below. What stands: 26.2 percent (who said 26.2).',
    );
    // Of a print that stands alone, what is worked out counts.
    const alone = figure(
      { reported: side('26.2', { excluded }), computed: worked('13.1'), verdict: 'conflicts' },
      [STANDS],
    );
    expect(verdict('26.2 percent', alone)).toBe('excluded');
    expect(verdict('13.1 percent', alone)).toBe('agrees');
    expect(judged('13.1 percent', alone)?.en).toContain(
      'which other prints leave no place: the total lies below',
    );
    expect(verdict('40 percent', alone)).toBe('conflicts');
  });

  it('is not comparable where its print is of another unit or comparison', () => {
    const elsewhere = print('30.0', 'superseded', { step: 'comparison' });
    expect(verdict('30.0 percent', figure({ reported: side('26.2') }, [STANDS, elsewhere]))).toBe(
      'not-comparable',
    );
    expect(
      verdict('26.2 percent', figure({ reported: side('26.2'), verdict: 'not-comparable' }, [STANDS])),
    ).toBe('not-comparable');
  });

  it('is that of the figure, where the number meets what stands', () => {
    const reported = side('26.2');
    const of = (more: Partial<Sides>, flags: HeldFigure['flags'] = []) =>
      judged('26.2 percent', figure({ reported, ...more }, [STANDS], flags));
    expect(of({ computed: worked('26.2'), verdict: 'agrees' })?.verdict).toBe('agrees');
    expect(of({ computed: worked('26.3'), verdict: 'within-rounding' })?.en).toContain('26.3');
    expect(of({ computed: worked('30.0'), verdict: 'conflicts' })?.en).toBe(
      'Printed: 26.2 percent (who said 26.2); this does not agree with what is worked out from other prints: 30.0 percent.',
    );
    expect(of({}, ['partial-period'])?.verdict).toBe('partial');
  });

  it('is by what is worked out where nothing is printed, and null where nothing is known', () => {
    const of = figure({ computed: worked('26.2') });
    expect(verdict('26.2 percent', of)).toBe('agrees');
    expect(verdict('27 percent', of)).toBe('conflicts');
    expect(verdict('26.2 percent', figure({ computed: worked('26.2') }, [], ['partial-period']))).toBe(
      'partial',
    );
    expect(judged('26.2 percent', figure({}))).toBeNull();
  });

  it('is ambiguous where the number itself has two readings', () => {
    expect(verdict('4.5 times', figure({ reported: side('26.2') }, [STANDS]))).toBe('reading-ambiguous');
  });

  it('is said by the text alone, where its prints were read there and nothing else checks them', () => {
    const quote = 'trade of the zone rose 26.2 percent';
    const own: OwnText = { document: null, text: `They say that ${quote} in a year.` };
    const number = numberOf('26.2 percent');
    const told = (prints: readonly FigurePrint[], more: Partial<Sides> = {}, text = own) =>
      numberVerdict(figure({ reported: side('26.2'), ...more }, prints), number, text)?.verdict;
    const read = print('26.2', 'chosen', { quote });
    expect(told([read])).toBe('own-text-only');
    expect(told([print('26.2', 'chosen', { quote: 'up 26.2 percent' })])).toBe('agrees');
    expect(told([read, print('26.2', 'support', { id: 'another' })])).toBe('agrees');
    expect(told([read], { computed: worked('26.2'), verdict: 'agrees' })).toBe('agrees');
    expect(told([STANDS], {}, { ...own, document: STANDS.document })).toBe('own-text-only');
    const chinese = print('26.2', 'chosen', { quote: '跨境电商进出口增长26.2%。' });
    expect(told([chinese], {}, { document: null, text: '其跨境电商进出口增长26.2%，较快。' })).toBe('agrees');
    const long = print('26.2', 'chosen', { quote: '全区跨境电商进出口总额增长26.2%' });
    expect(told([long], {}, { document: null, text: '上半年全区跨境电商进出口总额增长26.2%。' })).toBe(
      'own-text-only',
    );
  });
});
