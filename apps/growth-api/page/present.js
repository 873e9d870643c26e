/*
 * How a state is put into words. Pure: text in, text out. Decimals stay text throughout, so that no digit is lost,
 * and what has two readings never becomes one number.
 */

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const WORDS = [
  [12, 'trillion'],
  [9, 'billion'],
  [6, 'million'],
];

const VERDICTS = {
  agrees: 'agrees',
  'within-rounding': 'agrees within rounding',
  conflicts: 'conflicts',
  'not-comparable': 'not comparable',
  unchecked: 'unchecked',
};

/** Flags in words: in short, and what they mean. */
export const FLAGS = {
  'ambiguous-wording': ['ambiguous wording', 'The wording can be read in two ways; each reading is given.'],
  'unknown-comparison': ['comparison not stated', 'The source does not say what it compares with.'],
  'unknown-period': ['period not stated', 'The source does not say which period it speaks of.'],
  'coverage-break': ['coverage changed', 'What is counted changed, so the numbers cannot be compared.'],
  'calendar-effect': ['New Year effect', 'The Chinese New Year moves between January and February.'],
  'small-base': ['small base', 'The base is zero, negative or too small for a growth rate.'],
  'partial-period': ['part of the period', 'The period still runs, or parts of it are missing.'],
  'implied-base-differs': [
    'base was revised',
    'The base that the rate implies is not the base that was reported.',
  ],
  'part-above-whole': ['part above whole', 'A part is larger than what contains it.'],
  'infeasible-parts': ['parts do not fit', 'The rates of parts and whole cannot belong together.'],
  'conflicting-prints': ['sources conflict', 'Two prints of this figure do not meet.'],
};

export const STATUSES = { A: 'final', R: 'revised', P: 'preliminary', F: 'forecast', _U: '' };

/** Digits in groups of three. */
export function grouped(decimal) {
  const [, sign, whole, fraction] = /^(-?)(\d+)(\.\d+)?$/.exec(decimal) ?? [null, '', decimal, ''];
  return `${sign ? '−' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction ?? ''}`;
}

/** `4720000000` as `4.72 billion` where three decimals are enough for every digit, else in groups. */
export function inWords(decimal) {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [null, '', ''];
  for (const [power, word] of WORDS) {
    if (!whole || whole.length <= power) continue;
    const rest = (whole.slice(-power) + fraction).replace(/0+$/, '');
    if (rest.length > 3) break;
    return `${grouped(sign + whole.slice(0, -power))}${rest && `.${rest}`} ${word}`;
  }
  return grouped(decimal);
}

/** A value in its unit; growth and gaps carry their sign. */
export function quantity(decimal, unit, signed) {
  const plus = signed && /[1-9]/.test(decimal) && !decimal.startsWith('-') ? '+' : '';
  if (unit === 'percent') return `${plus}${grouped(decimal)} %`;
  return `${plus}${inWords(decimal)} ${unit}`;
}

/** Two ends in one unit, the word for the power said once where both have it. */
export function interval(low, high, unit) {
  if (unit === 'percent') return `${grouped(low)} to ${grouped(high)} %`;
  const [from, to] = [inWords(low), inWords(high)];
  const word = / [a-z]+$/.exec(to)?.[0] ?? '';
  const shared = word && from.endsWith(word) ? from.slice(0, -word.length) : from;
  return `${shared} to ${to} ${unit}`;
}

/** How the reported side stands to the other; a gap is reported minus the other. */
export function verdictText({ verdict, gap }, unit) {
  const said = VERDICTS[verdict] ?? verdict;
  if (gap === null || !/[1-9]/.test(gap)) return said;
  const lower = gap.startsWith('-');
  return `${said}, reported is ${quantity(gap.replace('-', ''), unit, false)} ${lower ? 'lower' : 'higher'}`;
}

const READINGS = { 'up-by-times': 'if “up by”', 'to-times': 'if “to”' };

/**
 * One side of a figure: `values` holds one line, or one for each reading; `between` the interval of each, null where
 * it is exact.
 */
export function sideLines(side, signed) {
  const line = (value, low, high, name) => ({
    name,
    value: value === null ? interval(low, high, side.unit) : quantity(value, side.unit, signed),
    between: value === null || low === high ? null : interval(low, high, side.unit),
  });
  if (side.readings) {
    return side.readings.map(({ reading, value, low, high }) =>
      line(value, low, high, READINGS[reading] ?? reading),
    );
  }
  return side.low === null ? [] : [line(side.value, side.low, side.high, null)];
}

