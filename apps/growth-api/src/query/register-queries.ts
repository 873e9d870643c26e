import { DEFAULT_PAGE, parseInstant, SERVED_JOB_STATES, listOf, oneOf } from '@silkgauge/contract';
import type { JobPlace, JobsFilter, ReportersFilter, SaidFilter } from '@silkgauge/read-model';
import type { NoticeFilter } from '../registers/notices-in-scope.ts';
import { cursorOf } from './cursor.ts';
import { readParameters, type Parsed } from './parameters.ts';
import { then, type RegisterInstant, type PageRequest } from './queries.ts';
import { knownBy, limit, text } from './readers.ts';
import { codesAlone, dimensions, partOf } from './state-filters.ts';

type Raw = Readonly<Record<string, unknown>>;

export interface NoticesQuery extends PageRequest<string>, RegisterInstant {
  readonly filter: NoticeFilter;
}

/** `GET /v1/notices`; the cursor is the id of a notice. */
export function readNoticesQuery(raw: Raw): Parsed<NoticesQuery> {
  const { area, mode, flow, product } = codesAlone;
  const filter = { notice: listOf(text), programme: listOf(text), area, mode, flow, product };
  const cursor = cursorOf('notices', 1, () => true);
  return then(
    readParameters(raw, { ...filter, asOf: knownBy, limit, cursor }),
    ({ limit: size, cursor: place, asOf: known, ...given }) => ({
      filter: given,
      knownBy: known ?? null,
      after: place?.[0] ?? null,
      limit: size ?? DEFAULT_PAGE,
    }),
  );
}

export interface SaidQuery extends PageRequest<string>, RegisterInstant {
  readonly filter: SaidFilter;
}

/** `GET /v1/claims`; the cursor is a place in the register. */
export function readClaimsQuery(raw: Raw): Parsed<SaidQuery> {
  return then(
    readParameters(raw, { ...dimensions, asOf: knownBy, limit, cursor: placeIn('claims') }),
    (given) => ({
      filter: { dimensions: partOf(given, dimensions) },
      knownBy: given.asOf ?? null,
      after: given.cursor?.[0] ?? null,
      limit: given.limit ?? DEFAULT_PAGE,
    }),
  );
}

/** `GET /v1/statements`, about series or about notices; the cursor is a place in the register. */
export function readStatementsQuery(raw: Raw): Parsed<SaidQuery> {
  const readers = {
    ...dimensions,
    notice: listOf(text),
    asOf: knownBy,
    limit,
    cursor: placeIn('statements'),
  };
  return then(readParameters(raw, readers), (given) => ({
    filter: { dimensions: partOf(given, dimensions), ...(given.notice ? { notices: given.notice } : {}) },
    knownBy: given.asOf ?? null,
    after: given.cursor?.[0] ?? null,
    limit: given.limit ?? DEFAULT_PAGE,
  }));
}

const placeIn = (kind: 'claims' | 'statements') =>
  cursorOf(kind, 1, ([place = '']) => /^[1-9]\d{0,17}$/.test(place));

export interface ReportersQuery extends PageRequest<string>, ReportersFilter {}

/** `GET /v1/reporters`; the cursor is a code. */
export function readReportersQuery(raw: Raw): Parsed<ReportersQuery> {
  const cursor = cursorOf('reporters', 1, () => true);
  return then(
    readParameters(raw, { reporter: dimensions.reporter, asOf: knownBy, limit, cursor }),
    (given) => ({
      codes: given.reporter ?? null,
      knownBy: given.asOf ?? null,
      after: given.cursor?.[0] ?? null,
      limit: given.limit ?? DEFAULT_PAGE,
    }),
  );
}

export interface JobsQuery extends PageRequest<JobPlace> {
  readonly filter: JobsFilter;
}

/** `GET /v1/jobs`; the cursor is the start and the name of a job. */
export function readJobsQuery(raw: Raw): Parsed<JobsQuery> {
  const cursor = cursorOf('jobs', 2, ([startedAt = '']) => parseInstant(startedAt) !== undefined);
  const readers = { state: listOf(oneOf(SERVED_JOB_STATES)), source: text, limit, cursor };
  return then(readParameters(raw, readers), ({ state, source, limit: size, cursor: place }) => ({
    filter: { states: state, source },
    after: place ? { startedAt: place[0] ?? '', job: place[1] ?? '' } : null,
    limit: size ?? DEFAULT_PAGE,
  }));
}

export interface CodesQuery extends PageRequest<string> {
  /** Text to find in codes and names. */
  readonly q: string | null;
  readonly kinds: readonly string[] | null;
}

/** `GET /v1/codes/{dimension}`; the cursor is a code, `kinds` are the kinds of the dimension. */
export function readCodesQuery(kinds: readonly string[]): (raw: Raw) => Parsed<CodesQuery> {
  const cursor = cursorOf('codes', 1, () => true);
  return (raw) =>
    then(readParameters(raw, { q: text, kind: listOf(oneOf(kinds)), limit, cursor }), (given) => ({
      q: given.q ?? null,
      kinds: given.kind ?? null,
      after: given.cursor?.[0] ?? null,
      limit: given.limit ?? DEFAULT_PAGE,
    }));
}
