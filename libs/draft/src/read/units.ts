import { unitName } from '@silkgauge/words';
import { matchAt } from '../text/span.ts';
import { COUNT_FORMS, COUNT_UNITS } from './count-units.ts';

export interface ReadUnit {
  readonly end: number;
  /** A power of ten as a decimal; `1` where none is written. */
  readonly multiplier: string;
  /** `percent`, `points`, `times`, `tenths`, a currency, a count unit; null where none is written. */
  readonly unit: string | null;
}

const MULTIPLIER =
  /[ \u00a0-]?(?:(hundred|thousand|million|billion|trillion)(?![a-z])|(bn|mn|tn)(?![a-z])|(万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百))/y;
const ZEROS: Readonly<Record<string, number>> = {
  ...{ hundred: 2, thousand: 3, million: 6, billion: 9, trillion: 12, mn: 6, bn: 9, tn: 12 },
  ...{ 百: 2, 千: 3, 万: 4, 十万: 5, 百万: 6, 千万: 7, 亿: 8, 十亿: 9, 百亿: 10, 千亿: 11, 万亿: 12 },
};

/** A currency by its English forms and its Chinese name. */
const currency = (code: string, english: string): readonly [string, RegExp] => [
  code,
  new RegExp(`[ \\u00a0-]?(?:${english})(?![a-z])|${unitName(code, 'zh')}`, 'y'),
];

/** Patterns of units behind a number, but for those of what is counted, longer words first. */
const UNITS: readonly (readonly [string, RegExp])[] = [
  [
    'points',
    /[ \u00a0-]?(?:percentage[ -]points?(?![a-z])|percent points?(?![a-z])|pp(?![a-z])|个百分点|百分点)/y,
  ],
  ['percent', /[ \u00a0-]?(?:%|percent(?![a-z])|per cent(?![a-z])|pct(?![a-z]))/y],
  ['times', /[ \u00a0-]?(?:times(?![a-z])|fold(?![a-z])|倍)/y],
  ['tenths', /成(?![为立本交员果])/y],
  ['CNY', /[ \u00a0-]?(?:yuan|renminbi|rmb|cny)(?![a-z])/y],
  currency('USD', '(?:us|u\\.s\\.) ?dollars?|dollars?|usd'),
  currency('EUR', 'euros?|eur'),
  currency('GBP', 'pounds?|gbp'),
  currency('JPY', 'yen|jpy'),
  currency('HKD', 'hk dollars?|hkd'),
  ['CNY', /元(?:人民币)?|人民币/y],
];
const COUNTED = new RegExp(
  `[ \\u00a0]?(?<english>${COUNT_FORMS.english})(?![a-z])|(?<chinese>${COUNT_FORMS.chinese})`,
  'y',
);

/** Multiplier and unit behind a number of a plain text. */
export function unitAt(plain: string, at: number): ReadUnit {
  const found = matchAt(MULTIPLIER, plain, at);
  const word = found?.[1] ?? found?.[2] ?? found?.[3];
  const end = at + (found?.[0].length ?? 0);
  const multiplier = `1${'0'.repeat(word === undefined ? 0 : (ZEROS[word] ?? 0))}`;
  // "10余万元" and "40多亿" have the qualifier before the multiplier; the caller has stepped over it.
  for (const [unit, pattern] of UNITS) {
    const written = matchAt(pattern, plain, end);
    if (written) return { end: end + written[0].length, multiplier, unit };
  }
  const counted = matchAt(COUNTED, plain, end);
  const form = counted?.groups?.['english'] ?? counted?.groups?.['chinese'];
  const unit = form === undefined ? null : (COUNT_UNITS.get(form) ?? null);
  return { end: end + (counted?.[0].length ?? 0), multiplier, unit };
}

const BEFORE: readonly (readonly [string, RegExp])[] = [
  ['USD', /(?:us\$|\$|usd) ?$/],
  ['CNY', /(?:rmb|cny|¥|人民币) ?$/],
  ['EUR', /(?:€|eur) ?$/],
  ['GBP', /(?:£|gbp) ?$/],
];

/** A currency in front of a number, with the offset where it begins. */
export function currencyBefore(plain: string, at: number): { start: number; unit: string } | null {
  const before = plain.slice(Math.max(0, at - 6), at);
  for (const [unit, pattern] of BEFORE) {
    const found = pattern.exec(before);
    if (found) return { start: at - found[0].length, unit };
  }
  return null;
}
