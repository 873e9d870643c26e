import {
  compareDecimals,
  COMPARISON_KEYS,
  COMPARISONS,
  normalisePeriod,
  NOT_STATED,
} from '@silkgauge/growth';
import { shown } from '../fault.ts';
import { misspeltMember } from '../nearest-name.ts';
import type { DataRule } from './family.ts';
import { embargoRules } from './embargo.ts';
import type { FigureData } from './figure-data.ts';
import { measureRules } from './measure-rules.ts';
import { notItselfRule, periodRule, publishedAtRule, seriesRules } from './rules.ts';

type FigureRule = DataRule<FigureData>;

const KEYS = COMPARISONS.map(({ key }) => `"${key}"`).join(', ');
const KEYS_EXPLAINED = COMPARISONS.map((named) => `"${named.key}" (${named.with})`).join(', ');

/** Fix for a missing member: rename a misspelt one, or add the member. */
function add(name: string, example: string, data: FigureData): string {
  const misspelt = misspeltMember(name, data, () => false);
  return misspelt === undefined ? `Add "${name}": ${example}.` : `Rename ${shown(misspelt)} to "${name}".`;
}

/** A level has no comparison; all other measures need one. */
const comparisonPresent: FigureRule = {
  needs: ['/data/measure', '/data/comparison'],
  check(data, report) {
    const { measure, comparison } = data;
    if (measure === 'level' && comparison !== undefined) {
      report(
        '/data/comparison',
        'level-compares-nothing',
        `A level compares nothing, yet comparison is ${shown(comparison)}.`,
        'Leave comparison out, or write the measure that does compare.',
      );
    } else if (measure !== 'level' && comparison === undefined) {
      report(
        '/data/comparison',
        'comparison-missing',
        `A figure of measure ${measure} needs a comparison.`,
        add('comparison', `${KEYS_EXPLAINED}, a period, or "${NOT_STATED}" where none is stated`, data),
      );
    }
  },
};

const comparisonForm: FigureRule = {
  needs: ['/data/comparison'],
  check({ comparison }, report) {
    if (comparison === undefined || COMPARISON_KEYS.includes(comparison)) return;
    if (normalisePeriod(comparison) !== undefined) return;
    report(
      '/data/comparison',
      'comparison',
      `${shown(comparison)} is neither ${COMPARISON_KEYS.join(', ')} nor a period that exists.`,
      `Write ${KEYS_EXPLAINED}, a period such as "2019-S1", or "${NOT_STATED}".`,
    );
  },
};

const comparisonElsewhere: FigureRule = {
  needs: ['/data/comparison', '/data/period'],
  check({ comparison, period }, report) {
    if (comparison === undefined || COMPARISON_KEYS.includes(comparison)) return;
    const compared = normalisePeriod(comparison);
    if (compared === undefined || compared !== normalisePeriod(period)) return;
    report(
      '/data/comparison',
      'compared-with-itself',
      `The period is compared with itself, ${shown(comparison)}.`,
      `Write the period compared with, ${KEYS}, or "${NOT_STATED}" where none is stated.`,
    );
  },
};

const wordingPresent: FigureRule = {
  needs: ['/data/measure', '/data/wording'],
  check(data, report) {
    const { measure, wording, absence } = data;
    if (measure === 'level' && wording !== undefined) {
      report(
        '/data/wording',
        'level-compares-nothing',
        `A level has no wording, yet wording is ${shown(wording)}.`,
        'Leave wording out, or write the measure that does compare.',
      );
    } else if (measure !== 'level' && wording === undefined && absence === undefined) {
      report(
        '/data/wording',
        'wording-missing',
        `A figure of measure ${measure} needs a wording.`,
        add(
          'wording',
          '"percent", "points", "up-by-times", "to-times", "fold", or "ambiguous-times" where it can be read both ways',
          data,
        ),
      );
    }
  },
};

const multiplierPositive: FigureRule = {
  needs: ['/data/multiplier'],
  check({ multiplier }, report) {
    if (multiplier === undefined || compareDecimals(multiplier, '0') > 0) return;
    report(
      '/data/multiplier',
      'multiplier-positive',
      `The multiplier ${shown(multiplier)} is not above zero.`,
      'Write what the value is multiplied by, such as "1000000000" for billion, and the sign in value.',
    );
  },
};

const numberOrAbsence: FigureRule = {
  needs: ['/data/value', '/data/absence', '/data/valueHigh', '/data/qualifier'],
  check(data, report) {
    const { value, absence, valueHigh, qualifier } = data;
    if (absence === undefined) {
      if (value !== undefined) return;
      report(
        '/data/value',
        'required',
        'The member value is missing.',
        add(
          'value',
          'the digits as printed, or "absence" where the reporter says that there is no number',
          data,
        ),
      );
      return;
    }
    const numbers = { value, valueHigh, qualifier: qualifier === 'range' ? qualifier : undefined };
    for (const [name, given] of Object.entries(numbers)) {
      if (given === undefined) continue;
      report(
        `/data/${name}`,
        'absence-with-number',
        `There is no number (${absence}), yet ${name} is ${shown(given)}.`,
        `Leave ${name} out, or leave absence out where a number was printed.`,
      );
    }
  },
};

const breakHasPeriod: FigureRule = {
  needs: ['/data/break', '/data/period'],
  check(data, report) {
    if (data.break === undefined || data.period !== NOT_STATED) return;
    report(
      '/data/break',
      'break-without-period',
      'A break begins with a period, yet the period is not stated.',
      'Write the period that the change began with, or leave break out.',
    );
  },
};

const rangeHasTwoEnds: FigureRule = {
  needs: ['/data/qualifier', '/data/valueHigh'],
  check(data, report) {
    const { qualifier, valueHigh, absence } = data;
    if (absence !== undefined) return;
    if (qualifier === 'range' && valueHigh === undefined) {
      report(
        '/data/valueHigh',
        'range-ends',
        'A range needs its upper end.',
        add('valueHigh', 'its upper end, or write another qualifier', data),
      );
    } else if (qualifier !== 'range' && valueHigh !== undefined) {
      report(
        '/data/valueHigh',
        'range-ends',
        `valueHigh ${shown(valueHigh)} stands without the qualifier range.`,
        'Add "qualifier": "range", or leave valueHigh out.',
      );
    }
  },
};

const rangeInOrder: FigureRule = {
  needs: ['/data/value', '/data/valueHigh'],
  check({ value, valueHigh }, report) {
    if (value === undefined || valueHigh === undefined || compareDecimals(valueHigh, value) >= 0) return;
    report(
      '/data/valueHigh',
      'range-order',
      `The upper end ${shown(valueHigh)} lies below the lower end ${shown(value)}.`,
      'Write the lower end in value and the upper end in valueHigh.',
    );
  },
};

export const figureRules: readonly FigureRule[] = [
  ...seriesRules<FigureData>('/data/series', (data) => data.series),
  periodRule('/data/period', (data) => data.period),
  comparisonPresent,
  comparisonForm,
  comparisonElsewhere,
  wordingPresent,
  ...measureRules,
  numberOrAbsence,
  breakHasPeriod,
  notItselfRule('/data/corrects', (data) => data.corrects),
  multiplierPositive,
  rangeHasTwoEnds,
  rangeInOrder,
  publishedAtRule(),
  ...embargoRules,
];
