import { LANGUAGES, SIDES } from '@silkgauge/codelists';
import { compareDecimals, COMPARISON_KEYS, normalisePeriod, resolveComparison } from '@silkgauge/growth';
import { FaultList, pointerStep, type Fault } from '../fault.ts';
import { isCalendarDate, parseInstant } from '../instant.ts';
import { bytesOf } from '../plan/bytes.ts';
import { Members } from '../plan/members.ts';
import { type PrintedBy, type PrintedSentence, type PrintedUse } from './printed.ts';

export const LARGEST_PRINTED = 64 * 1024;
/** Bytes in UTF-8. */
export const LARGEST_SENTENCE = 4 * 1024;
export const MOST_USES = 60;
const LARGEST_LINK = 2 * 1024;

export type PrintedReading =
  | { readonly ok: true; readonly printed: PrintedSentence }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * Reads a printed sentence from parsed JSON, or tells all its faults, at most 100. Periods, areas and comparisons
 * get their one name; unknown members are ignored. `root` is the pointer to the sentence in its event.
 */
export function readPrinted(value: unknown, root = ''): PrintedReading {
  const faults = new FaultList();
  if (bytesOf(value) > LARGEST_PRINTED) {
    const fix = `Write at most ${String(LARGEST_PRINTED)} bytes; make it two sentences.`;
    faults.report(root, 'printed-size', 'The printed sentence is too large.', fix);
    return { ok: false, faults: faults.faults };
  }
  const members = new Members(value, root, faults);
  const head = readHead(members);
  const text = members.has('text') ? readText(members, faults) : null;
  const told = members.has('told') ? readTold(members, faults) : null;
  if (!members.has('text') && !members.has('told')) {
    const fix =
      'Add "text": { "lang": "en", "text": "..." }, or "told": { "bulletin": "...", "version": 1 }.';
    faults.report(members.at('text'), 'printed-source', 'It says neither the text nor what told it.', fix);
  }
  const uses = readUses(members, text?.text ?? null, faults);
  return faults.faults.length > 0
    ? { ok: false, faults: faults.faults }
    : { ok: true, printed: { ...head, text, told, uses } as PrintedSentence };
}

/** The members that a sentence has, whatever it was told by. */
const readHead = (members: Members) => ({
  printed: members.name('printed'),
  where: members.has('where') ? members.text('where', 'an address or a name of 1 to 1,024 characters') : null,
  printedOn: readPrintedOn(members),
});

