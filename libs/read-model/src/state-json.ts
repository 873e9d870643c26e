import {
  changeIn,
  KINDS,
  parseSeriesKey,
  REGISTERED_KINDS,
  type Domain,
  type RegisteredKind,
} from '@silkgauge/contract';
import { memoized } from '@silkgauge/growth';

/** A version of a state in the change log. */
export interface StateChange {
  readonly kind?: null;
  readonly sequence: string;
  readonly key: string;
  readonly domain: Domain;
  readonly period: string;
  readonly version: number;
  readonly known_at: Date;
  readonly document: string;
}

/** All registers of the log. Orders, ticks of the clock among them, and statements are in it for their place alone. */
export type RegisterKind = RegisteredKind | 'order' | 'statement';

/** A version of an entry of a register. Its sequence comes from the same cursor as those of states. */
export interface RegisterChange<Kind extends RegisterKind = RegisterKind> {
  readonly kind: Kind;
  readonly sequence: string;
  readonly key: string;
  readonly version: number;
  readonly known_at: Date;
  /** JSON text without name, version, sequence and knownAt. */
  readonly document: string;
}

export type ChangeRow = StateChange | RegisterChange;

/** A version of an entry of a register that readers may ask for. */
export interface ServedEntry<Kind extends RegisteredKind = RegisteredKind> extends RegisterChange<Kind> {
  /** Of an alert whose key names a series: the domain of that, where it is known. */
  readonly domain?: string | null;
}
/** A row of the log that readers may ask for. */
export type ServedRow = StateChange | ServedEntry;

export const isServed = (row: ChangeRow): row is ServedRow =>
  !row.kind || REGISTERED_KINDS.some((kind) => kind === row.kind);

/** The public key of a state: `<series key>/<period>`. */
export function stateKey(seriesKey: string, period: string): string {
  return `${seriesKey}/${period}`;
}

/** The key of a claim or statement in its register. */
export function eventKey({ source, id }: { readonly source: string; readonly id: string }): string {
  return `${source}#${id}`;
}

/** A document, cut before its last member `change`, which says why the version exists. */
export interface SplitDocument {
  readonly said: string;
  /** Includes the leading comma and the closing brace. */
  readonly change: string;
}

/** Documents from before notices had their own topic contain this member. */
const NOTICES = ',"notices":[';

export function splitDocument(document: string): SplitDocument {
  const at = changeIn(document);
  const said = document.slice(0, at);
  const notices = said.lastIndexOf(NOTICES);
  return { said: notices < 0 ? said : said.slice(0, notices), change: document.slice(at) };
}

/** A state as JSON text without `change`, which is half of it and says no figure. */
export const figuresJson = (state: string): string => `${state.slice(0, changeIn(state))}}`;

/** The end of a document whose `change` has a trace, which is its last member. */
const TRACED = /"traceparent":"([0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2})"\}\}$/;
const TRACED_LENGTH = '"traceparent":""}}'.length + 55;

/** The sampled trace of a version's newest cause; notices and claims have none. */
export function traceparentOf({ kind, document }: Pick<ChangeRow, 'kind' | 'document'>): string | undefined {
  return kind ? undefined : TRACED.exec(document.slice(-TRACED_LENGTH))?.[1];
}

/**
 * The state as JSON text, byte for byte the same on topics, in the log and in the stream: joined, never
 * parsed. `join` adds members that are computed on request.
 */
export function stateJson(
  row: Pick<StateChange, 'sequence' | 'key' | 'period' | 'version' | 'known_at' | 'document'>,
  join: (said: string) => string = asItIs,
): string {
  const { key, period, version, sequence, known_at } = row;
  const { said, change } = splitDocument(row.document);
  const head =
    `{"key":${JSON.stringify(stateKey(key, period))},${seriesMember(key)}"period":${JSON.stringify(period)},` +
    `"version":${String(version)},"sequence":"${sequence}","knownAt":"${known_at.toISOString()}"`;
  return `${head},${join(said).slice(1)}${change}`;
}

const asItIs = (said: string): string => said;

/** Orders and statements, which nobody reads as such, have their key under the name of their kind. */
const keyMemberOf = (kind: RegisterKind): string =>
  kind === 'order' || kind === 'statement' ? kind : KINDS[kind].keyMember;

/** An entry of a register as JSON text, the same on its topic and in the stream. */
export function registerJson({ kind, key, version, sequence, known_at, document }: RegisterChange): string {
  const head =
    `{"${keyMemberOf(kind)}":${JSON.stringify(key)},"version":${String(version)},"sequence":"${sequence}",` +
    `"knownAt":"${known_at.toISOString()}"`;
  return `${head},${document.slice(1)}`;
}

/** A row of the log as readers get it. */
export function changeJson(row: ChangeRow): string {
  return row.kind ? registerJson(row) : stateJson(row);
}

/** One entry takes a third of a kilobyte. */
const MOST_SERIES = 4_096;

/** The member `series` with a trailing comma; empty for an invalid key. A series has many versions. */
const seriesMember = memoized((key) => {
  const series = parseSeriesKey(key);
  return series ? `"series":${JSON.stringify(series)},` : '';
}, MOST_SERIES);
