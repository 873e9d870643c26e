import { COMPARISON_KEYS, normalisePeriod, NOT_STATED, resolveComparison } from '@silkgauge/growth';
import { Type, type TSchema } from 'typebox';
import { oneArea } from '../code-lists.ts';
import type { RefusalRule } from '../codes/refusal-rules.ts';
import { FILTERS, type ORDER_FILTERS, type OrderFilter } from '../filter/table.ts';
import { durationMs } from '../release/duration.ts';
import { parseSeriesKey, seriesKey } from '../series-key.ts';
import { decimal, period as periodSchema, shaped, text, type Terms } from '../vocabulary.ts';
import { record, term, type Term } from './term.ts';

/*
 * Terms of the orders of the newsroom. Periods, areas and comparisons are read under their one name.
 */

/** What the name of an order of the newsroom is. */
export const ORDER_NAME_PATTERN = '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$';

/** Name of an order of the newsroom. */
export const orderName = (description: string, example: string) =>
  shaped(ORDER_NAME_PATTERN, description, {
    rule: 'order-name',
    must: 'a name of 1 to 64 letters, digits, _ and -, the first a letter or digit',
    example,
  });

const KEY = 'ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY';

/** A text whose form its reader knows. */
export const said = (description: string, terms: Terms) =>
  Type.String({ description, examples: [terms.example], terms });

/** The key of a series, each area under its one code. */
export const seriesKeyTerm = (description: string) =>
  term(said(description, { rule: 'state-key', must: 'the key of a series', example: KEY }), oneSeries);

/** The key of a state: series, slash, period. */
export const stateKeyTerm = (description: string) =>
  term(
    said(description, { rule: 'state-key', must: 'series key/period', example: `${KEY}/2020-S1` }),
    (key) => {
      const slash = key.indexOf('/');
      const series = oneSeries(key.slice(0, slash < 0 ? undefined : slash));
      const period = slash < 0 ? undefined : normalisePeriod(key.slice(slash + 1));
      return series !== undefined && period !== undefined ? `${series}/${period}` : undefined;
    },
  );

function oneSeries(key: string): string | undefined {
  const series = parseSeriesKey(key);
  return (
    series && seriesKey({ ...series, area: oneArea(series.area), counterpart: oneArea(series.counterpart) })
  );
}

/** The period of the key of a state. */
export const periodOfKey = (key: string): string => key.slice(key.indexOf('/') + 1);

export const periodTerm = (description: string) => term(periodSchema(description), normalisePeriod);

/** A period that has a place in the calendar. */
export const statedPeriod = (description: string) =>
  term(periodSchema(description), (found) => {
    const period = normalisePeriod(found);
    return period === NOT_STATED ? undefined : period;
  });

/** A comparison by key or period, as given: {@link comparisonIn} names it in a state. */
export const comparisonTerm = (description: string) =>
  term(
    said(description, {
      rule: 'comparison',
      must: `one of ${COMPARISON_KEYS.join(', ')}, or a period`,
      example: 'GY',
    }),
    (found) => (COMPARISON_KEYS.includes(found) ? found : normalisePeriod(found)),
  );

/** The key of a comparison in a state of this period. */
export const comparisonIn = (period: string, comparison: string): string =>
  resolveComparison(period, comparison).key;

export const decimalTerm = (description: string) => term(decimal(description));

/** A decimal without a sign. */
export const unsignedTerm = (description: string) =>
  term(
    shaped(String.raw`^\d{1,20}(?:\.\d{1,18})?$`, description, {
      rule: 'decimal',
      must: 'a decimal in a string, without a sign',
      example: '0.5',
    }),
  );

export const wholeTerm = (least: number, most: number, description: string) =>
  term(
    Type.Integer({
      minimum: least,
      maximum: most,
      description,
      terms: { rule: 'schema', must: `a whole number from ${String(least)} to ${String(most)}`, example: '' },
    }),
  );

export const truthTerm = (description: string) =>
  term(Type.Boolean({ description, terms: { rule: 'schema', must: 'true or false', example: '' } }));

/** An event by its identity, as an order names it. */
export const eventTerm = (about: string) =>
  record(
    {
      source: term(text(1024, 'The source of an event.', '/customs/gacc')),
      id: term(text(1024, 'The id of an event.', 'O0007')),
    },
    { about },
  );

const LONGEST_GRACE_MS = 31 * 86_400_000;

/** A duration of at most 31 days, in milliseconds. */
export const graceTerm = (description: string) =>
  term(
    said(description, { rule: 'duration', must: 'a duration of at most 31 days', example: 'PT15M' }),
    (found) => {
      const ms = durationMs(found);
      return ms !== undefined && ms <= LONGEST_GRACE_MS ? ms : undefined;
    },
  );

const MOST_VALUES = 100;

type Name = (typeof ORDER_FILTERS)[number];

/** Filters of `/v1/growth` of these names, at least one: lists, or texts with commas as a query has them. */
export function filtersTerm<const Names extends Name>(
  names: readonly Names[],
  { title, rule }: { readonly title: string; readonly rule: RefusalRule },
  about: string,
): Term<Pick<OrderFilter, Names>> {
  const must = `filters of /v1/growth (${names.join(', ')}), such as { "indicator": ["CBEC"], "area": ["CN-*"] }`;
  const schema = Type.Object(Object.fromEntries(names.map((name) => [name, valuesOf(name)])), {
    title,
    minProperties: 1,
    additionalProperties: false,
    description: about,
    examples: [{ indicator: ['CBEC'], area: ['CN-*'] }],
    terms: { rule, must, example: '' } satisfies Terms,
  });
  return term(schema, (found) => {
    const filters = Object.entries(found).map(([name, given]) => {
      const values = [given as string | readonly string[]].flat().flatMap((one) => one.split(','));
      const read = values.length <= MOST_VALUES ? FILTERS[name as Name].inOrder?.(values) : null;
      return read === null || read === undefined ? null : [name, read];
    });
    return filters.every((filter) => filter !== null)
      ? (Object.fromEntries(filters) as Pick<OrderFilter, Names>)
      : undefined;
  });
}

const valuesOf = (name: Name): TSchema =>
  Type.Optional(
    Type.Union([Type.String(), Type.Array(Type.String(), { minItems: 1, maxItems: MOST_VALUES })], {
      description: FILTERS[name].brief,
    }),
  );
