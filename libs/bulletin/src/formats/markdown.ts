import type { Language } from '@silkgauge/codelists';
import type { NumeralSegment, Segment } from '../segment.ts';
import { WORDS } from '../words/say.ts';
import { correctionLines, explainPath, GAP, opening, refusalLine, type Written } from './parts.ts';
import { markdownLine, markdownText, webAddress } from './safe-text.ts';

/**
 * A bulletin as Markdown, with a footnote for each numeral: its print or its formula, and the address of
 * `/explain`. `origin` is that of the API; without it addresses are relative.
 */
export function toMarkdown(bulletin: Written, language: Language, origin = ''): string {
  const { headline, paragraphs } = bulletin[language];
  const { corrections, refused } = bulletin;
  const notes = new Footnotes(bulletin, language, origin);
  const items = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');
  const first = opening(bulletin, language);
  const told = paragraphs.map(({ sentences }) =>
    markdownLine(sentences.map(({ segments }) => notes.written(segments)).join(GAP[language])),
  );
  const blocks = [
    ...(headline === '' ? [] : [`# ${markdownText(headline)}`]),
    ...(first === null ? [] : [markdownText(first)]),
    ...(corrections.length === 0
      ? []
      : [
          `## ${WORDS[language].heads.corrections}`,
          items(corrections.map((one) => correctionLines(one, language).map(markdownText).join(' '))),
        ]),
    ...told,
    ...(refused.length === 0
      ? []
      : [
          `## ${WORDS[language].heads.refused}`,
          items(refused.map((one) => markdownText(refusalLine(one, language)))),
        ]),
    ...(notes.all.length === 0 ? [] : [notes.all.join('\n')]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** The footnotes of a text, each numeral of one source and value once. */
class Footnotes {
  readonly all: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #bulletin: Written;
  readonly #language: Language;
  readonly #origin: string;

  constructor(bulletin: Written, language: Language, origin: string) {
    this.#bulletin = bulletin;
    this.#language = language;
    this.#origin = origin;
  }

  written(segments: readonly Segment[]): string {
    return segments
      .map((segment) => {
        const text = markdownText(segment.text);
        if (segment.type === 'mark') return `*${text}*`;
        return segment.type === 'numeral' ? `${text}[^${String(this.#numberOf(segment))}]` : text;
      })
      .join('')
      .trim();
  }

  #numberOf(numeral: NumeralSegment): number {
    const name = JSON.stringify([numeral.ref, numeral.value]);
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.all.length + 1;
    this.#numbers.set(name, number);
    this.all.push(`[^${String(number)}]: ${this.#note(numeral)}`);
    return number;
  }

  #note({ ref, text }: NumeralSegment): string {
    const language = this.#language;
    const explain = `[${WORDS[language].heads.explain}](<${this.#origin}${explainPath(ref, this.#bulletin)}>)`;
    const parts =
      'printed' in ref
        ? [...(ref.quote === null ? [] : [`“${markdownText(ref.quote)}”`]), ...this.#document(ref.document)]
        : [`${WORDS[language].heads.worked} ${markdownText(ref.formula)}`];
    return [markdownText(text), ...parts, explain].join('; ');
  }

  #document(document: string): readonly string[] {
    const address = webAddress(document);
    return address === null ? (document === '' ? [] : [markdownText(document)]) : [`<${address}>`];
  }
}
