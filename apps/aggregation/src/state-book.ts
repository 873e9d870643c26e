import type { Cause, ChangeReason, NoticeMark, StateDocument } from '@silkgauge/contract';
import type { ComparedSides, Sides, StateBody } from '@silkgauge/growth';
import { stateKey } from '@silkgauge/read-model';

/** A version to be written; the series is still named by its key, since it may not be registered yet. */
export interface DraftChange {
  readonly seriesKey: string;
  readonly period: string;
  readonly version: number;
  readonly knownAt: Date;
  readonly document: string;
}

export interface Because {
  readonly reason: ChangeReason;
  readonly causes: readonly Cause[];
  readonly folded?: StateDocument['change']['folded'];
  /** The broker's append time of the newest cause. */
  readonly knownAt: Date;
}

type Content = Omit<StateDocument, 'change'>;

interface Present {
  readonly version: number;
  readonly knownAt: Date;
  readonly content: Content;
}

/**
 * The states a transaction works on: what each key says now, and the versions it will get. A revision that says
 * nothing new makes no version; one that does counts one up, and never falls back in `knownAt`.
 */
export class StateBook {
  readonly changes: DraftChange[] = [];
  readonly #present = new Map<string, Present>();

  /** Takes in what the table says, unless the key has already been revised here. */
  load(seriesKey: string, row: { period: string; version: number; known_at: Date; document: string }): void {
    const key = stateKey(seriesKey, row.period);
    if (this.#present.has(key)) return;
    const { change: _, ...content } = JSON.parse(row.document) as StateDocument;
    this.#present.set(key, { version: row.version, knownAt: row.known_at, content });
  }

  bodyOf(seriesKey: string, period: string): StateBody | undefined {
    const content = this.#present.get(stateKey(seriesKey, period))?.content;
    if (!content) return undefined;
    const { notices: _, ...body } = content;
    return body;
  }

  /** Append time of the newest cause so far, or the one given if that is later. */
  knownAt(seriesKey: string, period: string, instant: Date): Date {
    const before = this.#present.get(stateKey(seriesKey, period))?.knownAt;
    return before && before > instant ? before : instant;
  }

  /** Returns whether the key says something new. A key that never said anything does not begin with an empty state. */
  revise(
    seriesKey: string,
    period: string,
    body: StateBody,
    notices: readonly NoticeMark[],
    because: Because,
  ): boolean {
    const key = stateKey(seriesKey, period);
    const before = this.#present.get(key);
    if (!before && isEmpty(body)) return false;
    const content: Content = { ...body, notices };
    const previous = before ? changedMembers(before.content, content) : null;
    if (previous && Object.keys(previous).length === 0) return false;
    const version = (before?.version ?? 0) + 1;
    const knownAt = this.knownAt(seriesKey, period, because.knownAt);
    const { reason, causes, folded } = because;
    const document: StateDocument = {
      ...content,
      change: { reason, previous, causes, ...(folded && { folded }) },
    };
    this.#present.set(key, { version, knownAt, content });
    this.changes.push({ seriesKey, period, version, knownAt, document: JSON.stringify(document) });
    return true;
  }
}

function isEmpty(body: StateBody): boolean {
  return (
    isBare(body.level) &&
    Object.keys(body.growth).length === 0 &&
    Object.keys(body.other).length === 0 &&
    body.counts === undefined
  );
}

function isBare(sides: Sides): boolean {
  return !sides.reported && !sides.computed && !sides.implied && !sides.forecast;
}

const SAME = undefined;

/** The members of `before` that `after` says otherwise, as they were; of `growth` only the comparisons that differ. */
function changedMembers(before: Content, after: Content): Partial<Content> {
  const previous: Record<string, unknown> = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof Content>) {
    const was =
      name === 'growth'
        ? changedComparisons(before.growth, after.growth)
        : changedMember(before[name], after[name]);
    if (was !== SAME) previous[name] = was;
  }
  return previous;
}

function changedMember(was: unknown, is: unknown): unknown {
  return JSON.stringify(was) === JSON.stringify(is) ? SAME : (was ?? null);
}

function changedComparisons(
  was: Readonly<Record<string, ComparedSides>>,
  is: Readonly<Record<string, ComparedSides>>,
): Record<string, unknown> | undefined {
  const changed = [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .map((key) => [key, changedMember(was[key], is[key])] as const)
    .filter(([, value]) => value !== SAME);
  return changed.length > 0 ? Object.fromEntries(changed) : SAME;
}
