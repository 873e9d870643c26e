import { alertHtml, type ToldSentence } from '@silkgauge/bulletin';
import { type AlertState, type BothLanguages, type Language } from '@silkgauge/contract';

/** States of alerts, as the page and the feed name them. */
export const STATE_NAMES = {
  firing: { en: 'Firing', zh: '已触发' },
  pending: { en: 'Not certain yet', zh: '尚不能确定' },
  resolved: { en: 'Resolved', zh: '已解除' },
} as const satisfies Readonly<Record<AlertState['state'], BothLanguages>>;

const CORRECTION: BothLanguages = { en: 'Correction to print: ', zh: '建议更正：' };

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
