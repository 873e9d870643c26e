import { oneOf } from '../filter/value-readers.ts';
import { DraftFindings, DraftRequest } from '../shapes/draft.ts';
import { Rehearsal } from '../shapes/rehearsal.ts';
import { Subscription } from '../shapes/subscription.ts';
import { FEEDS } from '../topics.ts';
import { posted } from './answer.ts';
import { call, DATA } from './call.ts';
import { needed } from './parameter.ts';

/*
 * Posts that keep nothing here.
 */

const text = { type: 'string' };

export const drafts = call('POST', '/v1/drafts/check', {
  tag: 'growth',
  summary: 'Check a draft',
  about:
    'Finds the numbers of a text in English or Chinese by rules alone, and gives each a verdict against what is known. A sentence in both languages tells the prints that it rests on. Nothing of the text is stored. As text/plain it is the text alone.',
  needs: DATA,
  body: { schema: DraftRequest, types: { 'text/plain': text } },
  answer: posted(200, 'What was found, in the order of the text.', DraftFindings, { cache: 'no-store' }),
  errors: ['Unavailable'],
});

const push = { description: 'As the door takes it; its description has the events.' };

export const rehearsals = call('POST', '/v1/rehearsals', {
  tag: 'growth',
  summary: 'Rehearse a push',
  about:
    'Takes a push as a door does, with its checks and faults, and tells what it would do if it came next; nothing is kept. No sales. It takes at most 5 s, two at a time, one of an address.',
  needs: DATA,
  query: {
    feed: needed(
      {
        about: 'The door that the push is meant for.',
        schema: { type: 'string', enum: FEEDS },
        read: oneOf(FEEDS),
      },
      `name the door that the push is meant for, feed=${FEEDS.join(', ')}`,
    ),
  },
  body: {
    types: {
      'application/cloudevents+json': push,
      'application/cloudevents-batch+json': push,
      'application/json': push,
    },
  },
  answer: posted(200, 'What it would do.', Rehearsal, { cache: 'no-store' }),
  errors: ['InvalidEvent', 'Unavailable'],
});

export const subscriptions = call('POST', '/v1/subscriptions', {
  tag: 'growth',
  summary: 'Subscribe to changes',
  about:
    'For pages: the request is passed on to the notifier with its credential, and the answer back. Programs ask the notifier itself.',
  // Whoever may not subscribe is refused by the notifier, which the request is passed on to.
  needs: { scope: 'nothing', limit: 'manage' },
  body: { types: { 'application/json': { type: 'object' } } },
  answer: posted(201, 'The subscription, with its secret.', Subscription, {
    location: 'Its address at the notifier.',
  }),
  errors: ['NotFound', 'Conflict', 'InvalidDocument', 'Unavailable'],
});
