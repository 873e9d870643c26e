import type { Description } from './json-schemas.ts';
import { member, members } from './openapi-parts.ts';

const orNull = (schema: Description): Description => ({ anyOf: [schema, { type: 'null' }] });
const count = (description: string) => member('integer', description, { minimum: 0 });

const bothLanguages = members('In both languages.', {
  en: member('string', 'In English.'),
  zh: member('string', 'In Chinese.'),
});

const texts = (description: string): Description => ({
  type: 'array',
  description,
  items: {
    type: 'object',
    required: ['@value', '@language'],
    properties: {
      '@value': member('string', 'The text.'),
      '@language': member('string', 'Its language.', { enum: ['en', 'zh'] }),
    },
  },
});

const tableNote = members('Which states the table holds.', {
  filter: member('object', 'The filter, by parameter; a list holds the values allowed.'),
  asOf: orNull(
    member(
      'string',
      'The sequence of the last change, or the instant, of which it tells; of the present too.',
    ),
  ),
  publishedBy: orNull(member('string', 'The end of what had been published.', { format: 'date-time' })),
  states: orNull(
    count(
      'How many states; null with publishedBy: only working them out would tell. One may have several rows or none.',
    ),
  ),
});

/** CSV on the Web: metadata of one table. */
export const TABLE_METADATA: Description = members('Metadata of a table in the terms of CSV on the Web.', {
  '@context': member('string', 'http://www.w3.org/ns/csvw'),
  url: member('string', 'Address of the table of the same query, from the place of this answer.', {
    format: 'uri-reference',
  }),
  'dc:title': texts('What it is.'),
  'dc:description': texts('How to read it.'),
  dialect: member('object', 'How it is written.'),
  tableSchema: members('The columns.', {
    columns: {
      type: 'array',
      items: members('A column.', {
        name: member('string', 'Its name in the header row.'),
        titles: bothLanguages,
        datatype: member('string', 'Type of its cells.'),
        'separator?': member('string', 'What divides several values of a cell.'),
        'dc:description': texts('What its cells mean, and in which unit they are.'),
      }),
    },
  }),
  notes: { type: 'array', items: tableNote },
});
