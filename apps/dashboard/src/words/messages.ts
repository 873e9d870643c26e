import { chartMessages } from '../charts/frame/messages.ts';
import { whyMessages } from '../why/messages.ts';
import type { Language } from './languages.ts';
import { pageMessages } from './page-messages.ts';

const en = { ...pageMessages.en, ...chartMessages.en, ...whyMessages.en };
const zh = { ...pageMessages.zh, ...chartMessages.zh, ...whyMessages.zh };

export type MessageId = keyof typeof en & keyof typeof zh;

/** All messages, in both languages: what one language lacks, no component can ask for. */
export const MESSAGES: Readonly<Record<Language, Readonly<Record<MessageId, string>>>> = { en, zh };
