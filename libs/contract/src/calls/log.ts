import { joinedWords } from '../filter/filter.ts';
import type { GrowthFilter } from '../filter/table.ts';
import { asksForWords, isNarrow } from '../filter/apply.ts';
import { filterParameters } from '../filter/told.ts';
import { listOf, oneOf, refuse } from '../filter/value-readers.ts';
import { parseInstant } from '../instant.ts';
import { CHANGE_KINDS, KINDS, STREAM_KINDS, type ChangeKind } from '../kinds/table.ts';
import type { QueryFault } from '../query-fault.ts';
import { Outcomes, Positions } from '../shapes/deliveries.ts';
import { Job, SERVED_JOB_STATES } from '../shapes/job.ts';
import { ChangesItem } from '../shapes/logged-change.ts';
import { one, page, stream as streamOf } from './answer.ts';
import { call, DATA } from './call.ts';
import { ofChanges } from './filters.ts';
import { needed, optional } from './parameter.ts';
import { refused } from './read-parameters.ts';
import { pageSize, text } from './readers.ts';
import { LARGEST_PAGE, DEFAULT_PAGE } from './paging.ts';
import * as t from './terms.ts';

/*
 * What changed, and what became of what was pushed.
 */

const tag = 'log';

/** Whether a filter may let anything of a kind pass: only states have verdicts, flags and reasons. */
export function mayPass(filter: GrowthFilter, kind: ChangeKind): boolean {
  const { filteredBy } = KINDS[kind];
  if (filteredBy === 'version') return true;
  return filteredBy === 'nothing' ? !isNarrow(filter) : !asksForWords(filter);
}

interface Asked {
  readonly filter: GrowthFilter;
  readonly kinds: readonly ChangeKind[] | null;
  readonly latest?: number | null;
}

/** Refuses kinds of which the filter can let nothing pass: the answer would be empty for ever. */
const passable =
  (usual: readonly ChangeKind[]) =>
  ({ filter, kinds, latest }: Asked): QueryFault | null => {
    const wanted = kinds ?? usual;
    if (typeof latest === 'number' || wanted.some((kind) => mayPass(filter, kind))) return null;
    const others = CHANGE_KINDS.filter((kind) => mayPass(filter, kind));
    const by = [...Object.keys(filterParameters(filter)), ...(filter.reason ? ['reason'] : [])];
    return {
      parameter: 'kinds',
      rule: 'nothing-passes',
      message: `no ${[...new Set(wanted)].join(', ')} passes a filter by ${by.join(', ')}`,
      fix: `leave the filter out, or name a kind that may pass it: ${others.join(', ')}`,
    };
  };

/** Refuses `latest` beside anything but the kinds. */
function latestAlone({
  filter,
  latest,
  ...others
}: Asked & {
  readonly after: string | null;
  readonly since: string | null;
  readonly limit: number | null;
}): QueryFault | null {
  if (latest === null || latest === undefined) return null;
  const given = [
    ...Object.keys(filter),
    ...(['after', 'since', 'limit'] as const).filter((name) => others[name] !== null),
  ];
  if (given.length === 0) return null;
  return {
    parameter: 'latest',
    rule: 'misplaced',
    message: `latest is given together with ${given.join(', ')}`,
    fix: 'leave latest out to read on from a sequence; give it alone, or with kinds, for the newest changes',
  };
}

const kinds = optional({
  about:
    'Only entries of these kinds; several by comma. Unless told: state, notice and claim. Filters: a claim and an alert pass by series and period, a notice by its scope; verdict, flag and reason are of states alone; a bulletin, a release, and an alert of a release or of a printed sentence pass no filter.',
  schema: joinedWords(CHANGE_KINDS),
  read: listOf(oneOf(CHANGE_KINDS)),
});

