import { EVIDENCE_KINDS, type EvidenceKind, type Language } from '@silkgauge/codelists';
import { NOT_STATED, publishersOf, type Publisher } from '@silkgauge/growth';
import { codeName, type CodeNames } from './code-names.ts';
import { dateText } from './period.ts';

/** Where a printed number comes from. */
export interface Origin {
  /** The body that counted, with its names in the register of reporters. */
  readonly reporter: { readonly code: string; readonly names?: CodeNames | undefined };
  /** Kind of the evidence; absent or null where the event does not say. */
  readonly kind?: EvidenceKind | null | undefined;
  /** Who printed it; absent of states from before that was told: the host of the document. */
  readonly publisher?: Publisher | undefined;
  readonly document: string;
  /** As printed: an instant, a date, a month, a year or `_U`. */
  readonly publishedAt: string;
}

export type Chain = Readonly<Record<Language, string>>;

const byHost = publishersOf(new Map());

/** A part of a chain: the body, the publisher, the day of publication, or the words between them. */
export interface ChainPart {
  readonly of: 'body' | 'publisher' | 'day' | 'words';
  readonly text: string;
}

/**
 * The body that counted, the publisher that printed it, its kind and the day:
 * `customs, as printed by Xinhua (news agency), 16 July 2020`. The body alone stands where the print is its own.
 */
export const chainOf = (origin: Origin): Chain => ({
  en: textOf(chainParts(origin, 'en')),
  zh: textOf(chainParts(origin, 'zh')),
});

/** A chain in its parts, for texts that tell them apart. */
export function chainParts(origin: Origin, language: Language): readonly ChainPart[] {
  const parts = (language === 'en' ? english : chinese)(linksOf(origin, language));
  return parts.filter(({ text }) => text !== '');
}

/**
 * How a number was printed, for texts that name the body themselves: `as printed by Xinhua (news agency), 16 July
 * 2020`. Nothing where the print is the body's own, in its own words.
 */
export function printParts(origin: Origin, language: Language): readonly ChainPart[] {
  const { publisher, kind, day } = linksOf(origin, language);
  const isEnglish = language === 'en';
  if (publisher !== null) {
    const printed = (isEnglish ? englishPrint : chinesePrint)(publisher, kind, day);
    const parts = isEnglish ? [words('as printed by '), ...printed] : printed;
    return parts.filter(({ text }) => text !== '');
  }
  if (kind === null) return [];
  const on: readonly ChainPart[] =
    day === null ? [] : [words(isEnglish ? ', ' : '，'), { of: 'day', text: day }];
  return [words(kind), ...on];
}

const textOf = (parts: readonly ChainPart[]): string => parts.map(({ text }) => text).join('');

/** Who answers for the document: its publisher, or the body itself where the print is its own. */
export function authorOf(origin: Origin, language: Language): string {
  const { publisher, body } = linksOf(origin, language);
  return publisher ?? body ?? '';
}

interface Links {
  /** Null where the document names none. */
  readonly body: string | null;
  /** Null where the print is the body's own. */
  readonly publisher: string | null;
  /** Null where the print is the body's own, in its own words. */
  readonly kind: string | null;
  /** Null where it is not known. */
  readonly day: string | null;
}

function linksOf({ reporter, kind, publisher, document, publishedAt }: Origin, language: Language): Links {
  const printer = publisher ?? byHost(document);
  const isUnnamed = reporter.code === NOT_STATED;
  const isOwn = !isUnnamed && (kind === 'official' || printer.code === reporter.code);
  return {
    body: isUnnamed ? null : (codeName(reporter.names, language) ?? reporter.code),
    publisher: isOwn ? null : printer.name[language],
    kind: kind && kind !== 'official' ? EVIDENCE_KINDS.entries[kind][language] : null,
    day: publishedAt === NOT_STATED ? null : dateText(publishedAt, language),
  };
}

const words = (text: string): ChainPart => ({ of: 'words', text });

function english({ body, publisher, kind, day }: Links): readonly ChainPart[] {
  const counted: ChainPart = { of: 'body', text: body ?? '' };
  if (publisher === null) return [counted, ...englishKind(kind, day)];
  const printed = englishPrint(publisher, kind, day);
  return body === null
    ? [...printed, words(', source not named')]
    : [counted, words(', as printed by '), ...printed];
}

const englishKind = (kind: string | null, day: string | null): readonly ChainPart[] => [
  words(kind === null ? '' : ` (${kind})`),
  ...(day === null ? [words(', date not stated')] : [words(', '), { of: 'day' as const, text: day }]),
];

const englishPrint = (publisher: string, kind: string | null, day: string | null): readonly ChainPart[] => [
  { of: 'publisher', text: publisher },
  ...englishKind(kind, day),
];

function chinese({ body, publisher, kind, day }: Links): readonly ChainPart[] {
  const counted: ChainPart = { of: 'body', text: body ?? '' };
  if (publisher === null) {
    const ofKind = words(kind === null ? '' : `（${kind}）`);
    return [counted, ofKind, words(day === null ? '，日期未注明' : '，'), { of: 'day', text: day ?? '' }];
  }
  const printed = chinesePrint(publisher, kind, day);
  return body === null ? [...printed, words('，未注明来源')] : [counted, words('，'), ...printed];
}

const chinesePrint = (publisher: string, kind: string | null, day: string | null): readonly ChainPart[] => [
  { of: 'publisher', text: publisher },
  words(kind === null ? '' : `（${kind}）`),
  // Between Latin letters and the digits of the year.
  words(day !== null && kind === null && /\w$/.test(publisher) ? '于' : ''),
  { of: 'day', text: day ?? '' },
  words(day === null ? '刊载，日期未注明' : '刊载'),
];
