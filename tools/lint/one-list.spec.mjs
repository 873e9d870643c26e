import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { oneList } from './one-list.mjs';

const linter = new Linter();

const faultsOf = (code) =>
  linter
    .verify(code, {
      languageOptions: { parser: tseslint.parser },
      plugins: { silkgauge: { rules: { 'one-list': oneList } } },
      rules: { 'silkgauge/one-list': 'error' },
    })
    .map(({ messageId, message }) => messageId ?? message);

it.each([
  ["const sides = ['reported', 'computed', 'implied', 'forecast'];", ['codes']],
  ["type Side = 'implied' | 'computed' | 'reported';", ['codes']],
  ["const worked = ['computed', 'implied'] as const;", ['codes']],
  [
    "const names = { official: { en: 'a', zh: '甲' }, agency: { en: 'b', zh: '乙' }, repost: { en: 'c', zh: '丙' } };",
    ['names'],
  ],
  [
    "const names = { over: ['over', '超过'], under: ['under', '不足'], about: ['about', '约'], exact: ['exact', '确切'] };",
    ['names'],
  ],
  // A choice, a list with a word of its own, the handling of codes, one word.
  ["const leads = ['conflicts', 'partial'];", []],
  ["const sides = ['reported', 'computed', 'implied', 'whole'];", []],
  ["const signs = { agrees: '✓', conflicts: '✗', unchecked: '?', 'within-rounding': '≈' };", []],
  ["const side = 'reported';", []],
])('a second list of known codes is a fault: %s', (code, faults) => {
  expect(faultsOf(code)).toEqual(faults);
});
