import { EVIDENCE_KINDS } from '@silkgauge/codelists';
import { Type, type Static, type TSchema } from 'typebox';
import type { RefusalRule } from './codes/refusal-rules.ts';
import { FLOWS, likelyArea, likelyCurrency } from './code-lists.ts';
import { INSTANT_PATTERN } from './instant.ts';
import { likelyName } from './nearest-name.ts';
import { CODE_PATTERN } from './series-key.ts';

/** Terms for violations of a schema: rule, requirement and example. Published schemas leave them out. */
export interface Terms {
  readonly rule: RefusalRule;
  readonly must: string;
  readonly example: string;
  /** The value that an invalid text probably means. */
  readonly meant?: (found: string) => string | undefined;
}

/** At most 20 digits before the point and 18 after: 38 in all, as common stores hold. */
export const DECIMAL_PATTERN = String.raw`^-?\d{1,20}(?:\.\d{1,18})?$`;

export const shaped = (pattern: string, description: string, terms: Terms) =>
  Type.String({ pattern, description, examples: [terms.example], terms });

/** Free text of 1 to `most` characters. */
export const text = (most: number, description: string, example: string) =>
  Type.String({
    minLength: 1,
    maxLength: most,
    description,
    terms: { rule: 'text', must: `a text of 1 to ${most.toLocaleString('en')} characters`, example },
  });

export const oneOf = <Words extends string[]>(words: readonly [...Words], description: string) =>
  Type.Enum<Words>(words, {
    type: 'string',
    description,
    terms: {
      rule: 'one-of',
      must: `one of ${words.join(', ')}`,
      example: words[0] ?? '',
      meant: (found) => likelyName(found, words),
    } satisfies Terms,
  });

export const object = <const Members extends Parameters<typeof Type.Object>[0]>(
  members: Members,
  description: string,
  /** Title under which the object is published once. */
  title?: string,
) =>
  Type.Object(members, {
    ...(title === undefined ? {} : { title }),
    description,
    terms: { rule: 'object', must: 'an object', example: '{}' },
  });

export const list = <Item extends TSchema>(item: Item, description: string) =>
  Type.Array(item, {
    maxItems: 1000,
    description,
    terms: { rule: 'list', must: 'a list of at most 1,000 items', example: '[]' },
  });

export const decimal = (description: string) =>
  shaped(DECIMAL_PATTERN, description, {
    rule: 'decimal',
    must: 'a decimal in a string, with at most 20 digits before the point and 18 after it',
    example: '119.43',
  });

export const code = (description: string, example: string) =>
  shaped(`^${CODE_PATTERN}$`, description, {
    rule: 'code',
    must: 'a code of 1 to 64 letters, digits, _, $, @ or -',
    example,
  });

export const areaCode = (description: string) =>
  shaped(`^(?:_[TUZ]|[A-Z]{2}(?:-[A-Za-z0-9_$@-]{1,61})?)$`, description, {
    rule: 'area',
    must: 'an area code: an ISO 3166-1 alpha-2 country, alone or followed by "-" and a part of it, or _T or _U',
    example: 'CN-HA',
    meant: likelyArea,
  });

export const currencyCode = (description: string) =>
  shaped('^(?:[A-Z]{3}|_Z)$', description, {
    rule: 'currency',
    must: 'an ISO 4217 currency code, or _Z for counts',
    example: 'CNY',
    meant: likelyCurrency,
  });

export const period = (description: string) =>
  Type.String({
    minLength: 1,
    maxLength: 40,
    description,
    examples: ['2020-S1', '2020-03', '2020-W10', '2020-01-01/P5M'],
    terms: {
      rule: 'period',
      must: 'a period such as 2020, 2020-S1, 2020-Q2, 2020-03, 2020-W10 or _U',
      example: '2020-S1',
    },
  });

/** Date, month or year, since documents often state no day. */
export const day = (description: string) =>
  shaped(String.raw`^\d{4}(?:-\d{2}(?:-\d{2})?)?$`, description, {
    rule: 'date',
    must: 'a date, YYYY-MM-DD, or the month or year where no more is known',
    example: '2020-07-01',
  });

export const instant = (description: string) =>
  shaped(`^${INSTANT_PATTERN}$`, description, {
    rule: 'instant',
    must: 'an RFC 3339 instant with offset',
    example: '2020-07-16T10:00:00+08:00',
  });

