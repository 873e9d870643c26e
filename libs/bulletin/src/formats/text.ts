import type { Language } from '@silkgauge/codelists';
import { WORDS } from '../words/say.ts';
import { correctionLines, GAP, opening, refusalLine, type Written } from './parts.ts';
import { safeText } from './safe-text.ts';

/** A bulletin as plain text: corrections first, refusals last. */
export function toText(bulletin: Written, language: Language): string {
  const { headline, paragraphs } = bulletin[language];
  const { corrections, refused } = bulletin;
  const first = opening(bulletin, language);
  const blocks = [
    ...(headline === '' ? [] : [[headline]]),
    ...(first === null ? [] : [[first]]),
    ...(corrections.length === 0
      ? []
      : [
          [
            WORDS[language].heads.corrections,
            ...corrections.flatMap((one) => correctionLines(one, language)),
          ],
        ]),
    ...paragraphs.map(({ sentences }) => [sentences.map(({ text }) => text).join(GAP[language])]),
    ...(refused.length === 0
      ? []
      : [[WORDS[language].heads.refused, ...refused.map((one) => refusalLine(one, language))]]),
  ];
  return `${blocks.map((lines) => lines.map(safeText).join('\n')).join('\n\n')}\n`;
}
