import type { Cause, ChangeReason, StateDocument } from '@silkgauge/contract';
import type { Sides, StateBody } from '@silkgauge/growth';
import { splitDocument } from '@silkgauge/read-model';
import { jsonMembers, jsonObject, openJsonObject } from './json-members.ts';

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

/** The JSON text of each member of an object. */
type Members = ReadonlyMap<string, string>;

/** What a key says now. */
export interface Present {
  readonly version: number;
  readonly knownAt: Date;
  /** The document up to its last member `change`, which is not part of it and would be more than half of what is remembered. */
  readonly said: string;
}

interface PresentRow {
  readonly period: string;
  readonly version: number;
  readonly known_at: Date;
  readonly document: string;
}

/** Nothing is known of the key but that more of it was published. */
type FloorRow = Pick<PresentRow, 'period' | 'version'> & { readonly document: null };

const CHANGE = ',"change":';

/**
 * The states a transaction works on: what each key says now, and the versions it will get. A revision that says
 * nothing new makes no version; one that does counts one up, and never falls back in `knownAt`. What they say is
 * compared as text: most states are revised often, and little of them is new.
 */
export class StateBuffer {
  readonly changes: DraftChange[] = [];
  /** Of the documents of these. */
  bytes = 0;
  /** By series and period: both are asked for so often that putting one name together would be most of the work. */
  readonly #present = new Map<string, Map<string, Present>>();
  /** Of keys that say nothing, the version that their first one has to be above. */
  readonly #floors = new Map<string, number>();

  /** Takes in what the table says, unless the key has already been revised here. */
  load(seriesKey: string, row: PresentRow | FloorRow): void {
    if (this.present(seriesKey, row.period)) return;
    if (row.document === null) {
      this.#floors.set(`${seriesKey}/${row.period}`, row.version);
      return;
    }
    const { period, version, known_at: knownAt, document } = row;
    this.recall(seriesKey, period, { version, knownAt, said: splitDocument(document).said });
  }

  /** Takes in what another buffer came to. */
  recall(seriesKey: string, period: string, present: Present): void {
    let periods = this.#present.get(seriesKey);
    if (!periods) this.#present.set(seriesKey, (periods = new Map()));
    periods.set(period, present);
  }

  /** Null where nothing was ever said. */
  present(seriesKey: string, period: string): Present | null {
    return this.#present.get(seriesKey)?.get(period) ?? null;
  }

  /** Append time of the newest cause so far, or the one given if that is later. */
  knownAt(seriesKey: string, period: string, instant: Date): Date {
    const before = this.present(seriesKey, period)?.knownAt;
    return before && before > instant ? before : instant;
  }

  /** Returns whether the key says something new. A key that never said anything does not begin with an empty state. */
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

/** Nothing is said on any side: of one that never said anything, no state is begun. */
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

function changeText({ reason, causes, folded }: Because, previous: Previous | null): string {
  return jsonObject([
    ['reason', JSON.stringify(reason)],
    ['previous', previous ? jsonObject(previous) : 'null'],
    ['causes', JSON.stringify(causes)],
    ...(folded ? [['folded', JSON.stringify(folded)] as const] : []),
  ]);
}

/** The members of `before` that `after` says otherwise, as they were; of `growth` only the comparisons that differ. */
function changedMembers(before: Members, after: Members): Previous {
  return differing(before, after).map(([name, was]) =>
    name === 'growth' ? [name, jsonObject(changedComparisons(was, after.get(name) ?? '{}'))] : [name, was],
  );
}

function changedComparisons(was: string, is: string): Previous {
  return differing(jsonMembers(was), jsonMembers(is));
}

/** Null where it was not there. */
function differing(was: Members, is: Members): Previous {
  const names = [...was.keys(), ...[...is.keys()].filter((name) => !was.has(name))];
  return names.flatMap((name) => {
    const before = was.get(name);
    return before === is.get(name) ? [] : [[name, before ?? 'null'] as const];
  });
}
