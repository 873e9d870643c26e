const ENGLISH: Readonly<Record<string, number>> = {
  ...{ a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9 },
  ...{ ten: 10, eleven: 11, twelve: 12, thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16 },
  ...{ seventeen: 17, eighteen: 18, nineteen: 19, twenty: 20, thirty: 30, forty: 40, fifty: 50 },
  ...{ sixty: 60, seventy: 70, eighty: 80, ninety: 90, hundred: 100 },
};
const WORD = Object.keys(ENGLISH)
  .sort((a, b) => b.length - a.length)
  .join('|');

const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const DIGIT = DIGITS.join('|');

/** English numbers below a thousand in words, where a power of ten or a unit follows. */
export const ENGLISH_NUMBER = new RegExp(
  `(?<![a-z-])(?:half an?|(?:${WORD})(?:[ -](?:and )?(?:${WORD})){0,4}(?: and a half| point(?: (?:${DIGIT})){1,4})?)(?=[\\s-](?:thousand|million|billion|trillion|percent|per cent|percentage|times|fold)(?![a-z]))`,
  'g',
);

/**
 * A number of {@link ENGLISH_NUMBER}.
 * @example
 * englishNumber('twenty-six') // '26'
 */
export function englishNumber(text: string): string {
  if (text.startsWith('half')) return '0.5';
  const [whole = '', part] = text.replace(' and a half', ' point five').split(' point ');
  let sum = 0;
  for (const word of whole.split(/[ -](?:and )?/)) {
    const one = ENGLISH[word] ?? 0;
    sum = one === 100 ? Math.max(1, sum) * 100 : sum + one;
  }
  const digits = part?.split(' ').map((word) => DIGITS.indexOf(word));
  return digits ? `${String(sum)}.${digits.join('')}` : String(sum);
}

export const CHINESE_NUMBER =
  /[零〇一二两三四五六七八九十百千]{1,12}(?:点[零〇一二三四五六七八九]{1,12})?(?=[倍成万亿]|个百分点)|(?<=百分之)[零〇一二两三四五六七八九十百千]{1,12}(?:点[零〇一二三四五六七八九]{1,12})?/g;
const ONES = '零一二三四五六七八九';
const PLACES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/**
 * A number in Chinese characters below ten thousand.
 * @example
 * chineseNumber('二十六点二') // '26.2'
 */
export function chineseNumber(text: string): string {
  const [whole = '', part] = text.replaceAll('〇', '零').replaceAll('两', '二').split('点');
  const isSpelled = !/[十百千]/.test(whole);
  let sum = 0;
  let one = 0;
  for (const character of whole) {
    const place = PLACES[character];
    if (place === undefined) one = ONES.indexOf(character);
    else {
      sum += (one === 0 ? 1 : one) * place;
      one = 0;
    }
  }
  const digits = isSpelled ? String(BigInt(spelled(whole))) : String(sum + one);
  return part === undefined ? digits : `${digits}.${spelled(part)}`;
}

const spelled = (text: string): string => [...text].map((one) => String(ONES.indexOf(one))).join('');

/** Amounts in words that have no digits: "tens of billions", "a quarter of a million", 数十亿元. */
export const VAGUE_AMOUNT =
  /[数几][十百千万亿]{1,3}(?=[万亿元家单件个倍美欧]|多|余)(?:多|余)?(?:[万亿]{0,2})(?:美元|欧元|元|倍)?|(?<![十百千零〇一二两三四五六七八九])[一二三四五六七八九]{2}成|(?<![a-z])(?:(?:tens|hundreds|thousands|dozens) of (?:thousand|million|billion)s?|(?:several|a few) (?:hundred|thousand|million|billion|trillion|percent)|(?:one|three|a)[- ]quarters? of an?)(?![a-z])/g;
