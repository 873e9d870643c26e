import type { ChangeReason } from '@silkgauge/codelists';
import type { Cause, StateDocument } from '@silkgauge/contract';
import type { Sides, StateBody } from '@silkgauge/growth';
import { splitDocument } from '@silkgauge/read-model';
import { jsonMembers, jsonObject, openJsonObject } from './json-members.ts';

/** A version to be written. The key names the series, which may not be registered yet. */
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
  /** Of the newest cause, where its trace is sampled. */
  readonly traceparent?: string | undefined;
  /** Append time of the newest cause. */
  readonly knownAt: Date;
}

/** JSON text of each member of an object. */
type Members = ReadonlyMap<string, string>;

/** Present content of a key. */
export interface Present {
  readonly version: number;
  readonly knownAt: Date;
  /** The document without its last member `change`: more than half of the text, and not content. */
  readonly said: string;
}

interface PresentRow {
  readonly period: string;
  readonly version: number;
  readonly known_at: Date;
  readonly document: string;
}

/** A key of which only the highest published version is known. */
type FloorRow = Pick<PresentRow, 'period' | 'version'> & { readonly document: null };

const CHANGE = ',"change":';

/**
 * States of a transaction: present contents, and new versions. A revision without new content makes no
 * version; `knownAt` of a key never falls. Contents are compared as text, since most states are revised often
 * and change little.
 */
export class StateBuffer {
  readonly changes: DraftChange[] = [];
  /** Total length of the documents in `changes`. */
  bytes = 0;
  /** By series and period in two steps, as joined names would dominate the cost of lookups. */
  readonly #present = new Map<string, Map<string, Present>>();
  /** By key without content: the version that its first one has to exceed. */
  readonly #floors = new Map<string, number>();

  /** Takes a row of the table, unless the key was revised here before. */
  load(seriesKey: string, row: PresentRow | FloorRow): void {
    if (this.present(seriesKey, row.period)) return;
    if (row.document === null) {
      this.#floors.set(`${seriesKey}/${row.period}`, row.version);
      return;
    }
    const { period, version, known_at: knownAt, document } = row;
    this.recall(seriesKey, period, { version, knownAt, said: splitDocument(document).said });
  }

  /** Takes the result of another buffer. */
  recall(seriesKey: string, period: string, present: Present): void {
    let periods = this.#present.get(seriesKey);
    if (!periods) this.#present.set(seriesKey, (periods = new Map()));
    periods.set(period, present);
  }

  /** Null for a key without content. */
  present(seriesKey: string, period: string): Present | null {
    return this.#present.get(seriesKey)?.get(period) ?? null;
  }

  /** Append time of the newest cause so far, or `instant` if that is later. */
  knownAt(seriesKey: string, period: string, instant: Date): Date {
    const before = this.present(seriesKey, period)?.knownAt;
    return before && before > instant ? before : instant;
  }

  /** Adds a version for new content; false for unchanged content. No key begins with an empty state. */
  revise(seriesKey: string, period: string, body: StateBody, because: Because): boolean {
    const before = this.present(seriesKey, period);
    if (!before && isEmpty(body)) return false;
    const members = membersOf(body);
    const said = openJsonObject(members);
    if (before?.said === said) return false;
    const previous = before ? changedMembers(jsonMembers(before.said), members) : null;
    if (previous?.length === 0) return false;
    const version = (before?.version ?? this.#floors.get(`${seriesKey}/${period}`) ?? 0) + 1;
    const knownAt = this.knownAt(seriesKey, period, because.knownAt);
    const document = [said, CHANGE, changeText(because, previous), '}'].join('');
    this.recall(seriesKey, period, { version, knownAt, said });
    this.changes.push({ seriesKey, period, version, knownAt, document });
    this.bytes += document.length;
    return true;
  }
}

/** True for a body without a number on any side. */
export function isEmpty(body: StateBody): boolean {
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

function membersOf(body: StateBody): Members {
  const members = new Map<string, string>();
  let name: keyof StateBody;
  for (name in body) {
    const value = body[name];
    if (value !== undefined) members.set(name, JSON.stringify(value));
  }
  return members;
}

type Previous = readonly (readonly [string, string])[];

function changeText({ reason, causes, folded, traceparent }: Because, previous: Previous | null): string {
  return jsonObject([
    ['reason', JSON.stringify(reason)],
    ['previous', previous ? jsonObject(previous) : 'null'],
    ['causes', JSON.stringify(causes)],
    ...(folded ? [['folded', JSON.stringify(folded)] as const] : []),
    // Last, where `traceparentOf` looks for it.
    ...(traceparent === undefined ? [] : [['traceparent', JSON.stringify(traceparent)] as const]),
  ]);
}

/** Members of `before` that `after` changes, as they were; of `growth` only the changed comparisons. */
function changedMembers(before: Members, after: Members): Previous {
  return differing(before, after).map(([name, was]) =>
    name === 'growth' ? [name, jsonObject(changedComparisons(was, after.get(name) ?? '{}'))] : [name, was],
  );
}

function changedComparisons(was: string, is: string): Previous {
  return differing(jsonMembers(was), jsonMembers(is));
}

/** Former texts of the changed members; `null` for a new member. */
function differing(was: Members, is: Members): Previous {
  const names = [...was.keys(), ...[...is.keys()].filter((name) => !was.has(name))];
  return names.flatMap((name) => {
    const before = was.get(name);
    return before === is.get(name) ? [] : [[name, before ?? 'null'] as const];
  });
}
