import {
  DIMENSIONS,
  matchesText,
  mayPublish,
  mayWriteAll,
  mayWriteName,
  mayWriteSeries,
  parseSeriesKey,
  readRelease,
  recordKey,
  shown,
  type CheckedEvent,
  type Fault,
  type ReleaseScheduled,
  type SeriesDimensions,
  type SeriesPattern,
  type WriteRights,
} from '@silkgauge/contract';
import { matchesSource } from './patterns.ts';

/**
 * What the rights of a key say against an event: all parts at once, empty for an event that they let through. The
 * event is a checked one, so its areas are under the codes that are kept.
 */
export const writeFaults = (rights: WriteRights, event: CheckedEvent): readonly Fault[] => {
  // Events of one source to one series have one answer, and most of those that are pushed are such.
  const name =
    'seriesKey' in event && !('corrects' in event.data)
      ? `${event.type} ${event.source} ${event.seriesKey}`
      : '';
  const known = letThroughOf(rights);
  if (known.has(name)) return NONE;
  const faults = [
    ...typeFaults(rights, event),
    ...sourcesOf(event).flatMap(([pointer, source]) => sourceFaults(rights, pointer, source)),
    ...seriesFaults(rights, event),
    ...namesOf(event).flatMap(([pointer, notice]) => nameFaults(rights, pointer, notice)),
  ];
  if (faults.length === 0 && name !== '') {
    if (known.size >= MOST_KNOWN) known.clear();
    known.add(name);
  }
  return faults;
};

const NONE: readonly Fault[] = [];
/** Names of up to 1,000 characters each: at most some megabytes for rights in use. */
const MOST_KNOWN = 2_000;
const letThrough = new WeakMap<WriteRights, Set<string>>();

const letThroughOf = (rights: WriteRights): Set<string> => {
  let known = letThrough.get(rights);
  if (!known) letThrough.set(rights, (known = new Set()));
  return known;
};

const ASK = 'or ask an operator for the right to do so';

const typeFaults = ({ types }: WriteRights, { type }: CheckedEvent): readonly Fault[] =>
  types.some((pattern) => matchesText(pattern, type))
    ? []
    : [
        {
          pointer: '/type',
          rule: 'write-types',
          message: `The key may not push ${type}.`,
          fix: `Push ${listed(types)} with it, ${ASK}.`,
        },
      ];

/** Sources that an event writes under or names, by pointer. */
const sourcesOf = (event: CheckedEvent): readonly (readonly [pointer: string, source: string])[] => {
  const own = ['/source', event.source] as const;
  switch (event.type) {
    case 'silkgauge.figure.withdrawn.v1':
    case 'silkgauge.statement.withdrawn.v1':
      return [own, ['/data/ref/source', event.ref.source]];
    case 'silkgauge.figure.reported.v1':
    case 'silkgauge.sale.recorded.v1':
      return event.data.corrects ? [own, ['/data/corrects/source', event.data.corrects.source]] : [own];
    default:
      return [own];
  }
};

const sourceFaults = ({ sources }: WriteRights, pointer: string, source: string): readonly Fault[] =>
  sources.some((pattern) => matchesSource(pattern, source))
    ? []
    : [
        {
          pointer,
          rule: 'write-sources',
          message: `The key may not write as the source ${shown(source)}.`,
          fix: `Write ${sources.length === 0 ? 'with another key' : `a source that begins with ${listed(sources)}`}, ${ASK}.`,
        },
      ];

/** Dimensions that an event writes to; of a description of a reporter the reporter alone. */
const writtenOf = (
  event: CheckedEvent,
): { readonly pointer: string; readonly written: Partial<SeriesDimensions> } | undefined => {
  switch (event.type) {
    case 'silkgauge.figure.reported.v1':
    case 'silkgauge.claim.reported.v1':
      return { pointer: '/data/series', written: event.series };
    case 'silkgauge.sale.recorded.v1':
      return { pointer: '/data', written: parseSeriesKey(event.seriesKey) ?? {} };
    case 'silkgauge.statement.attributed.v1':
      return 'seriesKey' in event.about
        ? { pointer: '/data/about/series', written: parseSeriesKey(event.about.seriesKey) ?? {} }
        : undefined;
    case 'silkgauge.reporter.described.v1':
      return { pointer: '/data/reporter', written: { reporter: event.reporter } };
    default:
      return undefined;
  }
};

