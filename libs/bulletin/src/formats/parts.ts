import type { Language } from '@silkgauge/codelists';
import type { Bulletin, Correction, PublishedBulletin, Refused } from '../bulletin.ts';
import type { Ref } from '../segment.ts';
import { periodOf, seriesOf } from '../tell/telling.ts';
import { WORDS } from '../words/say.ts';

/** A version, or a plan told from what had been published by a day. */
export type Written = Bulletin | PublishedBulletin;

/** Between two sentences of a paragraph. */
export const GAP: Readonly<Record<Language, string>> = { en: ' ', zh: '' };

/** The lines of a correction, without escapes. */
export function correctionLines({ said, says }: Correction, language: Language): readonly string[] {
  const now = says ? `${WORDS[language].heads.says}${says[language]}` : WORDS[language].heads.gone;
  return [`${WORDS[language].heads.said}${said[language]}`, now];
}

export const refusalLine = ({ id, rule, reason }: Refused, language: Language): string =>
  `${id} (${rule}): ${reason[language]}`;

/** What a text is told from: a place in the log, or what had been published by an instant. */
export type ToldFrom = Pick<Written, 'told'> & Pick<PublishedBulletin, 'publishedBy'>;

/** Where it is told how a number was found: by the clock that it is told by. */
export function explainPath({ key }: Ref, { told, publishedBy }: ToldFrom): string {
  const path = `/v1/growth/${seriesOf(key)}/${encodeURIComponent(periodOf(key))}/explain`;
  if (told !== null) return `${path}?asOf=${encodeURIComponent(told)}`;
  return publishedBy === undefined ? path : `${path}?publishedBy=${encodeURIComponent(publishedBy)}`;
}

/** What is told before the first sentence. */
export const opening = ({ kind }: Written, language: Language): string | null =>
  kind === 'withdrawal' ? WORDS[language].heads.withdrawn : null;
