import { Bulletin, BulletinPlan, BulletinState, ListedBulletin } from '../shapes/bulletin.ts';
import { one, page, SEQUENCE, written } from './answer.ts';
import { call, DATA } from './call.ts';
import { oneClock } from './rules.ts';
import * as t from './terms.ts';

/*
 * Plans told as sentences.
 */

const tag = 'newsroom';
const errors = ['NotFound'];
const isSequence = (text: string): boolean => /^\d{1,18}$/.test(text);

export const bulletins = call('GET', '/v1/bulletins', {
  tag,
  summary: 'Bulletins',
  about:
    'Newest first, each once: by the place in the log of its newest version, else of its plan. One whose plan was dropped stays where it has a version, which is a withdrawal. All pages are as of the first.',
  needs: DATA,
  query: {
    limit: t.limit,
    // A place in the list as of a place in the log: what comes newer meanwhile moves nothing.
    cursor: t.cursor('bulletins', 2, ([until = '', before = '']) =>
      isSequence(until) && isSequence(before) ? { until, before } : undefined,
    ),
  },
  answer: page(ListedBulletin),
});

export const bulletinsFeed = call('GET', '/v1/bulletins.atom', {
  tag,
  summary: 'Bulletins as a feed',
  about:
    'Atom, newest first. An entry for each bulletin that has a version, whose id stays and whose content has corrections first. The newest 500 at most.',
  needs: DATA,
  query: { lang: t.langOfEntries },
  answer: written('An Atom feed (RFC 4287).', 'application/atom+xml', { headers: SEQUENCE }),
});

export const bulletin = call('GET', '/v1/bulletins/{bulletin}', {
  tag,
  summary: 'A bulletin',
  about:
    'The plan of this name told from what is known, in English and Chinese, with the way back of each numeral. The same log gives the same words.',
  needs: DATA,
  inPath: { bulletin: t.bulletin },
  query: { ...t.clocks, lang: t.langAlone },
  rules: [oneClock],
  answer: one('What is told now.', Bulletin),
  errors,
});

export const bulletinMarkdown = call('GET', '/v1/bulletins/{bulletin}.md', {
  tag,
  summary: 'A bulletin as Markdown',
  about: 'In one language, with a footnote for each numeral.',
  needs: DATA,
  inPath: { bulletin: t.bulletin },
  query: { ...t.clocks, lang: t.langOfText },
  rules: [oneClock],
  answer: written('Markdown.', 'text/markdown', { cache: 'no-cache' }),
  errors,
});

export const bulletinText = call('GET', '/v1/bulletins/{bulletin}.txt', {
  tag,
  summary: 'A bulletin as text',
  about: 'In one language.',
  needs: DATA,
  inPath: { bulletin: t.bulletin },
  query: { ...t.clocks, lang: t.langOfText },
  rules: [oneClock],
  answer: written('Plain text.', 'text/plain', { cache: 'no-cache' }),
  errors,
});

export const bulletinHistory = call('GET', '/v1/bulletins/{bulletin}/history', {
  tag,
  summary: 'Versions of a bulletin',
  about: 'Every version, oldest first; none where the desk has written none yet.',
  needs: DATA,
  inPath: { bulletin: t.bulletin },
  query: t.pagedByVersion('bulletin-history'),
  answer: page(BulletinState),
  errors,
});

export const bulletinPlan = call('GET', '/v1/bulletins/{bulletin}/plan', {
  tag,
  summary: 'What a bulletin is told by',
  about: 'Its newest plan, as it was pushed.',
  needs: DATA,
  inPath: { bulletin: t.bulletin },
  answer: one('The plan.', BulletinPlan),
  errors,
});
