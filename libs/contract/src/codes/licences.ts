import { tableOf } from './csv.ts';
import type { ReadText } from './registers.ts';

/** Terms under which the figures of a reporter may be used. */
export interface Licence {
  readonly text: string;
  /** Address of the terms; null where they have none. */
  readonly url: string | null;
}

/** The row for all other reporters of the register. */
const OTHERS = '*';

/**
 * Reads the terms of the bundled sources, by reporter of the register; null for a reporter outside of it.
 *
 * @throws SyntaxError with the name of a malformed file
 */
export function readLicences(read: ReadText): (reporter: string) => Licence | null {
  const stated = new Map(
    tableOf('licences.csv', read('licences.csv'), ['reporter', 'licence', 'url']).map(
      ({ reporter, licence, url }): [string, Licence] => [
        reporter,
        { text: licence, url: url === '' ? null : url },
      ],
    ),
  );
  const registered = new Set(
    tableOf('reporters.csv', read('reporters.csv'), ['code']).map(({ code }) => code),
  );
  return (reporter) =>
    stated.get(reporter) ?? (registered.has(reporter) ? (stated.get(OTHERS) ?? null) : null);
}
