import { EVENT_TYPES, feedsOf, likelyName, type EventType, type Feed } from '@silkgauge/contract';

/** An event with the door that takes it. */
export interface Routed {
  readonly feed: Feed;
  /** Ordering key: events of one feed with equal keys arrive in order. */
  readonly order: number;
  /** Identity as text, for reports. */
  readonly name: string;
  /** The event as JSON. */
  readonly text: string;
}

/** An event on its way to a door. */
export interface Outgoing extends Routed {
  /** Line of the file, or place in the bundled set, from 1. */
  readonly line: number;
}

/** Members that routing reads; the door checks them. */
export interface OutgoingEnvelope {
  readonly source?: unknown;
  readonly id?: unknown;
  readonly type?: unknown;
  readonly data?: unknown;
}

/** One key for figures, claims and notices: they are few, and a later one may correct an earlier one. */
const FILE_ORDER = -1;

/**
 * Routes events by type. Figures and claims go to platform-sales if a platform counts the value, and so does
 * the description of a platform, else to customs-feed; a withdrawal follows the last figure of its source. `only` overrides the feed.
 */
export function router(
  only?: Feed,
): (event: OutgoingEnvelope, text: string) => Routed | { readonly refused: string } {
  const feedOfSource = new Map<unknown, Feed>();
  return (event, text) => {
    const type = EVENT_TYPES.find((known) => known === event.type);
    if (!only && !type) return { refused: unknownType(event.type) };
    const feed = only ?? feedOf(type as EventType, event.data, feedOfSource);
    if (type === 'silkgauge.figure.reported.v1') feedOfSource.set(event.source, feed);
    const order = type === 'silkgauge.sale.recorded.v1' ? orderOfSale(event) : FILE_ORDER;
    return { feed, order, name: nameOf(event), text };
  };
}

export function nameOf({ source, id }: OutgoingEnvelope): string {
  return `${typeof source === 'string' ? source : '?'} ${typeof id === 'string' ? id : '?'}`;
}

function feedOf(type: EventType, data: unknown, feedOfSource: ReadonlyMap<unknown, Feed>): Feed {
  const feeds = feedsOf(type);
  const [only] = feeds;
  if (only && feeds.length === 1) return only;
  const { series, ref, kind } = (data ?? {}) as {
    series?: unknown;
    ref?: { source?: unknown };
    kind?: unknown;
  };
  if (type === 'silkgauge.figure.withdrawn.v1') return feedOfSource.get(ref?.source) ?? 'customs-feed';
  return kind === 'platform' || isPlatformSeries(series) ? 'platform-sales' : 'customs-feed';
}

/** True if a platform itself counts the value, or the indicator is of platforms by nature. */
function isPlatformSeries(series: unknown): boolean {
  const { coverage, indicator } = (series ?? {}) as { coverage?: unknown; indicator?: unknown };
  return coverage === 'OWN' || indicator === 'SALES' || indicator === 'GMV';
}

/**
 * Sales may travel in parallel lanes, as sums need no order. An identity and its corrections share a lane,
 * because the first event of an identity stands.
 */
function orderOfSale({ id, data }: OutgoingEnvelope): number {
  const { corrects } = (data ?? {}) as { corrects?: { id?: unknown } };
  const name = corrects?.id ?? id;
  return typeof name === 'string' ? hash(name) : 0;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}

function unknownType(type: unknown): string {
  if (typeof type !== 'string') return 'The event has no type.';
  const nearest = likelyName(type, EVENT_TYPES);
  const hint = nearest === undefined ? `Known are ${EVENT_TYPES.join(', ')}.` : `Is ${nearest} meant?`;
  return `No feed takes the type ${JSON.stringify(type.slice(0, 100))}. ${hint}`;
}
