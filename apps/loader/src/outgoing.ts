import { EVENT_TYPES, feedsOf, likelyName, type EventType, type Feed } from '@silkgauge/contract';

/** An event on its way to a door. */
export interface Outgoing {
  readonly feed: Feed;
  /** Events of one feed that share it arrive in their order. */
  readonly order: number;
  /** Identity, for reports. */
  readonly name: string;
  /** The event as JSON. */
  readonly text: string;
}

/** What routing reads of an event; nothing of it is trusted, the door checks it. */
export interface OutgoingEnvelope {
  readonly source?: unknown;
  readonly id?: unknown;
  readonly type?: unknown;
  readonly data?: unknown;
}

/** Figures, claims, notices: few, and what comes later may correct what came before, so they keep one order. */
const FILE_ORDER = -1;

/**
 * Makes events ready to leave. Types that only one feed takes go there; figures and claims to platform-sales if a
 * platform counts what they measure, else to customs-feed; a withdrawal follows the last figure from the source it
 * names. `only` sends everything to one feed instead.
 */
export function router(
  only?: Feed,
): (event: OutgoingEnvelope, text: string) => Outgoing | { readonly refused: string } {
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
  const { series, ref } = (data ?? {}) as { series?: unknown; ref?: { source?: unknown } };
  if (type === 'silkgauge.figure.withdrawn.v1') return feedOfSource.get(ref?.source) ?? 'customs-feed';
  return isPlatformSeries(series) ? 'platform-sales' : 'customs-feed';
}

/** Counted by a platform itself, or of platforms by nature. */
function isPlatformSeries(series: unknown): boolean {
  const { coverage, indicator } = (series ?? {}) as { coverage?: unknown; indicator?: unknown };
  return coverage === 'OWN' || indicator === 'SALES' || indicator === 'GMV';
}

/**
 * Sums do not ask for order, so sales may travel side by side. One identity always takes the same way, for the first
 * with it stands, and so does what corrects it.
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
