import { toAtomContent, type Bulletin } from '@silkgauge/bulletin';
import type { BothNames } from '@silkgauge/codelists';
import { feedOf, type FeedHead } from './feed-head.ts';
import { feedHtml } from './feed-html.ts';

const TITLE: BothNames = { en: 'Silkgauge: bulletins', zh: 'Silkgauge：简报' };

const KIND_NAMES: Readonly<Record<Bulletin['kind'], BothNames>> = {
  first: { en: 'First version', zh: '首个版本' },
  update: { en: 'Update', zh: '更新' },
  correction: { en: 'Correction', zh: '更正' },
  withdrawal: { en: 'Withdrawal', zh: '撤回' },
};

/** Bulletins as an Atom feed (RFC 4287), newest first; an entry is the same through all versions of its bulletin. */
export function bulletinsFeed(bulletins: readonly Bulletin[], head: FeedHead): string {
  const { origin, language } = head;
  const id = `urn:silkgauge:bulletins:${language}`;
  const feed = feedOf({ id, title: TITLE, page: `/bulletins?lang=${language}` }, head, bulletins[0] ?? null);
  for (const told of bulletins) {
    const { headline } = told[language];
    feed.addItem({
      id: `urn:silkgauge:bulletin:${told.bulletin}`,
      title: feedHtml(headline === '' ? told.bulletin : headline),
      content: toAtomContent(told, language, origin),
      link: `${origin}/bulletins/${told.bulletin}?lang=${language}`,
      date: new Date(told.knownAt),
      category: [{ term: told.kind, name: KIND_NAMES[told.kind][language] }],
    });
  }
  return feed.atom1();
}
