import { joinedWords } from '../filter/filter.ts';
import { listOf, oneOf } from '../filter/value-readers.ts';
import { ALERT_KINDS } from '../rule/rule.ts';
import { AlertState, ListedRule } from '../shapes/alert.ts';
import { page, SEQUENCE, written } from './answer.ts';
import { call, DATA } from './call.ts';
import { ofScopeOr } from './filters.ts';
import { needed, optional } from './parameter.ts';
import { text } from './readers.ts';
import * as t from './terms.ts';

/*
 * Rules, and what they say.
 */

const tag = 'newsroom';

const which = {
  rule: t.rule,
  kind: optional({
    about: 'Only alerts of one of these kinds; several by comma.',
    schema: joinedWords(ALERT_KINDS),
    read: listOf(oneOf(ALERT_KINDS)),
  }),
  state: t.alertState('alerts'),
  scope: ofScopeOr(
    'Only alerts of states that pass one of the sets of filters of this selection by series and period, as on the stream: a set by verdict or flag lets no alert pass.',
  ),
};

export const alerts = call('GET', '/v1/alerts', {
  tag,
  summary: 'Alerts',
  about:
    'What rules say of series and periods, and of releases, the present version of each, in order of key. An alert fires where every point of what was printed meets the condition or a release is late, and is pending where the digits leave it open or a release is due and not complete.',
  needs: DATA,
  query: { ...which, asOf: t.asOf, ...t.paged('alerts') },
  answer: page(AlertState),
});

export const alertsFeed = call('GET', '/v1/alerts.atom', {
  tag,
  summary: 'Alerts as a feed',
  about:
    'Atom, those that changed last first. An entry is an alert: its id stays, its updated time is that of the present version, its categories are state and kind. There is no further page: filters and limit choose. A correction to print stands behind the sentence.',
  needs: DATA,
  query: { ...which, limit: t.entries, lang: t.langOfEntries },
  answer: written('An Atom feed (RFC 4287).', 'application/atom+xml', { headers: SEQUENCE }),
});

export const alertHistory = call('GET', '/v1/alerts/history', {
  tag,
  summary: 'Versions of an alert',
  about: 'Every version, oldest first.',
  needs: DATA,
  query: {
    key: needed(
      {
        about:
          'The key of an alert: rule, series key and period, joined by slashes; of silence rule and release; of a printed sentence _printed/NAME.',
        schema: { type: 'string' },
        read: text,
      },
      'take the key of an alert, such as cbec-over-20/GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY/2020-S1',
    ),
    ...t.pagedByVersion('alert-history'),
  },
  answer: page(AlertState),
  errors: ['NotFound'],
});

export const rules = call('GET', '/v1/rules', {
  tag,
  summary: 'Rules of alerts',
  about:
    'Those that stand, in order of name; among them _late, the silence of every publisher, which is always there.',
  needs: DATA,
  query: t.paged('rules'),
  answer: page(ListedRule),
});
