import type { Span } from '../text/span.ts';

export interface FlowWord extends Span {
  readonly flow: 'X' | 'M' | '_T';
}

const FLOWS =
  /(?<both>(?:imports? and exports?|exports? and imports?)(?![a-z]))|进出口|(?<exports>(?<![a-z])(?:exports?|exporting|exported|overseas sales)(?![a-z])|出口)|(?<imports>(?<![a-z])(?:imports?|importing|imported)(?![a-z])|进口)|(?<![a-z])trade(?![a-z])|贸易额/g;

/** Words that say in which direction goods cross the border, in order. */
export const flowWordsOf = (plain: string): readonly FlowWord[] =>
  [...plain.matchAll(FLOWS)].flatMap(({ 0: text, index, groups = {} }): FlowWord[] => {
    const span = { start: index, end: index + text.length };
    if (groups['both'] !== undefined) return bothOf(text, span);
    const { exports, imports } = groups;
    return [{ ...span, flow: exports !== undefined ? 'X' : imports !== undefined ? 'M' : '_T' }];
  });

/** "exports and imports" is the total, or both where numbers follow "respectively": each word has its place. */
function bothOf(text: string, { start, end }: Span): FlowWord[] {
  const second = start + text.indexOf(' and ') + 5;
  const isExportFirst = text.startsWith('export');
  return [
    { start, end: second - 5, flow: isExportFirst ? 'X' : 'M' },
    { start: second, end, flow: isExportFirst ? 'M' : 'X' },
  ];
}

/** The flow that a number is of, by the words before it: the last one, or the total of two that "and" joins. */
export function flowBefore(plain: string, words: readonly FlowWord[]): FlowWord['flow'] | null {
  const [other, last] = [words.at(-2), words.at(-1)];
  if (!last) return null;
  const isJoined = other !== undefined && plain.slice(other.end, last.start) === ' and ';
  return isJoined && other.flow !== last.flow ? '_T' : last.flow;
}
