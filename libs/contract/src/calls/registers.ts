import { DIMENSIONS, parseSeriesKey, type Dimension } from '../series-key.ts';
import type { Description } from '../descriptions/json-schemas.ts';
import { withAliases } from '../filter/dimensions.ts';
import { CODES, joined } from '../filter/filter.ts';
import { dimensionCode, listOf } from '../filter/value-readers.ts';
import { CodeRegisterList, Codes } from '../shapes/codes.ts';
import {
  RegisteredClaim,
  RegisteredNotice,
  RegisteredReporter,
  RegisteredSeries,
  RegisteredStatement,
} from '../shapes/registers.ts';
import { one, page } from './answer.ts';
import { call, STRUCTURE } from './call.ts';
import { ofSeries, ofSome } from './filters.ts';
import { optional } from './parameter.ts';
import { text } from './readers.ts';
import * as t from './terms.ts';

/*
 * Series, notices, claims, statements, reporters and codes.
 */

const tag = 'registers';
const free: Description = { type: 'string' };

export const series = call('GET', '/v1/series', {
  tag,
  summary: 'Series',
  about: 'Those that any figure or sale was ever told of.',
  needs: STRUCTURE,
  query: {
    filter: ofSeries,
    asOf: t.asOf,
    limit: t.limit,
    cursor: t.cursor('series', 1, ([key = '']) => (parseSeriesKey(key) ? key : undefined)),
  },
  answer: page(RegisteredSeries),
});

/** Scopes are compared with codes by their graph, so that no prefix is needed. */
const scoped = (dimension: Dimension) =>
  optional({
    about: withAliases(
      dimension,
      `Only notices whose scope has something in common with this ${dimension}; several by comma.`,
    ),
    schema: joined(CODES),
    read: listOf(dimensionCode(dimension)),
  });

export const notices = call('GET', '/v1/notices', {
  tag,
  summary: 'Policy notices',
  about: 'By area, mode, flow and product those whose scope has something in common with them.',
  needs: STRUCTURE,
  query: {
    notice: t.notice,
    programme: optional({
      about:
        'Only notices of the programme of these, by name; several by comma. A programme is a notice and all that extend it.',
      schema: free,
      read: listOf(text),
    }),
    area: scoped('area'),
    mode: scoped('mode'),
    flow: scoped('flow'),
    product: scoped('product'),
    asOf: t.knownBy,
    ...t.paged('notices'),
  },
  answer: page(RegisteredNotice),
});

/** A place in the register. */
const saidPaged = (kind: string) => ({
  limit: t.limit,
  cursor: t.cursor(kind, 1, ([place = '']) => (/^[1-9]\d{0,17}$/.test(place) ? place : undefined)),
});

export const claims = call('GET', '/v1/claims', {
  tag,
  summary: 'Claims without a number',
  about: 'Judged by the growth that is known.',
  needs: STRUCTURE,
  query: { dimensions: ofSome(DIMENSIONS), asOf: t.knownBy, ...saidPaged('claims') },
  answer: page(RegisteredClaim),
});

export const statements = call('GET', '/v1/statements', {
  tag,
  summary: 'Attributed opinions',
  about: 'Quotations about a series or a notice.',
  needs: STRUCTURE,
  query: {
    dimensions: ofSome(DIMENSIONS),
    notice: t.notice,
    asOf: t.knownBy,
    ...saidPaged('statements'),
  },
  answer: page(RegisteredStatement),
});

export const reporters = call('GET', '/v1/reporters', {
  tag,
  summary: 'Sources of figures',
  about: 'What was said of each, beside what the register of this release says.',
  needs: STRUCTURE,
  query: { filter: ofSome(['reporter']), asOf: t.knownBy, ...t.paged('reporters') },
  answer: page(RegisteredReporter),
});

export const registers = call('GET', '/v1/codes', {
  tag,
  summary: 'Registers of codes and words',
  about: 'What /v1/codes/{dimension} takes.',
  needs: STRUCTURE,
  answer: one('The registers.', CodeRegisterList),
});

export const codes = call('GET', '/v1/codes/{dimension}', {
  tag,
  summary: 'Codes of a register',
  about:
    'Of a dimension, and what they are to each other, or the words of states, events and refusals; in English and Chinese.',
  needs: STRUCTURE,
  inPath: { dimension: t.register },
  query: {
    q: t.free(
      'Only codes with this text in the code or one of its names.',
      'Text in a code or one of its names.',
    ),
    // The kinds that there are depend on the register.
    kind: optional({
      about: 'Only codes of this kind; several by comma.',
      schema: free,
      read: listOf(text),
    }),
    ...t.paged('codes'),
  },
  answer: one('A page of codes, and which of them sum to which.', Codes),
  errors: ['NotFound'],
});
