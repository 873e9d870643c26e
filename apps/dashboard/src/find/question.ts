import type { Availability, AvailableCode, Dimension } from '@silkgauge/contract';
import type { Filter } from '../address/address.ts';
import { periodIn } from './question-period.ts';
import { allNames, plain } from './search.ts';

/** A search read as a question: the codes and the period that the text names. */
export interface Question {
  readonly filter: Filter;
  readonly period: string | null;
}

/** Dimensions in the order in which a name that several have is understood. */
const ORDER: readonly Dimension[] = [
  'area',
  'indicator',
  'product',
  'flow',
  'reporter',
  'counterpart',
  'mode',
  'coverage',
];

/** Words without a code. */
const UNSAID = new Set(
  'a and by data figures for growth how in is much of on over rate the total trade value was what'.split(' '),
);
const UNSAID_ZH = ['的', '数据', '增速', '增长', '在', '是', '多少'];
/** Words before a trading partner. */
const BEFORE_PARTNER = new Set(['from', 'to', 'with']);
const BEFORE_PARTNER_ZH = ['自', '从', '对', '与'];

const FLOW_WORDS: Readonly<Record<string, string>> = {
  ...{ export: 'X', exports: 'X', import: 'M', imports: 'M' },
  ...{ 出口: 'X', 进口: 'M' },
};

interface Named {
  readonly dimension: Dimension;
  readonly code: string;
  readonly states: number;
}

/** A name of a code, folded; `hs-chapter 85` and the like are names too. */
type Index = ReadonlyMap<string, readonly Named[]>;

/**
 * Reads a text such as `Henan e-commerce 2020` or `河南跨境电商`. Null unless the whole text is understood, and
 * names a code and more than one thing: others are searches of one name.
 */
export function readQuestion(availability: Availability, text: string): Question | null {
  const { period, rest } = periodIn(text);
  const index = indexOf(availability);
  const found = new Map<Dimension, string>();
  let isPartner = false;
  const tokens = tokensOf(plain(rest));
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at] ?? '';
    const match = longestMatch(index, tokens, at, found, isPartner);
    if (match) {
      found.set(match.dimension, match.code);
      isPartner = false;
      at += match.length;
      continue;
    }
    if (BEFORE_PARTNER.has(token) || BEFORE_PARTNER_ZH.includes(token)) isPartner = true;
    else if (!UNSAID.has(token) && !UNSAID_ZH.includes(token)) return null;
    at += 1;
  }
  const named = found.size + (period === null ? 0 : 1);
  const isChapter = /^(?:hs|chapter)|章/.test(plain(rest));
  if (found.size === 0 || (named < 2 && !isChapter)) return null;
  return { filter: Object.fromEntries([...found].map(([dimension, code]) => [dimension, [code]])), period };
}

/** Words of Latin letters and digits, and single Chinese characters. */
const tokensOf = (text: string): readonly string[] =>
  text.match(/\p{Script=Han}|[^\s\p{Script=Han},;.?!()，。？！、]+/gu) ?? [];

/** The most tokens of a name. */
const LONGEST = 12;

/** The longest run of tokens from `at` that names a code of a dimension not yet found. */
function longestMatch(
  index: Index,
  tokens: readonly string[],
  at: number,
  found: ReadonlyMap<Dimension, string>,
  isPartner: boolean,
): (Named & { readonly length: number }) | null {
  for (let length = Math.min(LONGEST, tokens.length - at); length > 0; length -= 1) {
    const name = joined(tokens.slice(at, at + length));
    const all = (index.get(name) ?? []).filter(({ dimension }) => !found.has(dimension));
    const partners = isPartner ? all.filter(({ dimension }) => dimension === 'counterpart') : [];
    const [best] = [...(partners.length > 0 ? partners : all)].sort(
      (a, b) => ORDER.indexOf(a.dimension) - ORDER.indexOf(b.dimension) || b.states - a.states,
    );
    if (best) return { ...best, length };
  }
  return null;
}

/** Blanks stand between words, not between Chinese characters. */
const joined = (tokens: readonly string[]): string =>
  tokens.reduce((text, token) => text + (/\p{Script=Han}$/u.test(text) ? '' : ' ') + token, '').trim();

const indexes = new WeakMap<Availability, Index>();

function indexOf(availability: Availability): Index {
  const known = indexes.get(availability);
  if (known) return known;
  const index = new Map<string, Named[]>();
  for (const dimension of ORDER)
    for (const code of availability.dimensions[dimension])
      for (const name of namesOf(code, dimension)) {
        const all = index.get(name) ?? [];
        if (!all.some((one) => one.dimension === dimension && one.code === code.code))
          all.push({ dimension, code: code.code, states: code.states });
        index.set(name, all);
      }
  indexes.set(availability, index);
  return index;
}

/** The folded names of a code, and their beginnings from a word or two characters on. */
function namesOf(available: AvailableCode, dimension: Dimension): Set<string> {
  const { code } = available;
  const all = new Set<string>();
  if (/^_[TUZ]$/.test(code)) return all;
  for (const name of [code, ...allNames(available)]) {
    const tokens = tokensOf(plain(name));
    const isChinese = /\p{Script=Han}/u.test(tokens[0] ?? '');
    const least = isChinese ? Math.min(2, tokens.length) : 1;
    const beginsAlone = isChinese || dimension === 'area' || dimension === 'counterpart';
    for (let length = least; length <= Math.min(tokens.length, LONGEST); length += 1)
      if (length > 1 || tokens.length === 1 || beginsAlone) all.add(joined(tokens.slice(0, length)));
  }
  // `online retail` is ONLINE-RETAIL.
  all.add(joined(tokensOf(plain(code.replaceAll('-', ' ')))));
  const chapter = /^HS(\d{2})$/.exec(code)?.[1];
  if (dimension === 'product' && chapter !== undefined) {
    const number = String(Number(chapter));
    for (const name of [`chapter ${number}`, `hs ${number}`, `hs chapter ${number}`, `第 ${number} 章`])
      all.add(joined(tokensOf(name)));
  }
  if (dimension === 'flow')
    for (const [word, flow] of Object.entries(FLOW_WORDS)) if (flow === code) all.add(joined(tokensOf(word)));
  return all;
}
