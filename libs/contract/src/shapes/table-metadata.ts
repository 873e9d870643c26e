import { LANGUAGES } from '@silkgauge/codelists';
import { Type } from 'typebox';
import { count, instant, object, orNull, part, text, word, type Shape } from './shape.ts';

const anyMembers = <Members>(description: string) => Type.Unsafe<Members>({ type: 'object', description });

const BothLanguages = object('In both languages.', { en: text('In English.'), zh: text('In Chinese.') });

const inBoth = (description: string) =>
  Type.Array(
    Type.Object({ '@value': text('The text.'), '@language': word(LANGUAGES.codes, 'Its language.') }),
    {
      description,
    },
  );

const TableNote = object('Which states the table holds.', {
  filter: anyMembers<Readonly<Record<string, string | readonly string[]>>>(
    'The filter, by parameter; a list holds the values allowed.',
  ),
  asOf: orNull(
    text('The sequence of the last change, or the instant, of which it tells; of the present too.'),
  ),
  publishedBy: orNull(instant('The end of what had been published.')),
  states: orNull(
    count(
      'How many states; null with publishedBy: only working them out would tell. One may have several rows or none.',
    ),
  ),
});

/** CSV on the Web: metadata of one table. */
export const TableMetadata = part('TableMetadata', 'Metadata of a table in the terms of CSV on the Web.', {
  '@context': text('http://www.w3.org/ns/csvw'),
  url: Type.String({
    format: 'uri-reference',
    description: 'Address of the table of the same query, from the place of this answer.',
  }),
  'dc:title': inBoth('What it is.'),
  'dc:description': inBoth('How to read it.'),
  'dc:rights': Type.Array(Type.String(), {
    description: 'Under which terms the figures of each reporter may be used, a line each.',
  }),
  'dc:license': Type.Array(Type.Object({ '@id': Type.String({ format: 'uri' }) }), {
    description: 'Addresses of those terms.',
  }),
  dialect: anyMembers<object>('How it is written.'),
  tableSchema: object('The columns.', {
    columns: Type.Array(
      object('A column.', {
        name: text('Its name in the header row.'),
        titles: BothLanguages,
        datatype: text('Type of its cells.'),
        lang: Type.Optional(text('Language of its cells, where one was asked for.')),
        separator: Type.Optional(text('What divides several values of a cell.')),
        'dc:description': inBoth('What its cells mean, and in which unit they are.'),
      }),
    ),
  }),
  notes: Type.Array(TableNote),
});

export type TableMetadata = Shape<typeof TableMetadata>;
