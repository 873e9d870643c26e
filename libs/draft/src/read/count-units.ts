import { WORDS } from '@silkgauge/contract';

/** What texts also call units that are counted; their names are those of the register. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  stores: ['online stores', '家网店'],
  parcels: ['packages', '个包裹'],
  enterprises: ['companies', 'firms', '家'],
  tonnes: ['tons'],
  units: ['pieces'],
};

const NAMES = WORDS.unit
  .filter(({ kind }) => kind === 'count')
  .flatMap(({ code, en, zh }) => [en, zh, ...(ALSO[code] ?? [])].map((name) => ({ code, name })))
  .sort((a, b) => b.name.length - a.name.length);

const isLatin = (name: string): boolean => /^[a-z]/.test(name);
const singular = (plural: string): string => plural.replace(/ies(?= |$)/, 'y').replace(/s(?= |$)/, '');

const FORMS: readonly (readonly [form: string, code: string])[] = NAMES.flatMap(({ code, name }) =>
  (isLatin(name) ? [name, singular(name)] : [name]).map((form) => [form, code] as const),
);

/** Units by their forms; of two that share a form the one that the register has first: 件 counts items. */
export const COUNT_UNITS: ReadonlyMap<string, string> = new Map(FORMS.toReversed());

const anyOf = (names: readonly string[]): string => names.join('|');

/** Sources of patterns: forms in English and in Chinese, longer ones first, and English ones of many. */
export const COUNT_FORMS = {
  english: anyOf(FORMS.flatMap(([form]) => (isLatin(form) ? form : []))),
  chinese: anyOf(FORMS.flatMap(([form]) => (isLatin(form) ? [] : form))),
  englishOfMany: anyOf(NAMES.flatMap(({ name }) => (isLatin(name) ? name : []))),
};