export const changes = call('GET', '/v1/changes', {
  tag,
  summary: 'The change log',
  about:
    'In order of sequence, for polling. It has states; with kinds alerts, bulletins, releases, notices and claims too. With filters a page may hold fewer items than limit and yet have a next one, to be sent back as after with the same filters. Where changes after the cursor are no longer kept, it is 410.',
  needs: DATA,
  query: {
    filter: ofChanges,
    kinds: {
      ...kinds,
      about:
        'Only entries of these kinds, each with its kind; several by comma. Unless told: states, as they are. Filters are those of the stream.',
    },
    after: t.after,
    since: t.since,
    // Not beside latest.
    limit: optional<number>({ about: t.limit.about, schema: t.limit.schema, read: t.limit.read }),
    latest: optional({
      about: 'Only so many of the newest changes, in order of sequence; given alone, or with kinds.',
      schema: { type: 'integer', minimum: 1, maximum: LARGEST_PAGE },
      read: pageSize(LARGEST_PAGE, DEFAULT_PAGE),
    }),
  },
  rules: [latestAlone, passable(['state'])],
  answer: page(ChangesItem),
  errors: ['Thinned'],
});

export const stream = call('GET', '/v1/stream', {
  tag,
  summary: 'The change log, live',
  about:
    'Resumes after Last-Event-ID or `after` without gap or repeat; without them it starts now. kinds=alert follows alerts.',
  needs: { scope: 'read', limit: 'stream' },
  query: { filter: ofChanges, kinds, after: t.after },
  refuses: {
    ...refused(['asOf', 'publishedBy', 'release', 'sort', 'limit', 'cursor', 'since'], (name) =>
      refuse(
        'not-on-stream',
        `a stream has no ${name}: it has no pages, is in order of sequence, and always of the present`,
        'leave it out; after= resumes, filters limit',
      ),
    ),
    notice: refuse(
      'not-on-stream',
      'a stream has no notice: entries of the log do not say which notices are in force',
      'leave it out and filter by area, mode, flow, product and period; /v1/growth takes notice',
    ),
  },
  rules: [passable(STREAM_KINDS)],
  answer: streamOf(
    'Server-sent events: id is the sequence, event is growth-updated, data the state as JSON as on its topic; or notice-updated, data the notice, with no filter of series and where the filter meets its scope; or claim-updated, data the claim with its standing, where the filter meets its series and period. With kinds also alert-updated, bulletin-updated and release-updated, data as on the topics growth-alerts, bulletin-updated and releases-updated. Where changes after the cursor are no longer kept, one event resync comes first: data has snapshot, the address of the states to take (where kinds were named snapshots, an address of each), and the stream goes on behind them.',
    'text/event-stream',
  ),
  errors: ['Unavailable'],
});

export const jobs = call('GET', '/v1/jobs', {
  tag,
  summary: 'Pushes of files and bundled sets',
  about: 'Newest first: how far each is, and its first refused lines, as its pusher reported.',
  needs: DATA,
  query: {
    state: optional({
      about: 'Only jobs in one of these states; several by comma.',
      schema: joinedWords(SERVED_JOB_STATES),
      read: listOf(oneOf(SERVED_JOB_STATES)),
    }),
    source: t.free('Source of the event; of jobs only those of this source.'),
    limit: t.limit,
    cursor: t.cursor('jobs', 2, ([startedAt = '', job = '']) =>
      parseInstant(startedAt) === undefined ? undefined : { startedAt, job },
    ),
  },
  answer: page(Job),
});

export const job = call('GET', '/v1/jobs/{id}', {
  tag,
  summary: 'One push',
  about: 'By its name.',
  needs: DATA,
  inPath: { id: t.id('The name of the job.') },
  answer: one('The job.', Job),
  errors: ['NotFound'],
});

const ofEvent = (about: string) =>
  needed(
    { about, schema: { type: 'string' }, read: text },
    'an event is named by source and id together, as in its receipt',
  );

export const outcomes = call('GET', '/v1/outcomes', {
  tag,
  summary: 'What became of an event',
  about: 'Of each delivery of it; of sales only rejections are kept.',
  needs: DATA,
  query: {
    source: ofEvent('Source of the event; of jobs only those of this source.'),
    id: ofEvent('Id of the event.'),
  },
  answer: one('Empty while unknown.', Outcomes),
});

export const positions = call('GET', '/v1/positions', {
  tag,
  summary: 'How far input has been dealt with',
  about: 'By partition; compare the offset of a receipt.',
  needs: DATA,
  answer: one('Every record before next has been dealt with.', Positions),
});
