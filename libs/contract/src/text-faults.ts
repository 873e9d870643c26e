import { pointerStep, type FaultList } from './fault.ts';

/** Maximum nesting of objects and lists in an event, the event included. */
export const DEEPEST = 32;

/**
 * Reports faults of any member, known or unknown: NUL (invalid in PostgreSQL text), lone surrogates (invalid
 * in UTF-8), numbers beyond the range of a double, and nesting beyond {@link DEEPEST}.
 */
export function checkText(value: unknown, pointer: string, list: FaultList): void {
  walk(value, pointer, 2, list);
}

function walk(value: unknown, pointer: string, depth: number, list: FaultList): void {
  if (typeof value === 'string') {
    checkString(value, pointer, list);
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) reportInfinite(pointer, list);
  } else if (typeof value === 'object' && value !== null) {
    if (depth > DEEPEST) reportDeep(pointer, list);
    else if (Array.isArray(value)) walkList(value, pointer, depth, list);
    else walkObject(value as Record<string, unknown>, pointer, depth, list);
  }
}

function walkList(items: readonly unknown[], pointer: string, depth: number, list: FaultList): void {
  for (let index = 0; index < items.length && !list.full; index += 1) {
    const item = items[index];
    if (isPlain(item)) continue;
    walk(item, pointer + pointerStep(index), depth + 1, list);
  }
}

function walkObject(members: Record<string, unknown>, pointer: string, depth: number, list: FaultList): void {
  for (const name of Object.keys(members)) {
    if (list.full) return;
    if (!isClean(name)) reportName(name, pointer, list);
    const member = members[name];
    if (isPlain(member)) continue;
    walk(member, pointer + pointerStep(name), depth + 1, list);
  }
}

/** Skips pointers for clean values, the frequent case. */
const isPlain = (value: unknown): boolean =>
  typeof value === 'string' ? isClean(value) : typeof value === 'boolean' || value === null;

const isClean = (text: string): boolean => text.isWellFormed() && !text.includes('\0');

function checkString(text: string, pointer: string, list: FaultList): void {
  if (text.includes('\0')) {
    list.report(
      pointer,
      'nul-character',
      `The text holds a NUL character at position ${String(text.indexOf('\0'))}.`,
      'Leave the NUL characters out.',
    );
  }
  if (!text.isWellFormed()) {
    list.report(
      pointer,
      'lone-surrogate',
      'The text holds half of a surrogate pair, which no UTF-8 can carry.',
      'Write whole characters; escapes above \\uFFFF come in pairs.',
    );
  }
}

function reportName(name: string, pointer: string, list: FaultList): void {
  const nul = name.includes('\0');
  list.report(
    pointer + pointerStep(name),
    nul ? 'nul-character' : 'lone-surrogate',
    nul
      ? 'The name of a member holds a NUL character.'
      : 'The name of a member holds half of a surrogate pair.',
    'Name the member with whole characters other than NUL.',
  );
}

function reportInfinite(pointer: string, list: FaultList): void {
  list.report(
    pointer,
    'number-range',
    'The number is out of the range of a double.',
    'Write the digits in a string, or a number below 1.8e308.',
  );
}

function reportDeep(pointer: string, list: FaultList): void {
  list.report(
    pointer,
    'nesting-depth',
    `Objects and lists are nested deeper than ${String(DEEPEST)}.`,
    `Nest at most ${String(DEEPEST)} deep.`,
  );
}
