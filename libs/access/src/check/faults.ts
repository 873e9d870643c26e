import { likelyName, pointerStep, shown, type FaultList } from '@silkgauge/contract';

/** Rules of documents of access, in kebab-case. */
export type AccessRule =
  | 'address'
  | 'algorithm'
  | 'anonymous-scope'
  | 'cidr'
  | 'count'
  | 'expires-at'
  | 'host-pattern'
  | 'issuer'
  | 'key-set'
  | 'limit'
  | 'list'
  | 'name'
  | 'object'
  | 'one-of'
  | 'pattern'
  | 'repeated'
  | 'required'
  | 'rights-size'
  | 'scope'
  | 'source-pattern'
  | 'text'
  | 'type-pattern'
  | 'unknown-member'
  | 'write-scope';

/** The faults of a document of access. */
export type AccessFaults = FaultList<AccessRule>;

export type Members = Readonly<Record<string, unknown>>;

/** The members of an object, of which those not known are reported; undefined for another value. */
export const membersOf = (
  value: unknown,
  at: string,
  known: readonly string[],
  faults: AccessFaults,
): Members | undefined => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    faults.report(
      at,
      'object',
      `Must be an object, not ${shown(value)}.`,
      `Write an object with ${known.join(', ')}.`,
    );
    return undefined;
  }
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue;
    const meant = likelyName(name, known);
    faults.report(
      at + pointerStep(name),
      'unknown-member',
      `There is no member ${shown(name)} here.`,
      meant === undefined ? `Leave the member out. Known: ${known.join(', ')}.` : `Write "${meant}".`,
    );
  }
  return value as Members;
};

/** The items of a list, which may have `most`; empty after a fault. */
export const itemsOf = (
  value: unknown,
  at: string,
  most: number,
  faults: AccessFaults,
): readonly unknown[] => {
  if (Array.isArray(value) && value.length <= most) return value;
  const found = Array.isArray(value) ? `one of ${String(value.length)}` : shown(value);
  const must = `a list of at most ${String(most)} items`;
  faults.report(at, 'list', `Must be ${must}, not ${found}.`, `Write ${must}.`);
  return [];
};

/** A text of 1 to `most` characters without control characters; undefined after a fault. */
export const textOf = (
  value: unknown,
  at: string,
  most: number,
  faults: AccessFaults,
): string | undefined => {
  if (typeof value === 'string' && value.length > 0 && value.length <= most && isPrintable(value))
    return value;
  const must = `a text of 1 to ${String(most)} printable characters`;
  faults.report(at, 'text', `Must be ${must}, not ${shown(value)}.`, `Write ${must}.`);
  return undefined;
};

/** One of several words; undefined after a fault. */
export const wordOf = <const Word extends string>(
  value: unknown,
  at: string,
  words: readonly Word[],
  faults: AccessFaults,
  rule: AccessRule = 'one-of',
): Word | undefined => {
  const word = words.find((one) => one === value);
  if (word !== undefined) return word;
  const meant = typeof value === 'string' ? likelyName(value, words) : undefined;
  faults.report(
    at,
    rule,
    `Must be one of ${words.join(', ')}, not ${shown(value)}.`,
    meant === undefined ? `Write one of ${words.join(', ')}.` : `Write "${meant}".`,
  );
  return undefined;
};

/** Different words of a closed list, in order. */
export const wordsOf = <const Word extends string>(
  value: unknown,
  at: string,
  words: readonly Word[],
  faults: AccessFaults,
  rule: AccessRule = 'one-of',
): readonly Word[] => {
  const found: Word[] = [];
  for (const [index, item] of itemsOf(value, at, 64, faults).entries()) {
    const word = wordOf(item, `${at}/${String(index)}`, words, faults, rule);
    if (word === undefined) continue;
    if (found.includes(word))
      faults.report(`${at}/${String(index)}`, 'repeated', `"${word}" stands there twice.`, 'Leave one out.');
    else found.push(word);
  }
  return found;
};

/** Reports a member that is missing, with the name that is probably meant. */
export const reportMissing = (name: string, at: string, example: string, faults: AccessFaults): void => {
  faults.report(`${at}/${name}`, 'required', `The member ${name} is missing.`, `Add "${name}": ${example}.`);
};

const isPrintable = (text: string): boolean =>
  text.isWellFormed() && !/[\u0000-\u001f\u007f-\u009f]/.test(text);
