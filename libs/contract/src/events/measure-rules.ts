import { RELATIVE_UNITS } from '@silkgauge/codelists';
import { compareDecimals, multiplyDecimals } from '@silkgauge/growth';
import { CURRENCIES } from '../code-lists.ts';
import { shown } from '../fault.ts';
import type { DataRule } from './family.ts';
import type { FigureData } from './figure-data.ts';

type MeasureRule = DataRule<FigureData>;

const RATES: readonly string[] = RELATIVE_UNITS.codes;

const unitOfLevel: MeasureRule = {
  needs: ['/data/measure', '/data/unit', '/data/series/currency'],
  check({ measure, unit, series: { currency } }, report) {
    if (measure !== 'level' || unit === currency) return;
    if (currency !== '_Z') {
      report(
        '/data/unit',
        'unit-of-level',
        `A level of a series in ${shown(currency)} cannot be in ${shown(unit)}.`,
        `Write "unit": "${currency}", or series.currency as "_Z" when things are counted, or the currency of the figure.`,
      );
    } else if (RATES.includes(unit) || CURRENCIES.has(unit) || unit.startsWith('_')) {
      report(
        '/data/unit',
        'unit-of-level',
        `A level of a series without currency counts things, yet its unit is ${shown(unit)}.`,
        CURRENCIES.has(unit)
          ? `Write series.currency as "${unit}", or a count unit such as "stores".`
          : 'Write a count unit such as "stores", or another measure for a rate.',
      );
    }
  },
};

/** Units of the measures other than levels. */
const UNITS: Readonly<Record<Exclude<FigureData['measure'], 'level'>, readonly string[]>> = {
  growth: ['percent', 'times'],
  share: ['percent'],
  contribution: ['points'],
  'growth-gap': ['points'],
  'growth-change': ['points'],
  'share-change': ['points'],
};

const unitOfRate: MeasureRule = {
  needs: ['/data/measure', '/data/unit'],
  check({ measure, unit }, report) {
    if (measure === 'level' || UNITS[measure].includes(unit)) return;
    const units = UNITS[measure].map((known) => `"${known}"`).join(' or ');
    report(
      '/data/unit',
      'unit-of-measure',
      `A figure of measure ${measure} is in ${units}, not in ${shown(unit)}.`,
      `Write "unit": ${units}, or the measure that ${shown(unit)} belongs to.`,
    );
  },
};

const WORDING_UNIT: Readonly<Record<NonNullable<FigureData['wording']>, string>> = {
  percent: 'percent',
  points: 'points',
  'up-by-times': 'times',
  'to-times': 'times',
  fold: 'times',
  'ambiguous-times': 'times',
};

const wordingFitsUnit: MeasureRule = {
  needs: ['/data/measure', '/data/unit', '/data/wording'],
  check({ measure, unit, wording }, report) {
    if (measure === 'level' || wording === undefined || !RATES.includes(unit)) return;
    if (WORDING_UNIT[wording] === unit) return;
    const fitting = Object.entries(WORDING_UNIT)
      .filter(([, fits]) => fits === unit)
      .map(([word]) => `"${word}"`);
    report(
      '/data/wording',
      'wording-of-unit',
      `The wording ${wording} does not go with the unit ${shown(unit)}.`,
      `Write "wording": ${fitting.join(' or ')}, or "unit": "${WORDING_UNIT[wording]}".`,
    );
  },
};

/** Lowest possible value of each wording of times: a lower value would make the level negative. */
const LOWEST_TIMES: Readonly<Record<string, string>> = {
  'up-by-times': '-1',
  'to-times': '0',
  fold: '0',
  'ambiguous-times': '0',
};

const isBelow = (lowest: string, { value, multiplier }: FigureData): boolean =>
  value?.startsWith('-') === true &&
  compareDecimals(multiplier === undefined ? value : multiplyDecimals(value, multiplier), lowest) < 0;

const percentPossible: MeasureRule = {
  needs: ['/data/measure', '/data/unit', '/data/value', '/data/multiplier'],
  check(data, report) {
    if (data.measure !== 'growth' || data.unit !== 'percent' || !isBelow('-100', data)) return;
    report(
      '/data/value',
      'growth-below-nothing',
      `A growth of ${shown(data.value)} percent would leave less than nothing.`,
      'Write a value of -100 or more; a change between signs has no growth, report the two levels.',
    );
  },
};

const timesPossible: MeasureRule = {
  needs: ['/data/measure', '/data/unit', '/data/wording', '/data/value', '/data/multiplier'],
  check(data, report) {
    const lowest = LOWEST_TIMES[data.wording ?? ''];
    if (data.measure !== 'growth' || data.unit !== 'times' || lowest === undefined || !isBelow(lowest, data))
      return;
    report(
      '/data/value',
      'growth-below-nothing',
      `${shown(data.value)} times in the wording ${String(data.wording)} would leave less than nothing.`,
      lowest === '0'
        ? 'A drop cannot be worded so: write it in percent, or with "wording": "up-by-times".'
        : `Write a value of ${lowest} or more; a change between signs has no growth, report the two levels.`,
    );
  },
};

export const measureRules: readonly MeasureRule[] = [
  unitOfLevel,
  unitOfRate,
  wordingFitsUnit,
  percentPossible,
  timesPossible,
];
