import type { Language } from '@silkgauge/codelists';
import type { Segment } from '../segment.ts';
import { WORDS } from '../words/say.ts';
import {
  correctionLines,
  explainPath,
  GAP,
  opening,
  refusalLine,
  type ToldFrom,
  type Written,
} from './parts.ts';
import { htmlText, webAddress } from './safe-text.ts';

const LANG: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-Hans' };

/** A bulletin as a fragment of HTML that needs no script and no style; every text is escaped. */
export function toHtml(bulletin: Written, language: Language): string {
  const { headline } = bulletin[language];
  const head = headline === '' ? [] : [`<h1>${htmlText(headline)}</h1>`];
  return [`<article lang="${LANG[language]}">`, ...head, htmlBody(bulletin, language), '</article>'].join(
    '\n',
  );
}

/** The content of an entry of a feed: HTML without the headline, corrections first. `origin` begins its addresses. */
export const toAtomContent = (bulletin: Written, language: Language, origin = ''): string =>
  htmlBody(bulletin, language, origin);

function htmlBody(bulletin: Written, language: Language, origin = ''): string {
  const { corrections, refused } = bulletin;
  const first = opening(bulletin, language);
  const list = (lines: readonly string[]): string =>
    `<ul>${lines.map((line) => `<li>${line}</li>`).join('')}</ul>`;
  const aside = (name: string, head: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : [`<aside class="${name}"><h2>${htmlText(head)}</h2>${list(lines)}</aside>`];
  return [
    ...(first === null ? [] : [`<p class="withdrawn">${htmlText(first)}</p>`]),
    ...aside(
      'corrections',
      WORDS[language].heads.corrections,
      corrections.map(
        (one) =>
          `<time datetime="${htmlText(one.at)}">${htmlText(one.at)}</time> ${correctionLines(one, language).map(htmlText).join('<br>')}`,
      ),
    ),
    ...bulletin[language].paragraphs.map(
      ({ sentences }) =>
        `<p>${sentences
          .map(
            ({ id, segments }) =>
              `<span data-sentence="${htmlText(id)}">${segments
                .map((one) => element(one, bulletin, origin))
                .join('')
                .trim()}</span>`,
          )
          .join(GAP[language])}</p>`,
    ),
    ...aside(
      'refused',
      WORDS[language].heads.refused,
      refused.map((one) => htmlText(refusalLine(one, language))),
    ),
  ].join('\n');
}

export function element(segment: Segment, from: ToldFrom, origin = ''): string {
  const text = htmlText(segment.text);
  switch (segment.type) {
    case 'text':
      return text;
    case 'name':
    case 'period':
    case 'date':
      return `<span class="${segment.type}" data-code="${htmlText(segment.code)}">${text}</span>`;
    case 'attribution':
      return `<span class="attribution" data-by="${htmlText(segment.by)}">${text}</span>`;
    case 'mark':
      return `<em class="mark" data-mark="${segment.mark}">${text}</em>`;
    case 'quote': {
      const address = webAddress(segment.document);
      const lang = segment.lang === null ? '' : ` lang="${htmlText(segment.lang)}"`;
      const quote = `<span class="quote"${lang}>${text}</span>`;
      return address === null ? quote : `<a href="${htmlText(address)}">${quote}</a>`;
    }
    case 'numeral': {
      const { ref, value } = segment;
      const version = ref.version === null ? '' : ` data-version="${String(ref.version)}"`;
      const data = `data-key="${htmlText(ref.key)}"${version} data-member="${htmlText(ref.member)}"`;
      const href = htmlText(origin + explainPath(ref, from));
      return `<a href="${href}"><data value="${htmlText(value)}" ${data}>${text}</data></a>`;
    }
  }
}
