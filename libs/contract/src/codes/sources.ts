import { tableOf } from './csv.ts';
import type { ReadText } from './registers.ts';

/** Terms under which the figures of a reporter may be used. */
export interface Licence {
  readonly text: string;
  /** Address of the terms; null where they have none. */
  readonly url: string | null;
}

/** What the register of this release says of a source of figures; null is not stated. */
export interface RegisteredSource {
  /** Where it publishes. */
  readonly url: string | null;
  /** Whom to ask about its figures. */
  readonly contact: string | null;
  /** When it publishes. */
  readonly timetable: string | null;
  readonly licence: Licence;
}

/** The row whose licence is that of every reporter that states none. */
const OTHERS = '*';
const FILE = 'sources.csv';

/**
 * Reads what is known of the bundled sources, by reporter of the register; null for a reporter outside of it.
 *
 * @throws SyntaxError with the name of a malformed file, or without a licence for the other reporters
 */
export function readSources(read: ReadText): (reporter: string) => RegisteredSource | null {
  const columns = ['reporter', 'url', 'contact', 'timetable', 'licence', 'licence_url'] as const;
  const stated = new Map(tableOf(FILE, read(FILE), columns).map((row) => [row.reporter, row]));
  const others = stated.get(OTHERS);
  if (!others) throw new SyntaxError(`${FILE} has no row ${OTHERS}`);
  const registered = new Set(
    tableOf('reporters.csv', read('reporters.csv'), ['code']).map(({ code }) => code),
  );
  return (reporter) => {
    if (!registered.has(reporter)) return null;
    const { url, contact, timetable, ...terms } = stated.get(reporter) ?? others;
    const { licence, licence_url } = terms.licence === '' ? others : terms;
    return {
      url: orNull(url),
      contact: orNull(contact),
      timetable: orNull(timetable),
      licence: { text: licence, url: orNull(licence_url) },
    };
  };
}

const orNull = (text: string): string | null => (text === '' ? null : text);
