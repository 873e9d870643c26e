import { Selection, SelectionSets } from '../shapes/selection.ts';
import { one, posted } from './answer.ts';
import { call, DATA } from './call.ts';
import * as t from './terms.ts';

export const selections = call('POST', '/v1/selections', {
  tag: 'growth',
  summary: 'Name several sets of filters',
  about:
    'Nothing is stored: the id holds the sets, and the same sets have the same id. It goes into selection= of lists, tables, changes and the stream.',
  needs: DATA,
  body: { schema: SelectionSets },
  answer: posted(201, 'The selection.', Selection, { location: 'Its address.' }),
});

export const selection = call('GET', '/v1/selections/{id}', {
  tag: 'growth',
  summary: 'What a selection holds',
  about: 'Its sets of filters, in canonical form.',
  needs: DATA,
  inPath: { id: t.id('The id of a selection.') },
  answer: one('The selection.', Selection),
  errors: ['NotFound'],
});
