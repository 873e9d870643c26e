/** Words that say why: never the product's own. */
export const CAUSAL_WORDS = {
  en: [
    ...['because', 'due to', 'owing to', 'thanks to', 'as a result', 'led to', 'leads to', 'leading to'],
    ...['cause', 'causes', 'caused', 'causing', 'drove', 'drive', 'drives', 'driven', 'driving'],
    ...['boost', 'boosts', 'boosted', 'boosting', 'fuelled', 'fueled', 'spurred', 'spurs', 'lifted by'],
    ...['injected', 'injects', 'on the back of'],
  ],
  zh: [
    ...['因为', '由于', '因此', '推动', '带动', '拉动', '促进', '得益于', '受益于', '导致', '使得'],
    ...['提振', '助推'],
  ],
} as const;

/** Nouns with such a word: disk drives are goods, and a driving licence is none. */
const NOUN = String.raw`(?:(?<=\b(?:disk|disc|flash|hard|tape)\s+)drives?|driving\s+licen[cs]es?)\b`;
const ENGLISH = String.raw`\b(?!${NOUN})(?:${CAUSAL_WORDS.en.join('|').replaceAll(' ', String.raw`\s+`)})\b`;
const CAUSAL = new RegExp(`${ENGLISH}|${CAUSAL_WORDS.zh.join('|')}`, 'gi');

/** The places of the causal words of both languages in a text, in order; UTF-16 offsets, `end` exclusive. */
export const causalWordsIn = (text: string): { readonly start: number; readonly end: number }[] =>
  Array.from(text.matchAll(CAUSAL), ({ 0: word, index }) => ({ start: index, end: index + word.length }));

/** The first causal word in a text; undefined for none. */
export const causalWordIn = (text: string): string | undefined => text.match(CAUSAL)?.[0];