const seriesFaults = (rights: WriteRights, event: CheckedEvent): readonly Fault[] => {
  if (event.type === 'silkgauge.release.scheduled.v1') return releaseFaults(rights, event);
  const found = writtenOf(event);
  if (!found || mayWriteSeries(rights, found.written)) return [];
  const { pointer, written } = found;
  const text = DIMENSIONS.map((name) => written[name]).filter((code) => code !== undefined);
  const what = `${text.length === 1 ? 'of the reporter' : 'to the series'} ${text.join('.')}`;
  return [seriesFault(rights, pointer, what)];
};

/** A release is of its publisher's prints: what it expects may be refused in clear, and shown early to some. */
const releaseFaults = (rights: WriteRights, { data }: ReleaseScheduled): readonly Fault[] => {
  const reading = readRelease(data);
  if (!reading.ok) throw new TypeError('an order that was checked is no release');
  const { publisher, expects } = reading.value;
  const faults = mayPublish(rights, publisher)
    ? []
    : [seriesFault(rights, '/data/publisher', `of the reporter ${publisher}`)];
  for (const [at, { series }] of expects.entries()) {
    if (mayWriteAll(rights, { reporter: [publisher], ...series })) continue;
    const pointer = `/data/expects/${String(at)}/series`;
    faults.push(seriesFault(rights, pointer, 'to all series that the item takes'));
  }
  return faults;
};

const seriesFault = ({ series }: WriteRights, pointer: string, what: string): Fault => ({
  pointer,
  rule: 'write-series',
  message: `The key may not write ${what}.`,
  fix: `Write to ${series.length === 0 ? 'the series with another key' : series.slice(0, MOST_SHOWN).map(patternText).join(', or to ')}, ${ASK}.`,
});

/** Names of notices and orders that an event writes or writes about, by pointer. */
const namesOf = (event: CheckedEvent): readonly (readonly [pointer: string, name: string])[] => {
  switch (event.type) {
    case 'silkgauge.notice.published.v1':
    case 'silkgauge.notice.withdrawn.v1':
      return [['/data/notice', event.notice]];
    case 'silkgauge.statement.attributed.v1':
      return 'notice' in event.about ? [['/data/about/notice', event.about.notice]] : [];
    case 'silkgauge.bulletin.planned.v1':
    case 'silkgauge.bulletin.dropped.v1':
      return [['/data/bulletin', recordKey(event)]];
    case 'silkgauge.alert.defined.v1':
    case 'silkgauge.alert.dropped.v1':
      return [['/data/rule', recordKey(event)]];
    case 'silkgauge.release.scheduled.v1':
    case 'silkgauge.release.cancelled.v1':
      return [['/data/release', recordKey(event)]];
    case 'silkgauge.sentence.printed.v1':
    case 'silkgauge.sentence.dropped.v1':
      return [['/data/printed', recordKey(event)]];
    default:
      return [];
  }
};

const nameFaults = ({ names }: WriteRights, pointer: string, name: string): readonly Fault[] =>
  mayWriteName({ names }, name)
    ? []
    : [
        {
          pointer,
          rule: 'write-names',
          message: `The key may not write of ${shown(name)}.`,
          fix: `Write ${names.length === 0 ? 'of notices and orders with another key' : `of ${listed(names)}`}, ${ASK}.`,
        },
      ];

/** Patterns that a message names. */
const MOST_SHOWN = 5;

const listed = (patterns: readonly string[]): string => patterns.slice(0, MOST_SHOWN).map(shown).join(' or ');

const patternText = (pattern: SeriesPattern): string => {
  const parts = Object.entries(pattern).map(
    ([name, codes]) => `${name} ${codes.slice(0, MOST_SHOWN).join(' or ')}`,
  );
  return parts.length === 0 ? 'any series' : parts.join(' and ');
};
