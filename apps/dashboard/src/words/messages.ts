import { VIEWS, type View } from '@silkgauge/codelists';
import { COMPARISONS, FORMULAS, type ComparisonKey, type FormulaName } from '@silkgauge/growth';
import { answerMessages } from '../answer/messages.ts';
import { chartMessages } from '../charts/frame/messages.ts';
import { citeMessages } from '../cite/messages.ts';
import { claimMessages } from '../claims/messages.ts';
import { conflictMessages } from '../conflicts/messages.ts';
import { dataMessages } from '../data/messages.ts';
import { draftMessages } from '../draft/messages.ts';
import { feedMessages } from '../feed/messages.ts';
import { figureMessages } from '../figures/messages.ts';
import { tableMessages } from '../figures/table-messages.ts';
import { findMessages } from '../find/messages.ts';
import { subscribeMessages } from '../find/subscribe-messages.ts';
import { keyMessages } from '../key/messages.ts';
import { reliabilityMessages } from '../reliability/messages.ts';
import { settingsMessages } from '../settings/messages.ts';
import { triangleMessages } from '../triangle/messages.ts';
import { viewMessages } from '../views/messages.ts';
import { whyMessages } from '../why/messages.ts';
import { reasonMessages } from '../why/reason-messages.ts';
import { standingMessages } from '../why/standing-messages.ts';
import { clockMessages } from './clock-messages.ts';
import { codeMessagesIn, type CodeMessageId } from './code-messages.ts';
import type { Language } from './languages.ts';
import { pageMessages } from './page-messages.ts';

const WRITTEN = {
  ...{ ...pageMessages, ...settingsMessages, ...findMessages, ...clockMessages, ...answerMessages },
  ...{ ...viewMessages, ...chartMessages, ...tableMessages, ...figureMessages },
  ...{ ...whyMessages, ...reasonMessages, ...standingMessages, ...feedMessages },
  ...{ ...conflictMessages, ...claimMessages, ...reliabilityMessages, ...triangleMessages },
  ...{ ...keyMessages, ...subscribeMessages, ...dataMessages, ...draftMessages, ...citeMessages },
};

export type MessageId =
  | keyof typeof WRITTEN
  | CodeMessageId
  | `view.${View}.asks`
  | `comparison.${ComparisonKey}`
  | `formula.${FormulaName}`;

/** The messages of a language, with the names of codes, comparisons and formulas. */
const messagesIn = (language: Language): Readonly<Record<MessageId, string>> =>
  Object.fromEntries([
    ...Object.entries(WRITTEN).map(([id, [en, zh]]) => [id, language === 'en' ? en : zh]),
    ...codeMessagesIn(language),
    ...Object.entries(VIEWS.entries).map(([view, { asks }]) => [`view.${view}.asks`, asks[language]]),
    ...COMPARISONS.map(({ key, words }) => [`comparison.${key}`, words[language]]),
    ...FORMULAS.map(({ name, meaning }) => [`formula.${name}`, meaning[language]]),
  ]) as Record<MessageId, string>;

/** Typed by name, so that a component can only use messages that both languages have. */
export const MESSAGES = { en: messagesIn('en'), zh: messagesIn('zh') };