function readPrintedOn(members: Members): string | null {
  const must = 'a date or an instant with offset, such as "2020-07-14" or "2020-07-14T10:00:00+08:00"';
  const found = members.raw('printedOn');
  const isDate = (one: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(one) && isCalendarDate(one);
  return typeof found === 'string' && (isDate(found) || parseInstant(found) !== undefined)
    ? found
    : members.wrong('printedOn', 'instant', must);
}

function readText(members: Members, faults: FaultList): PrintedSentence['text'] {
  const own = new Members(members.raw('text'), members.at('text'), faults);
  const lang = own.oneOf('lang', LANGUAGES.codes);
  const found = own.raw('text');
  const isText = typeof found === 'string' && found.trim() !== '';
  const text =
    isText && new TextEncoder().encode(found).length <= LARGEST_SENTENCE
      ? found
      : own.wrong('text', 'text', `a text of 1 to ${String(LARGEST_SENTENCE)} bytes in UTF-8`);
  return lang !== null && text !== null ? { lang, text } : null;
}

function readTold(members: Members, faults: FaultList): PrintedBy | null {
  const own = new Members(members.raw('told'), members.at('told'), faults);
  if (own.has('link') === own.has('bulletin'))
    return members.wrong(
      'told',
      'printed-source',
      '{ "bulletin": "...", "version": 1 } or { "link": "..." }',
    );
  return own.has('link') ? readLink(own) : readBulletinVersion(own);
}

/** An address; what it leads to is for those who follow it. */
function readLink(members: Members): { readonly link: string } | null {
  const found = members.raw('link');
  const isOne = typeof found === 'string' && /^\S+$/.test(found) && bytesOf(found) <= LARGEST_LINK;
  if (isOne) return { link: found };
  return members.wrong(
    'link',
    'address',
    `an address of at most ${String(LARGEST_LINK)} bytes, without spaces`,
  );
}

function readBulletinVersion(members: Members): PrintedBy | null {
  const bulletin = members.name('bulletin');
  const version = members.whole('version', 1, 999_999_999);
  const sentence = members.has('sentence') ? members.text('sentence', 'the id of a sentence of it') : null;
  if (bulletin === null || version === null) return null;
  return { bulletin, version, ...(sentence !== null && { sentence }) };
}

function readUses(members: Members, text: string | null, faults: FaultList): readonly PrintedUse[] | null {
  const found = members.raw('uses');
  const must = `a list of 1 to ${String(MOST_USES)} numbers, such as [{ "key": "GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY/2020-S1", "member": "growth.GY.reported", "digits": "26.2" }]`;
  if (!Array.isArray(found) || found.length === 0 || found.length > MOST_USES)
    return members.wrong('uses', 'printed-uses', must);
  return found.map(
    (one: unknown, at) =>
      readUse(new Members(one, `${members.at('uses')}${pointerStep(at)}`, faults), text) as PrintedUse,
  );
}

function readUse(members: Members, text: string | null) {
  const key = members.key('key');
  const member = readMember(members, key);
  const digits = members.decimal('digits', true);
  const to = members.has('to') ? readUpperEnd(members, digits) : null;
  return { key, ...member, digits, to, multiplier: readMultiplier(members), as: readAs(members, text) };
}

function readUpperEnd(members: Members, digits: string | null): string | null {
  const to = members.decimal('to', true);
  if (to === null || digits === null) return to;
  return compareDecimals(to, digits) >= 0
    ? to
    : members.wrong('to', 'range-order', 'the upper end of a range, not below digits');
}

const OTHERS = 'share|contribution';
const MEMBER = new RegExp(
  `^(level|growth\\.(?<comparison>[^.]+)|other\\.(?:${OTHERS}))\\.(${SIDES.codes.join('|')})$`,
);

/** A figure and its side, the comparison by its key in a state of the period. */
function readMember(members: Members, key: string | null) {
  const found = members.raw('member');
  const match = typeof found === 'string' ? MEMBER.exec(found) : null;
  const comparison = match?.groups?.['comparison'];
  const isKnown =
    comparison === undefined ||
    COMPARISON_KEYS.includes(comparison) ||
    normalisePeriod(comparison) !== undefined;
  if (!match || !isKnown) {
    members.wrong(
      'member',
      'printed-member',
      'a figure and its side, such as "level.reported" or "growth.GY.implied"',
    );
    return { member: null, figure: null, side: null };
  }
  const side = match[3];
  const period = key?.slice(key.indexOf('/') + 1);
  const figure =
    comparison === undefined || period === undefined
      ? match[1]
      : `growth.${resolveComparison(period, comparison).key}`;
  return { member: `${String(figure)}.${String(side)}`, figure, side };
}

function readMultiplier(members: Members): string | null {
  if (!members.has('multiplier')) return '1';
  const found = members.raw('multiplier');
  return typeof found === 'string' && /^10{0,15}$/.test(found)
    ? found
    : members.wrong('multiplier', 'multiplier-positive', 'a power of ten in a string, such as "1000000000"');
}

/** Words of the sentence, where that is there. */
function readAs(members: Members, text: string | null): string | null {
  if (!members.has('as')) return null;
  const words = members.text('as', 'the words of the number, of 1 to 1,024 characters');
  return words !== null && text !== null && !text.includes(words)
    ? members.wrong('as', 'printed-words', 'words that stand in the text as they are')
    : words;
}
