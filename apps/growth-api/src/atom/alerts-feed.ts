import { ALERT_STATES, type BothNames } from '@silkgauge/codelists';
import type { AlertState } from '@silkgauge/contract';
import { alertParagraphs } from '../alerts/told-alert.ts';
import { feedOf, type FeedHead } from './feed-head.ts';
import { feedHtml } from './feed-html.ts';

const TITLE: BothNames = { en: 'Silkgauge: alerts', zh: 'Silkgauge：预警' };

/** Alerts as an Atom feed (RFC 4287), newest first; an entry is the same through all versions of its alert. */
export function alertsFeed(alerts: readonly AlertState[], head: FeedHead): string {
  const { origin, language, self } = head;
  const identity = { id: `${origin}${self}`, title: TITLE, page: `/alerts?lang=${language}` };
  const feed = feedOf(identity, head, alerts[0] ?? null);
  for (const alert of alerts) {
    const { key, kind, state, rule, knownAt } = alert;
    feed.addItem({
      id: `urn:silkgauge:alert:${key}`,
      title: feedHtml(alert.sentence[language].text),
      content: alertParagraphs(alert, language, origin),
      link: `${origin}/alerts?${new URLSearchParams({ rule, lang: language }).toString()}`,
      date: new Date(knownAt),
      category: [{ term: state, name: ALERT_STATES.entries[state][language] }, { term: kind }],
    });
  }
  return feed.atom1();
}
