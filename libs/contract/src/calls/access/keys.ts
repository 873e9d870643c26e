import { oneOf } from '../../filter/value-readers.ts';
import { Key, KEY_STATES, KeyPatch, KeySettings, MadeKey } from '../../shapes/access-api.ts';
import { keyRevocationTerm, keyRotationTerm } from '../../rights/requests.ts';
import { managed, managedPage } from '../answer.ts';
import { call, type Needs } from '../call.ts';
import { optional } from '../parameter.ts';
import * as t from '../terms.ts';

export const OPERATE: Needs = { scope: 'operate', limit: 'manage' };
/** Keys may ask for themselves; the handler looks whose key it is. */
const ANY_KEY: Needs = { scope: 'anything', limit: 'manage' };

/** RFC 7396. */
export const MERGE_PATCH = 'application/merge-patch+json';

const tag = 'keys';
const inPath = { id: t.id('Id of a key, or `self` for the key that asks.') };
const theKey = managed('The key.', Key, { tag: true });

export const listKeys = call('GET', '/v1/keys', {
  tag,
  summary: 'All keys',
  about: 'In the order in which they were made. Scope operate.',
  needs: OPERATE,
  query: {
    state: optional({
      about: 'Only keys in this state.',
      schema: { type: 'string', enum: KEY_STATES },
      read: oneOf(KEY_STATES),
    }),
    ...t.paged('keys'),
  },
  answer: managedPage(Key),
});

export const makeKey = call('POST', '/v1/keys', {
  tag,
  summary: 'Make a key',
  about: 'The answer alone tells the key. Scope operate.',
  needs: OPERATE,
  body: { schema: KeySettings },
  answer: managed('The key.', MadeKey, { status: 201, tag: true, isSecret: true }),
  errors: ['Conflict'],
});

export const readKey = call('GET', '/v1/keys/{id}', {
  tag,
  summary: 'One key',
  about: 'Scope operate, or any for the own key.',
  needs: ANY_KEY,
  inPath,
  answer: theKey,
  errors: ['NotFound'],
});

export const changeKey = call('PATCH', '/v1/keys/{id}', {
  tag,
  summary: 'Change a key',
  about: 'What a key is for may change, its secret and whom it stands for may not. Scope operate.',
  needs: OPERATE,
  inPath,
  isMatched: true,
  body: { schema: KeyPatch, type: MERGE_PATCH },
  answer: theKey,
  errors: ['NotFound', 'Conflict'],
});

export const rotateKey = call('POST', '/v1/keys/{id}/rotate', {
  tag,
  summary: 'Give a key a new secret',
  about:
    'The secret before stands for the overlap; one before that ends at once. Scope operate, or any for the own key.',
  needs: ANY_KEY,
  inPath,
  body: { schema: keyRotationTerm.schema },
  answer: managed('The key.', MadeKey, { tag: true, isSecret: true }),
  errors: ['NotFound', 'Conflict'],
});

export const revokeKey = call('POST', '/v1/keys/{id}/revoke', {
  tag,
  summary: 'End a key for ever',
  about: 'Again is the same answer. Scope operate, or any for the own key.',
  needs: ANY_KEY,
  inPath,
  body: { schema: keyRevocationTerm.schema },
  answer: theKey,
  errors: ['NotFound', 'Conflict'],
});