/** The digits as they were printed, with their multiplier and qualifier. */
export function printedText({ value, valueHigh, multiplier, unit, wording, qualifier }) {
  const range = valueHigh === undefined ? value : `${value} to ${valueHigh}`;
  const about = ['about', 'over', 'under'].includes(qualifier) ? `${qualifier} ` : '';
  const times = multiplier === '1' ? '' : ` × ${grouped(multiplier)}`;
  const words = wording === null || wording === 'percent' || wording === 'points' ? '' : ` (${wording})`;
  return `printed ${about}${range}${times} ${unit}${words}`;
}

const SIDES = ['reported', 'computed', 'implied', 'forecast'];

/** The sides there are, by name, in the order of their standing. */
export function presentSides(sides) {
  return SIDES.flatMap((name) => (sides[name] ? [[name, sides[name]]] : []));
}

/** Code lists in words: `names` is labels.json. */
export function nameOf(dimension, code, names) {
  return names[dimension]?.[code] ?? names.any?.[code] ?? code;
}

/** What is measured, in one line. */
export function seriesTitle(series, names) {
  const parts = [nameOf('indicator', series.indicator, names)];
  if (series.area !== '_T')
    parts.push(series.area === '_U' ? 'area not stated' : nameOf('area', series.area, names));
  if (series.flow === 'X' || series.flow === 'M') parts.push(series.flow === 'X' ? 'exports' : 'imports');
  if (!series.product.startsWith('_')) parts.push(nameOf('product', series.product, names));
  if (!series.counterpart.startsWith('_'))
    parts.push(`with ${nameOf('counterpart', series.counterpart, names)}`);
  if (!series.mode.startsWith('_')) parts.push(nameOf('mode', series.mode, names));
  return parts.join(' · ');
}

/** Who says so, and what it covers. */
export function seriesSource(series, names) {
  const coverage =
    series.coverage === '_U' ? 'coverage not stated' : nameOf('coverage', series.coverage, names);
  return `${nameOf('reporter', series.reporter, names)} · ${coverage}`;
}

const ORDINALS = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth' };

/** A period in words; a form unknown here stays as it is. */
export function periodText(period) {
  if (period === '_U') return 'not stated';
  const [, year, kind, number] = /^(\d{4})-([SQ])([1-4])$/.exec(period) ?? [];
  if (year) return `${ORDINALS[number]} ${kind === 'S' ? 'half' : 'quarter'} of ${year}`;
  const [, start, months] = /^(\d{4}-\d{2})-01\/P(\d+)M$/.exec(period) ?? [];
  if (start) return monthSpan(start, Number(months));
  const [, from, days] = /^(\d{4}-\d{2}-\d{2})\/P(\d+)D$/.exec(period) ?? [];
  if (from) return `${days} days from ${dayText(from)}`;
  return dayText(period);
}

function monthSpan(start, months) {
  const [year, month] = start.split('-').map(Number);
  const last = month - 1 + months - 1;
  const endYear = year + Math.floor(last / 12);
  const end = `${MONTHS[last % 12]} ${endYear}`;
  return year === endYear ? `${MONTHS[month - 1]} to ${end}` : `${MONTHS[month - 1]} ${year} to ${end}`;
}

function dayText(date) {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(date) ?? [];
  if (!year) return date;
  return [day && String(Number(day)), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(' ');
}

/** What growth is compared with, in words. */
export function comparisonText(key, comparedWith) {
  if (key === 'GY') return 'on a year before';
  if (key === 'G1') return 'on the period before';
  if (key === '_U') return 'comparison not stated';
  return `on ${periodText(comparedWith ?? key)}`;
}

export const MEASURES = {
  share: 'share',
  contribution: 'contribution to growth',
  'growth-gap': 'ahead of the whole by',
  'growth-change': 'change of the growth rate',
  'share-change': 'change of the share',
};

/** The order of the list: by series key, then by period, both byte-wise. */
export function compareKeys(a, b) {
  const [first, second] = [split(a), split(b)];
  if (first[0] !== second[0]) return first[0] < second[0] ? -1 : 1;
  return first[1] < second[1] ? -1 : first[1] > second[1] ? 1 : 0;
}

function split(key) {
  const slash = key.indexOf('/');
  return [key.slice(0, slash), key.slice(slash + 1)];
}
