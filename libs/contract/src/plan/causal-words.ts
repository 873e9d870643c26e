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

const ENGLISH = new RegExp(
  String.raw`\b(?:${CAUSAL_WORDS.en.join('|').replaceAll(' ', String.raw`\s+`)})\b`,
  'i',
);

/** The first causal word of either language in a text; undefined for none. */
export function causalWordIn(text: string): string | undefined {
  return ENGLISH.exec(text)?.[0] ?? CAUSAL_WORDS.zh.find((word) => text.includes(word));
}
