import type { GrowthCall } from '../growth-query.ts';

/** Summary and description of each call. */
export const SAID: Readonly<Record<GrowthCall, { readonly summary: string; readonly description: string }>> =
  {
    growth: {
      summary: 'States',
      description:
        'Present states of all series and periods that the filters let pass, or those of an instant.',
    },
    lines: {
      summary: 'States, a line each',
      description:
        'All states of a filter, as in the list, of one place in the log; also what /v1/growth answers where Accept has application/x-ndjson.',
    },
    wholeSeries: {
      summary: 'All periods of a series',
      description: 'In order of period unless told: a list of states of one series.',
    },
    table: {
      summary: 'States as a table',
      description:
        'All states of a filter, one row for each measurement, of one place in the log; also what /v1/growth answers where Accept has text/csv.',
    },
    tableMetadata: {
      summary: 'What the table is made of',
      description:
        'CSV on the Web, in English and Chinese, of the table of the same query; also at /v1/growth.csv-metadata.json.',
    },
    parquet: {
      summary: 'States as a Parquet file',
      description:
        'The table of the same query: its columns, then valueText, lowText and highText with the digits as they stand in the states. value, low, high, gap and units are DECIMAL(38,18), null where one does not fit; events, version and sequence INT64; knownAt and publishedBy timestamps; what is empty is null. Key-value metadata has silkgauge.query, silkgauge.sequence, and silkgauge.digest, the SHA-256 of /v1/growth.csv for that query.',
    },
    jsonStat: {
      summary: 'States as a JSON-stat cube',
      description:
        'JSON-stat 2.0 of all figures of a filter: the nine dimensions of a series, period, transformation, side, reading and statistic (value, low, high). Values are sparse and have the digits of the states; the status of a value is that of its figure. A cube has at most 1,000,000 cells, empty ones included; above, it is 413.',
    },
    availability: {
      summary: 'Which codes there are',
      description:
        'For filters with counts: the codes of a dimension are counted as if it were not filtered.',
    },
    state: {
      summary: 'One state',
      description: 'Of a series and a period, at present or by either clock. A range is one segment or two.',
    },
    history: {
      summary: 'Every version of a state',
      description: 'Oldest first: what was served here.',
    },
    vintages: {
      summary: 'A state after each publication',
      description: 'Oldest first: what the world could know, whenever it reached us.',
    },
    digits: {
      summary: 'Since when a state has its digits',
      description: 'And how often digits changed, by the versions that are kept.',
    },
    headline: {
      summary: 'A state in one sentence',
      description:
        'In the words of bulletins, in both languages, with the way back of each numeral; a total with its exports and imports.',
    },
    explain: {
      summary: 'How each number of a state was found',
      description: 'A graph down to the prints, with their events and what became of them.',
    },
    revisions: {
      summary: 'How much figures were revised',
      description:
        'After the earliest print held, which need not be the first one: how many, by how much, and how long it took.',
    },
    revisionsFeed: {
      summary: 'Revisions and conflicts as a feed',
      description:
        'Atom, newest first: an entry for each change that altered or took away a number that stood (category revision), or that brought a verdict of conflict or a flag of a contradiction (category conflict). The summary has the chain of both numbers. rel=next pages by before; a page may hold fewer entries than limit and yet have a next one.',
    },
    transformations: {
      summary: 'What follows from a series',
      description: 'Sums, averages, indexes, contributions and gaps, worked out from its states.',
    },
    series: { summary: 'Series', description: 'Those that any figure or sale was ever told of.' },
    notices: {
      summary: 'Policy notices',
      description: 'By area, mode, flow and product those whose scope has something in common with them.',
    },
    claims: { summary: 'Claims without a number', description: 'Judged by the growth that is known.' },
    statements: { summary: 'Attributed opinions', description: 'Quotations about a series or a notice.' },
    reporters: {
      summary: 'Sources of figures',
      description: 'What was said of each, beside what the register of this release says.',
    },
    registers: {
      summary: 'Registers of codes and words',
      description: 'What /v1/codes/{dimension} takes.',
    },
    codes: {
      summary: 'Codes of a register',
      description:
        'Of a dimension, and what they are to each other, or the words of states, events and refusals; in English and Chinese.',
    },
    selections: {
      summary: 'Name several sets of filters',
      description:
        'Nothing is stored: the id holds the sets, and the same sets have the same id. It goes into selection= of lists, tables, changes and the stream.',
    },
    selection: { summary: 'What a selection holds', description: 'Its sets of filters, in canonical form.' },
    alerts: {
      summary: 'Alerts',
      description:
        'What rules say of series and periods, and of releases, the present version of each, in order of key. An alert fires where every point of what was printed meets the condition or a release is late, and is pending where the digits leave it open or a release is due and not complete.',
    },
    alertsFeed: {
      summary: 'Alerts as a feed',
      description:
        'Atom, those that changed last first. An entry is an alert: its id stays, its updated time is that of the present version, its categories are state and kind. There is no further page: filters and limit choose. A correction to print stands behind the sentence.',
    },
    alertHistory: { summary: 'Versions of an alert', description: 'Every version, oldest first.' },
    rules: {
      summary: 'Rules of alerts',
      description:
        'Those that stand, in order of name; among them _late, the silence of every publisher, which is always there.',
    },
    printed: {
      summary: 'Printed sentences',
      description:
        'In order of name, each with the state of its alert. A sentence that somebody published and registered; of a name that was dropped there is none.',
    },
    registrations: {
      summary: 'Register a printed sentence',
      description:
        'Checks it and passes it on to policy-notice. Where a version of a bulletin or an address with a place in the log told it, its numbers are read there. The event goes on with the credential of the caller. An answer of that door other than 202 is passed back. The id of the event is that of its content behind the present order: a request that is repeated registers nothing twice.',
    },
    printedSentence: {
      summary: 'A printed sentence',
      description: 'What was registered, and the state of its alert.',
    },
    releases: {
      summary: 'Releases',
      description:
        'Promised publications, the present version of each, in order of the promised instant: what is met, what is missing, and how punctual it was.',
    },
    release: { summary: 'A release', description: 'Its present version.' },
    releaseHistory: { summary: 'Versions of a release', description: 'Every version, oldest first.' },
    releasesCalendar: {
      summary: 'Releases as a calendar',
      description:
        'iCalendar (RFC 5545), of up to 1,000 releases with the latest instants: UID stays, DTSTART is in UTC, SEQUENCE is how often the release moved; the local time and its zone are in DESCRIPTION.',
    },
    bulletins: {
      summary: 'Bulletins',
      description:
        'Newest first, each once: by the place in the log of its newest version, else of its plan. One whose plan was dropped stays where it has a version, which is a withdrawal. All pages are as of the first.',
    },
    bulletinsFeed: {
      summary: 'Bulletins as a feed',
      description:
        'Atom, newest first. An entry for each bulletin that has a version, whose id stays and whose content has corrections first. The newest 500 at most.',
    },
    bulletinHistory: {
      summary: 'Versions of a bulletin',
      description: 'Every version, oldest first; none where the desk has written none yet.',
    },
    bulletin: {
      summary: 'A bulletin',
      description:
        'The plan of this name told from what is known, in English and Chinese, with the way back of each numeral. The same log gives the same words.',
    },
    bulletinMarkdown: {
      summary: 'A bulletin as Markdown',
      description: 'In one language, with a footnote for each numeral.',
    },
    bulletinText: { summary: 'A bulletin as text', description: 'In one language.' },
    bulletinPlan: {
      summary: 'What a bulletin is told by',
      description: 'Its newest plan, as it was pushed.',
    },
    drafts: {
      summary: 'Check a draft',
      description:
        'Finds the numbers of a text in English or Chinese by rules alone, and gives each a verdict against what is known. A sentence in both languages tells the prints that it rests on. Nothing of the text is stored. As text/plain it is the text alone.',
    },
    rehearsals: {
      summary: 'Rehearse a push',
      description:
        'Takes a push as a door does, with its checks and faults, and tells what it would do if it came next; nothing is kept. No sales. It takes at most 5 s, two at a time, one of an address.',
    },
    subscriptions: {
      summary: 'Subscribe to changes',
      description:
        'For pages: the request is passed on to the notifier with its credential, and the answer back. Programs ask the notifier itself.',
    },
    changes: {
      summary: 'The change log',
      description:
        'In order of sequence, for polling. It has states; with kinds alerts, bulletins, releases, notices and claims too. With filters a page may hold fewer items than limit and yet have a next one, to be sent back as after with the same filters. Where changes after the cursor are no longer kept, it is 410.',
    },
    stream: {
      summary: 'The change log, live',
      description:
        'Resumes after Last-Event-ID or `after` without gap or repeat; without them it starts now. kinds=alert follows alerts.',
    },
    jobs: {
      summary: 'Pushes of files and bundled sets',
      description: 'Newest first: how far each is, and its first refused lines, as its pusher reported.',
    },
    job: { summary: 'One push', description: 'By its name.' },
    outcomes: {
      summary: 'What became of an event',
      description: 'Of each delivery of it; of sales only rejections are kept.',
    },
    index: {
      summary: 'What there is',
      description: 'The calls of this API, each with its parameters and types.',
    },
    positions: {
      summary: 'How far input has been dealt with',
      description: 'By partition; compare the offset of a receipt.',
    },
  };
