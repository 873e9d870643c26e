import { parseSeriesKey, type Domain } from '@silkgauge/contract';
import { memoized } from '@silkgauge/growth';

/** A version of a state as it stands in the change log. */
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

/** What is registered beside states, and is told by topics of its own. */
export type RegisterKind = 'notice' | 'claim';

/** A version of something registered: of all that is published the numbers rise in one order. */
export interface RegisterChange {
  readonly kind: RegisterKind;
  readonly sequence: string;
  readonly key: string;
  readonly version: number;
  readonly known_at: Date;
  /** JSON text of what is said of it, without its name, version, sequence and knownAt. */
  readonly document: string;
}

/** What stands in the log at one sequence. */
export type ChangeRow = StateChange | RegisterChange;

/** `<series key>/<period>`: the key of a state everywhere. */
export function stateKey(seriesKey: string, period: string): string {
  return `${seriesKey}/${period}`;
}

/** What a state says, up to its last member, which tells why its version is. */
export interface SplitDocument {
  readonly said: string;
  /** With the comma and the brace around it. */
  readonly change: string;
}

const CHANGE = ',"change":';
/** What documents said before notices had a topic of their own. */
const NOTICES = ',"notices":[';

/** No text holds a quote that is not escaped, so what is searched for stands nowhere else. */
export function splitDocument(document: string): SplitDocument {
  const at = document.lastIndexOf(`${CHANGE}{`);
  if (at < 0) return { said: document.slice(0, -1), change: '}' };
  const said = document.slice(0, at);
  const notices = said.lastIndexOf(NOTICES);
  return { said: notices < 0 ? said : said.slice(0, notices), change: document.slice(at) };
}

/**
 * The state as JSON text, byte for byte the same on the topics, in the log and in the stream: identity and place
 * in the log in front, the stored document behind. Text is joined, nothing is parsed. `join` puts in, as text, what is worked
 * out when a state is asked for.
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

/** Something registered as JSON text, the same on its topic and in the stream. */
export function registerJson({ kind, key, version, sequence, known_at, document }: RegisterChange): string {
  const head =
    `{${JSON.stringify(kind)}:${JSON.stringify(key)},"version":${String(version)},"sequence":"${sequence}",` +
    `"knownAt":"${known_at.toISOString()}"`;
  return `${head},${document.slice(1)}`;
}

/** Whatever stands in the log as its readers get it. */
export function changeJson(row: ChangeRow): string {
  return row.kind ? registerJson(row) : stateJson(row);
}

/** Of each it is a third of a kilobyte. */
const MOST_SERIES = 4_096;

/** The member `series` with a comma behind it; nothing for a key that is none. Of a series many versions are told. */
const seriesMember = memoized((key) => {
  const series = parseSeriesKey(key);
  return series ? `"series":${JSON.stringify(series)},` : '';
}, MOST_SERIES);
