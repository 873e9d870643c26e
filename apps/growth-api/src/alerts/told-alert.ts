import type { Language, BothNames } from '@silkgauge/codelists';
import { alertHtml, type ToldSentence } from '@silkgauge/bulletin';
import type { AlertState } from '@silkgauge/contract';

const CORRECTION: BothNames = { en: 'Correction to print: ', zh: '建议更正：' };

/** What an alert says, and the correction to print where it has one, as paragraphs of HTML. */
export function alertParagraphs(
  { sequence, sentence, correction }: AlertState,
  language: Language,
  origin = '',
): string {
  const html = (one: AlertState['sentence']): string =>
    alertHtml((one as Readonly<Record<Language, ToldSentence>>)[language].segments, sequence, origin);
  const corrected = correction ? `\n<p>${CORRECTION[language]}${html(correction)}</p>` : '';
  return `<p>${html(sentence)}</p>${corrected}`;
}