export const publicationDate = shaped(
  String.raw`^(?:_U|\d{4}(?:-\d{2}(?:-\d{2})?)?|${INSTANT_PATTERN})$`,
  'When it was published: an instant with offset, a date, a month, a year, or _U where unknown. A coarse one counts as its end, _U as the earliest.',
  {
    rule: 'published-at',
    must: 'an instant with offset, a date, a month, a year, or _U',
    example: '2020-07-16',
  },
);

export const Series = object(
  {
    reporter: code('The body that produced the figure, not the newspaper.', 'GACC'),
    area: areaCode('What area the figure covers.'),
    indicator: code('What is measured, such as CBEC, GOODS, SALES, STORES.', 'CBEC'),
    coverage: code('The statistical scope, such as PLATFORM, FULL, LOCAL, OWN, or _U.', 'PLATFORM'),
    flow: oneOf(FLOWS, 'Export, import, both, or not applicable.'),
    mode: code('Customs supervision mode, or _T.', '9610'),
    product: code('HS heading with the prefix HS, a platform category, or _T.', 'HS8418'),
    counterpart: areaCode('The other side of the trade, _T for the world, _U for unknown.'),
    currency: currencyCode('ISO 4217, _Z for counts.'),
  },
  'What is measured, without time: nine dimensions.',
  'Series',
);

export const address = (description: string, example: string) =>
  shaped(String.raw`^\S{1,2048}$`, description, {
    rule: 'address',
    must: 'an address of 1 to 2,048 characters without spaces',
    example,
  });

/** A whole number that every reader of JSON has exactly. */
export const count = (description: string) =>
  Type.Integer({
    minimum: 0,
    maximum: Number.MAX_SAFE_INTEGER,
    description,
    terms: { rule: 'count', must: 'a whole number from 0 to 9007199254740991', example: '' },
  });

export const sha256 = (description: string) =>
  shaped('^[0-9A-Fa-f]{64}$', description, {
    rule: 'sha256',
    must: '64 hexadecimal digits',
    example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  });

/** A name in both languages. */
export const inBothLanguages = (description: string, en: string, zh: string) =>
  object({ en: text(1024, 'In English.', en), zh: text(1024, 'In Chinese.', zh) }, description);

export const Publisher = object(
  {
    code: Type.Optional(code('Its code, where it is a reporter too.', 'GACC')),
    name: inBothLanguages('Its name in both languages.', 'Xinhua', '新华社'),
  },
  'Who printed it.',
  'Publisher',
);

export const Evidence = object(
  {
    document: address('Address of the document.', 'https://www.customs.gov.cn/'),
    quote: text(8192, 'The words that were read.', '119.43 percent'),
    kind: Type.Optional(oneOf(EVIDENCE_KINDS.codes, 'Whose document it is.')),
    publisher: Type.Optional(Publisher),
    language: Type.Optional(
      shaped('^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$', 'Language of the document, BCP 47.', {
        rule: 'language',
        must: 'a BCP 47 language tag',
        example: 'en',
      }),
    ),
    position: Type.Optional(
      text(400, 'Where in the document it stands: a page, a table and cell, a fragment.', 'page 3, table 2'),
    ),
    sha256: Type.Optional(sha256('SHA-256 of the document, in hex.')),
  },
  'Where it was read.',
  'Evidence',
);

/**
 * Maximum length of source and of id, in characters: both in UTF-8 have to fit one index entry of PostgreSQL
 * (2,704 bytes), and sources are ASCII.
 */
export const LONGEST_NAME = 400;

const URI_LETTERS = "[A-Za-z0-9._~:/?#[\\]@!$&'()*+,;=-]*";

/** RFC 3986, checked by characters only. */
export const URI_REFERENCE_PATTERN = `^${URI_LETTERS}(?:%[0-9A-Fa-f]{2}${URI_LETTERS})*$`;

export const Reference = object(
  {
    source: Type.String({
      pattern: URI_REFERENCE_PATTERN,
      minLength: 1,
      maxLength: LONGEST_NAME,
      description: 'Source of the event named.',
      terms: {
        rule: 'uri-reference',
        must: `a URI reference of 1 to ${String(LONGEST_NAME)} characters`,
        example: '/customs/gacc',
      },
    }),
    id: text(LONGEST_NAME, 'Id of the event named.', 'O0007'),
  },
  'An event by its identity.',
  'Reference',
);

export type SeriesData = Static<typeof Series>;
export type PublisherData = Static<typeof Publisher>;
export type ReferenceData = Static<typeof Reference>;
