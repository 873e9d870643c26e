import {
  EVIDENCE_KIND_NAMES,
  NOT_STATED,
  publishersOf,
  type EvidenceKind,
  type Publisher,
} from '@silkgauge/growth';
import { codeName, type CodeNames } from './code-names.ts';
import type { Language } from './language.ts';
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

/**
 * The body that counted, the publisher that printed it, its kind and the day:
 * `customs, as printed by Xinhua (news agency), 16 July 2020`. The body alone stands where the print is its own.
 */
export function chainOf(origin: Origin): Chain {
  return { en: english(linksOf(origin, 'en')), zh: chinese(linksOf(origin, 'zh')) };
}

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
    kind: kind && kind !== 'official' ? EVIDENCE_KIND_NAMES[kind][language] : null,
    day: publishedAt === NOT_STATED ? null : dateText(publishedAt, language),
  };
}

function english({ body, publisher, kind, day }: Links): string {
  const ofKind = kind === null ? '' : ` (${kind})`;
  const when = day ?? 'date not stated';
  if (publisher === null) return `${body ?? ''}${ofKind}, ${when}`;
  return body === null
    ? `${publisher}${ofKind}, ${when}, source not named`
    : `${body}, as printed by ${publisher}${ofKind}, ${when}`;
}

function chinese({ body, publisher, kind, day }: Links): string {
  const ofKind = kind === null ? '' : `（${kind}）`;
  if (publisher === null) return `${body ?? ''}${ofKind}，${day ?? '日期未注明'}`;
  const printer = `${publisher}${ofKind}`;
  // Between Latin letters and the digits of the year.
  const on = /\w$/.test(printer) ? '于' : '';
  const printed = day === null ? `${printer}刊载，日期未注明` : `${printer}${on}${day}刊载`;
  return body === null ? `${printed}，未注明来源` : `${body}，${printed}`;
}
