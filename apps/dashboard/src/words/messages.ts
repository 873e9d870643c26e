import { COMPARISONS, FORMULAS, type ComparisonKey, type FormulaName } from '@silkgauge/growth';
import { chartMessages } from '../charts/frame/messages.ts';
import { whyMessages } from '../why/messages.ts';
import type { Language } from './languages.ts';
import { pageMessages } from './page-messages.ts';

const written = {
  en: { ...pageMessages.en, ...chartMessages.en, ...whyMessages.en },
  zh: { ...pageMessages.zh, ...chartMessages.zh, ...whyMessages.zh },
};

type WrittenMessageId = keyof typeof written.en & keyof typeof written.zh;
export type MessageId = WrittenMessageId | TableMessageId;
type TableMessageId = `comparison.${ComparisonKey}` | `formula.${FormulaName}`;

/** What the tables of comparisons and rules say themselves. */
const told = (language: Language) =>
  Object.fromEntries([
    ...COMPARISONS.map(({ key, words }) => [`comparison.${key}`, words[language]]),
    ...FORMULAS.map(({ name, meaning }) => [`formula.${name}`, meaning[language]]),
  ]) as Record<TableMessageId, string>;

/** All messages, in both languages: what one language lacks, no component can ask for. */
export const MESSAGES: Readonly<Record<Language, Readonly<Record<MessageId, string>>>> = {
  en: { ...written.en, ...told('en') },
  zh: { ...written.zh, ...told('zh') },
};
