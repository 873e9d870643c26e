import type { ContentSection, Queryable } from '@silkgauge/read-model';
import { Digesting, readLines, type ContentLine, type ModelDigest } from './content.ts';

/** A differing key and its first differing member; undefined stands for an absent value. */
export interface Difference {
  readonly section: ContentSection;
  readonly key: string;
  /** Path such as `level.reported.value`; empty if one side lacks the key. */
  readonly member: string;
  readonly live: unknown;
  readonly log: unknown;
}

export interface Comparison {
  readonly live: ModelDigest;
  readonly log: ModelDigest;
  /** For each differing section the number of differing keys, and the first difference. */
  readonly differences: readonly { readonly count: number; readonly first: Difference }[];
}

/** Called with each pair of differing lines, in order. */
export type OnDifference = (
  section: ContentSection,
  live: ContentLine | null,
  log: ContentLine | null,
) => Promise<void> | undefined;

/**
 * Compares two read models line by line; both connections are in a transaction. `sections` are
 * `COMPARED_SECTIONS` for one log, `CONTENT_SECTIONS` for two logs with the same events.
 */
export async function compareModels(
  live: Queryable,
  log: Queryable,
  sections: readonly ContentSection[],
  onDifference: OnDifference = () => undefined,
): Promise<Comparison> {
  const digests = { live: new Digesting(), log: new Digesting() };
  const differences: { count: number; first: Difference }[] = [];
  for (const section of sections) {
    let found: { count: number; first: Difference } | undefined;
    for await (const [one, other] of sideBySide(readLines(live, section), readLines(log, section))) {
      if (one) digests.live.add(section, one);
      if (other) digests.log.add(section, other);
      if (one?.text === other?.text) continue;
      found ??= { count: 0, first: differenceOf(section, one, other) };
      found.count += 1;
      await onDifference(section, one, other);
    }
    if (found) differences.push(found);
  }
  return { live: digests.live.end(), log: digests.log.end(), differences };
}

/** Merges two ordered sequences into pairs by key; null for a side without the key. */
async function* sideBySide(
  ones: AsyncGenerator<ContentLine>,
  others: AsyncGenerator<ContentLine>,
): AsyncGenerator<[ContentLine | null, ContentLine | null]> {
  let one = await following(ones);
  let other = await following(others);
  while (one || other) {
    const order = !one ? 1 : !other ? -1 : byBytes(one.key, other.key);
    yield [order <= 0 ? one : null, order >= 0 ? other : null];
    if (order <= 0) one = await following(ones);
    if (order >= 0) other = await following(others);
  }
}

async function following(lines: AsyncGenerator<ContentLine>): Promise<ContentLine | null> {
  const { value, done } = await lines.next();
  return done === true ? null : value;
}

function byBytes(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function differenceOf(
  section: ContentSection,
  live: ContentLine | null,
  log: ContentLine | null,
): Difference {
  const key = (live ?? log)?.key ?? '';
  if (!live || !log) return { section, key, member: '', live: live?.content, log: log?.content };
  return { section, key, ...firstDifference(live.content, log.content, '') };
}

/** First member, in order of name, whose values differ. */
export function firstDifference(
  live: unknown,
  log: unknown,
  member: string,
): Pick<Difference, 'member' | 'live' | 'log'> {
  if (!isObject(live) || !isObject(log) || Array.isArray(live) !== Array.isArray(log))
    return { member, live, log };
  for (const name of [...new Set([...Object.keys(live), ...Object.keys(log)])].sort()) {
    if (isSame(live[name], log[name])) continue;
    return firstDifference(live[name], log[name], member === '' ? name : `${member}.${name}`);
  }
  return { member, live, log };
}

function isSame(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b)) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => isSame(a[name], b[name]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
