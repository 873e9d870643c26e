import { written } from './answer.ts';
import { call, DATA } from './call.ts';
import { oneClock } from './rules.ts';
import * as t from './terms.ts';

/*
 * Pages that need no script, and hold figures themselves. No description has them.
 */

const tag = 'page';
const answer = written('HTML.', 'text/html');
const query = { lang: t.lang };

export const bulletinsPage = call('GET', '/bulletins', {
  ...{ tag, query, answer, needs: DATA },
  summary: 'Bulletins',
  about: 'Those that have a plan.',
});

export const bulletinPage = call('GET', '/bulletins/{bulletin}', {
  ...{ tag, answer, needs: DATA },
  summary: 'A bulletin',
  about: 'As it is told, in one language.',
  inPath: { bulletin: t.bulletin },
  query: { ...t.clocks, ...query },
  rules: [oneClock],
});

export const alertsPage = call('GET', '/alerts', {
  ...{ tag, answer, needs: DATA },
  summary: 'Alerts',
  about: 'Those that are open.',
  query: { rule: t.rule, ...query },
});

export const releasesPage = call('GET', '/releases', {
  ...{ tag, query, answer, needs: DATA },
  summary: 'Releases',
  about: 'Those to come, and the newest of the others.',
});
