import type { Known } from '@silkgauge/growth';

/** What each formula does, in words. */
export const MEANINGS: Readonly<Record<string, string>> = {
  'reported@1':
    'The digits as printed, in plain units; growth in percent, as its wording says. The interval is what rounds to the printed digits.',
  'total@1': 'The sum of the amounts of the sales, each counted once; exact.',
  'ratio@1': 'Growth from the levels of a period and of the one it is compared with.',
  'implied-base@1': 'The level that a growth rate was taken from, from the level it was printed with.',
  'sum-of-parts@1': 'Exports and imports together.',
  'sum-of-periods@1': 'The periods that a longer one is made of, together.',
  'cumulative-difference@1':
    'One period out of two cumulative ones with the same first day; its growth from the bases that their rates imply.',
  'weighted-growth@1': 'Growth of exports and imports together: each rate weighs by its share of the base.',
  'base-share@1':
    'The share of a part in the year before, from the rates of the whole, the part and the rest.',
  'present-share@1': 'The share of a part, from the rates of the whole, the part and the rest.',
  'contribution-of-rates@1':
    'What a part adds to the growth of its whole, from the rates of the whole, the part and the rest.',
  'level-share@1': 'The share of a part, from the levels of part and whole.',
  'level-contribution@1':
    'What a part adds to the growth of its whole: its change over the level of the whole a year before.',
  'share-back@1': 'The share a year before, from the present one and the rates of whole and part.',
  'contribution-of-share@1':
    'What a part adds to the growth of its whole: its share a year before times its rate.',
  'gap-growth@1': 'Growth from that of the reference and the gap to it that was printed.',
  'growth-difference@1': 'The points between two rates.',
  'share-difference@1': 'The points between two shares, or a share less its change: the share a year before.',
};

const factor = (rate: string): string => `(1 + [${rate}] / 100)`;
const baseOf = (name: string): string => `[${name} level] / ${factor(`${name} growth`)}`;
const WEIGHT = '([whole] - [rest]) / ([part] - [rest])';

const EXPRESSIONS: Readonly<Record<string, string>> = {
  'total@1': 'sum([amount])',
  'ratio@1': '100 * ([level] / [base] - 1)',
  'implied-base@1': `[level] / ${factor('growth')}`,
  'weighted-growth@1': `100 * (([exports level] + [imports level]) / (${baseOf('exports')} + ${baseOf('imports')}) - 1)`,
  'base-share@1': `100 * ${WEIGHT}`,
  'present-share@1': `100 * ${WEIGHT} * ${factor('part')} / ${factor('whole')}`,
  'contribution-of-rates@1': `${WEIGHT} * [part]`,
  'level-share@1': '100 * [part] / [whole]',
  'level-contribution@1': '100 * ([part] - [base]) / [whole]',
  'share-back@1': `[share] * ${factor('whole')} / ${factor('part')}`,
  'contribution-of-share@1': '[share] * [growth] / 100',
  'gap-growth@1': '[reference] + [gap]',
  'growth-difference@1': '[minuend] - [subtrahend]',
  'share-difference@1': '[minuend] - [subtrahend]',
};

const DIFFERENCE = '[longer] - [shorter]';
const GROWTH_OF_DIFFERENCE = `100 * (([longer level] - [shorter level]) / (${baseOf('longer')} - ${baseOf('shorter')}) - 1)`;

/**
 * A number as an expression over its named inputs, each in brackets; of a print over the members of its digits. `low` and
 * `high` are the least and the greatest that it comes to over the ends of the inputs' intervals.
 */
export function expressionOf({ from, unit }: Known): string {
  if (from.kind === 'print') return printedExpression(from.print.figure, from.reading.name);
  if (from.kind === 'total') return EXPRESSIONS['total@1'] ?? '';
  const names = from.inputs.map(({ name }) => `[${name}]`);
  if (from.formula === 'sum-of-parts@1' || from.formula === 'sum-of-periods@1') return names.join(' + ');
  if (from.formula === 'cumulative-difference@1')
    return unit === 'percent' && names.length > 2 ? GROWTH_OF_DIFFERENCE : DIFFERENCE;
  return EXPRESSIONS[from.formula] ?? '';
}

type PrintedKnown = Extract<Known['from'], { readonly kind: 'print' }>;

function printedExpression(
  { measure, wording }: PrintedKnown['print']['figure'],
  reading: PrintedKnown['reading']['name'],
): string {
  const plain = '[value] * [multiplier]';
  const says = measure === 'growth' ? (reading ?? wording) : null;
  if (says === 'up-by-times') return `100 * ${plain}`;
  return says === 'to-times' || says === 'fold' ? `100 * (${plain} - 1)` : plain;
}
