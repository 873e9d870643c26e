import { spansIn, spansOf, spansTouching, type Span } from '../text/span.ts';

const SPEAKING =
  /(?<![a-z])(?:said|says|stated|told|believes|believed|noted|argued|added(?= that|[,:.])|(?<=(?:he|she|they) )added|thinks|commented)(?![a-z])|表示|认为|指出|强调|介绍说|称(?=[,，:：])|说(?=[,，:：])/g;
/** What is yet to come is no figure that could be known. */
const FORECAST =
  /(?<![a-z])(?<!(?:than|as) )(?:expect(?:s|ed|ing)?|forecast(?:s|ed|ing)?|estimat(?:e|es|ed|ing)|predict(?:s|ed|ing|ions?)?|projected|projects(?= (?:that|a|an|the|it|growth|exports|imports|trade)(?![a-z])))(?![a-z])|预计|预测|(?<![于超合及])预期/;
const QUOTED = /“[^“”\n]{1,4000}”|"[^"\n]{1,4000}"|「[^「」\n]{1,4000}」/g;
/** Papers and offices that tell figures: what they say is a report and no opinion. */
const REPORTING =
  /(?<![a-z])(?:data|statistics|figures|report|survey|customs|bureau|ministry|administration|department)(?![a-z])|数据|统计|报告|海关|公报/;
/** What speaks of a person: an office or a name behind it. */
const OFFICE =
  /(?<![a-z])(?:(?:director|professor|analyst|economist|researcher|spokes(?:man|woman|person)|manager|minister|chief|president|expert|scholar)s?|spokes(?:men|women|people)|secretar(?:y|ies))(?![a-z])|主任|教授|分析师|研究员|发言人|经理|部长|局长|院长|专家|学者|会长|总裁/;

const A_NUMBER = /\d|百分之|[一二两三四五六七八九十百](?:成|倍)|(?<![a-z])(?:percent|doubl|tripl|halv)/;

/**
 * Words of a speaker, in order: what is quoted beside a word of speaking; where no number is quoted the whole
 * sentence, unless an office tells its figures in it. A forecast is one, whoever makes it.
 */
export function opinionsOf(plain: string, sentences: readonly Span[]): readonly Span[] {
  const speaking = spansOf(SPEAKING, plain);
  const isSpoken = (sentence: Span) => spansIn(speaking, sentence).length > 0;
  const quotes = spansOf(QUOTED, plain).filter((quote) => spansTouching(sentences, quote).some(isSpoken));
  const numbered = quotes.filter(({ start, end }) => A_NUMBER.test(plain.slice(start, end)));
  const indirect = sentences.filter((sentence) => {
    const words = plain.slice(sentence.start, sentence.end);
    if (FORECAST.test(words)) return true;
    if (!isSpoken(sentence) || spansTouching(numbered, sentence).length > 0) return false;
    return !REPORTING.test(words) || OFFICE.test(words);
  });
  const whole = indirect.map((one) => trimmed(plain, one)).filter(({ start, end }) => start < end);
  const apart = quotes.filter((one) => spansTouching(whole, one).length === 0);
  return [...apart, ...whole].sort((a, b) => a.start - b.start);
}

function trimmed(plain: string, { start, end }: Span): Span {
  const words = plain.slice(start, end);
  return { start: start + words.length - words.trimStart().length, end: start + words.trimEnd().length };
}
