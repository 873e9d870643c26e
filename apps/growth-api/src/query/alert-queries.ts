import { ALERT_STATES, LANGUAGES, type Language } from '@silkgauge/codelists';
import {
  ALERT_KINDS,
  DEFAULT_ENTRIES,
  DEFAULT_PAGE,
  LARGEST_ENTRIES,
  LATE_RULE,
  PRINTED_RULE,
  listOf,
  oneOf,
  refuse,
  type ParameterReader,
} from '@silkgauge/contract';
import type { AlertsFilter, AsOf } from '@silkgauge/read-model';
import { cursorOf } from './cursor.ts';
import { isOrderName } from './order-name.ts';
import { readParameters, type Given, type Parsed } from './parameters.ts';
import { isVersion, missing, readPageOf, then, type PageRequest } from './queries.ts';
import { asOf, limit, pageSize, text } from './readers.ts';
import { listScope, listScopeOf } from './selection.ts';

type Raw = Readonly<Record<string, unknown>>;

const ruleName: ParameterReader<string> = (given) =>
  isOrderName(given) || given === PRINTED_RULE || given === LATE_RULE
    ? { value: given }
    : refuse('rule', 'this is not the name of a rule', 'take a name of GET /v1/rules, such as cbec-over-20');

export interface AlertsQuery extends PageRequest<string> {
  readonly filter: AlertsFilter;
  readonly asOf: AsOf | null;
}

const filters = {
  ...listScope,
  rule: ruleName,
  kind: listOf(oneOf(ALERT_KINDS)),
  state: listOf(oneOf(ALERT_STATES.codes)),
};

/** `GET /v1/alerts`; the cursor is the key of an alert. */
export function readAlertsQuery(raw: Raw): Parsed<AlertsQuery> {
  const cursor = cursorOf('alerts', 1, () => true);
  return then(readParameters(raw, { ...filters, asOf, limit, cursor }), (given) => ({
    filter: filterOf(given),
    asOf: given.asOf ?? null,
    after: given.cursor?.[0] ?? null,
    limit: given.limit ?? DEFAULT_PAGE,
  }));
}

const filterOf = ({ rule, kind, state, ...given }: Given<typeof filters>): AlertsFilter => ({
  ...{ rule: rule ?? null, kinds: kind ?? null, states: state ?? null },
  scope: listScopeOf(given),
});

export interface AlertFeedQuery {
  readonly filter: AlertsFilter;
  readonly limit: number;
  /** Null where the request's `Accept-Language` tells. */
  readonly language: Language | null;
}

/** `GET /v1/alerts.atom` */
export function readAlertFeedQuery(raw: Raw): Parsed<AlertFeedQuery> {
  const readers = {
    ...filters,
    limit: pageSize(LARGEST_ENTRIES, DEFAULT_ENTRIES),
    lang: oneOf(LANGUAGES.codes),
  };
  return then(readParameters(raw, readers), (given) => ({
    filter: filterOf(given),
    limit: given.limit ?? DEFAULT_ENTRIES,
    language: given.lang ?? null,
  }));
}

export interface AlertHistoryQuery extends PageRequest<number> {
  readonly key: string;
}

/** `GET /v1/alerts/history`; the cursor is a version. */
export function readAlertHistoryQuery(raw: Raw): Parsed<AlertHistoryQuery> {
  const cursor = cursorOf('alert-history', 1, ([version = '']) => isVersion(version));
  const parsed = readParameters(raw, { key: text, limit, cursor });
  if ('faults' in parsed) return parsed;
  const { key, cursor: place, limit: most = DEFAULT_PAGE } = parsed.value;
  if (key !== undefined) return { value: { key, after: place ? Number(place[0]) : null, limit: most } };
  const fix = 'take the key of an alert, such as cbec-over-20/GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY/2020-S1';
  return { faults: [missing('key', fix)] };
}

/** `GET /v1/rules`; the cursor is a name. */
export const readRulesQuery = readPageOf('rules');

export interface AlertPageQuery {
  readonly rule: string | null;
  readonly language: Language | null;
}

/** `GET /alerts`, the page. */
export function readAlertPageQuery(raw: Raw): Parsed<AlertPageQuery> {
  return then(readParameters(raw, { rule: ruleName, lang: oneOf(LANGUAGES.codes) }), (given) => ({
    rule: given.rule ?? null,
    language: given.lang ?? null,
  }));
}
