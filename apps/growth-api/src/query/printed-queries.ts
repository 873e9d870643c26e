import { ALERT_STATES } from '@silkgauge/codelists';
import {
  DEFAULT_PAGE,
  parseSeriesKey,
  type ParameterReader,
  refuse,
  quoted,
  listOf,
  oneOf,
} from '@silkgauge/contract';
import { normalisePeriod } from '@silkgauge/growth';
import type { PrintedFilter } from '@silkgauge/read-model';
import { cursorOf } from './cursor.ts';
import { isOrderName } from './order-name.ts';
import { readParameters, type Parsed } from './parameters.ts';
import { then, type PageRequest } from './queries.ts';
import { limit } from './readers.ts';

export interface PrintedQuery extends PageRequest<string> {
  readonly filter: Pick<PrintedFilter, 'states' | 'key'>;
}

/** The key of a state, its period by its one name. */
const stateKey: ParameterReader<string> = (given) => {
  const slash = given.indexOf('/');
  const period = slash < 0 ? undefined : normalisePeriod(given.slice(slash + 1));
  const series = given.slice(0, Math.max(0, slash));
  return period !== undefined && parseSeriesKey(series)
    ? { value: `${series}/${period}` }
    : refuse(
        'state-key',
        `${quoted(given)} is not the key of a state`,
        'give series key/period, such as ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY/2020-S1',
      );
};

/** `GET /v1/printed`; the cursor is a name. */
export function readPrintedQuery(raw: Readonly<Record<string, unknown>>): Parsed<PrintedQuery> {
  const cursor = cursorOf('printed', 1, ([name = '']) => isOrderName(name));
  const readers = { state: listOf(oneOf(ALERT_STATES.codes)), key: stateKey, limit, cursor };
  return then(readParameters(raw, readers), (given) => ({
    filter: { states: given.state ?? null, key: given.key ?? null },
    after: given.cursor?.[0] ?? null,
    limit: given.limit ?? DEFAULT_PAGE,
  }));
}
