import { spansIn, spansOf, spansTouching, type Span } from '../text/span.ts';

const SPEAKING =
  /(?<![a-z])(?:said|says|stated|told|believes|believed|noted|argued|added|thinks|commented|predicted)(?![a-z])|表示|认为|指出|强调|介绍说|称(?=[,，:：])|说(?=[,，:：])/g;
const QUOTED = /“[^“”\n]{1,4000}”|"[^"\n]{1,4000}"|「[^「」\n]{1,4000}」/g;
/** Papers and offices that tell figures: what they say is a report and no opinion. */
const REPORTING =
  /(?<![a-z])(?:data|statistics|figures|report|survey|customs|bureau|ministry|administration|department)(?![a-z])|数据|统计|报告|海关|公报/;
/** What speaks of a person: an office or a name behind it. */
const OFFICE =
  /(?<![a-z])(?:director|professor|analyst|economist|researcher|spokes(?:man|woman|person)|manager|minister|chief|president|expert|scholar|secretary)(?![a-z])|主任|教授|分析师|研究员|发言人|经理|部长|局长|院长|专家|学者|会长|总裁/;

/**
 * Words of a speaker, in order: what is quoted beside a word of speaking; where nothing is quoted the whole
 * sentence, unless an office tells its figures in it.
 */
export function opinionsOf(plain: string, sentences: readonly Span[]): readonly Span[] {
  const speaking = spansOf(SPEAKING, plain);
  const isSpoken = (sentence: Span) => spansIn(speaking, sentence).length > 0;
  const quotes = spansOf(QUOTED, plain).filter((quote) => spansTouching(sentences, quote).some(isSpoken));
  const indirect = sentences.filter((sentence) => {
    if (!isSpoken(sentence) || spansTouching(quotes, sentence).length > 0) return false;
    const words = plain.slice(sentence.start, sentence.end);
    return !REPORTING.test(words) || OFFICE.test(words);
  });
  return [...quotes, ...indirect.map((one) => trimmed(plain, one))].sort((a, b) => a.start - b.start);
}

function trimmed(plain: string, { start, end }: Span): Span {
  const words = plain.slice(start, end);
  return { start: start + words.length - words.trimStart().length, end: start + words.trimEnd().length };
}
