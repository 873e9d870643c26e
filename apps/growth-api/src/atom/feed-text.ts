import type { BothNames } from '@silkgauge/codelists';
import type { GrowthState } from '@silkgauge/contract';
import { changeText } from './change-words.ts';
import { feedOf, type FeedHead } from './feed-head.ts';
import { feedHtml } from './feed-html.ts';
import type { Change } from './what-changed.ts';

/** An entry: a version, and what its change altered. */
export interface FeedEntry {
  readonly state: GrowthState;
  readonly change: Change;
}

/** What the feed of revisions says of itself. */
export interface RevisionsFeedHead extends FeedHead {
  /** Path and query of the newest entries, and of the next page. */
  readonly first: string;
  readonly next: string | null;
}

const TITLE: BothNames = {
  en: 'Silkgauge: revisions and conflicts of growth figures',
  zh: 'Silkgauge：增长数据的修订与矛盾',
};

const KIND_NAMES: Readonly<Record<'revision' | 'conflict', BothNames>> = {
  revision: { en: 'Revision', zh: '修订' },
  conflict: { en: 'Conflict', zh: '矛盾' },
};

/** Kinds of an entry, which are its categories. */
export function kindsOf({ numbers, conflicting, flags }: Change): readonly ('revision' | 'conflict')[] {
  return [
    ...(numbers.length > 0 ? (['revision'] as const) : []),
    ...(conflicting.length + flags.length > 0 ? (['conflict'] as const) : []),
  ];
}

/** An Atom feed (RFC 4287), newest entry first. */
export function feedText(entries: readonly FeedEntry[], head: RevisionsFeedHead): string {
  const { origin, language, first, next } = head;
  const identity = { id: `${origin}${first}`, title: TITLE, page: '/' };
  const feed = feedOf(identity, head, entries[0]?.state ?? null);
  for (const { state, change } of entries) {
    const { title, summary } = changeText(state, change, language);
    feed.addItem({
      id: `urn:silkgauge:change:${state.sequence}`,
      title: feedHtml(title),
      description: feedHtml(summary),
      link: `${origin}${statePath(state)}?asOf=${state.sequence}`,
      date: new Date(state.knownAt),
      category: kindsOf(change).map((term) => ({ term, name: KIND_NAMES[term][language] })),
    });
  }
  return next === null ? feed.atom1() : withNext(feed.atom1(), `${origin}${next}`);
}

const statePath = ({ key, period }: GrowthState): string =>
  `/v1/growth/${key.slice(0, -period.length - 1)}/${encodeURIComponent(period)}`;

const SELF = '<link rel="self"';

/** The library writes no link to the next page (RFC 5005): it goes before that to the page itself. */
const withNext = (feed: string, address: string): string =>
  feed.replace(SELF, () => `<link rel="next" href="${feedHtml(address)}"/>\n    ${SELF}`);
