import {
  ABSENCES,
  CHANGE_REASONS,
  CLAIM_STANDINGS,
  DRAFT_MARKS,
  DRAFT_REASONS,
  DRAFT_VERDICTS,
  FIGURE_VERDICTS,
  FLAGS,
  MEASURES,
  OBSERVATION_STATUSES,
  SIDES,
  VIEWS,
  type CodeOf,
  type Codelist,
} from '@silkgauge/codelists';
import type { Language } from './languages.ts';

/** Code lists whose names are messages of the page: `flag.small-base`. */
const LISTS = {
  flag: FLAGS,
  verdict: FIGURE_VERDICTS,
  status: OBSERVATION_STATUSES,
  absence: ABSENCES,
  side: SIDES,
  measure: MEASURES,
  view: VIEWS,
  reason: CHANGE_REASONS,
  'claims.standing': CLAIM_STANDINGS,
  'draft.verdict': DRAFT_VERDICTS,
  'draft.mark': DRAFT_MARKS,
  'draft.reason': DRAFT_REASONS,
} as const satisfies Readonly<Record<string, Codelist>>;

type Lists = typeof LISTS;
type NameOf<Prefix extends keyof Lists> = `${Prefix}.${CodeOf<Lists[Prefix]>}`;

/** A name of a code, or the sentence that says what a flag means. */
export type CodeMessageId =
  { [Prefix in keyof Lists]: NameOf<Prefix> }[keyof Lists] | `${NameOf<'flag'>}.means`;

/** The messages of all codes, by their ids. */
export const codeMessagesIn = (language: Language): readonly (readonly [id: string, message: string])[] =>
  Object.entries<Codelist>(LISTS).flatMap(([prefix, { entries }]) =>
    Object.entries(entries).flatMap(([code, { means, ...names }]) => [
      [`${prefix}.${code}`, names[language]] as const,
      ...(means ? [[`${prefix}.${code}.means`, means[language]] as const] : []),
    ]),
  );
