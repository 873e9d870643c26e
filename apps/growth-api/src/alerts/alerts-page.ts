import { ALERT_STATES, type Language, OPEN_ALERT_STATES, type BothNames } from '@silkgauge/codelists';
import { htmlText } from '@silkgauge/bulletin';
import { type AlertState, KINDS } from '@silkgauge/contract';
import { followLine } from '../page/follow-line.ts';
import { PAGE_TITLES, plainPage, type ShownToFollow } from '../page/plain-page.ts';
import { alertParagraphs } from './told-alert.ts';

const WORDS = {
  none: { en: 'No alert is open.', zh: '没有未解除的预警。' },
  since: { en: 'since', zh: '自' },
  more: { en: 'There are more:', zh: '更多：' },
  rule: { en: 'Rule', zh: '规则' },
  history: { en: 'history', zh: '历史' },
} as const satisfies Readonly<Record<string, BothNames>>;

export interface AlertsShown extends ShownToFollow {
  /** The rule that is asked for; null for all. */
  readonly rule: string | null;
  /** Whether there are more than those given. */
  readonly isCut: boolean;
}

/** The page of the alerts that are open, those that fire first. */
export function alertsPage(
  alerts: readonly AlertState[],
  { language, fonts, subscribeAt, rule, isCut }: AlertsShown,
): string {
  const sections = OPEN_ALERT_STATES.flatMap((state) => {
    const found = alerts.filter((one) => one.state === state);
    if (found.length === 0) return [];
    const items = found.map((one) => `<li>${item(one, language)}</li>`).join('\n');
    return [`<h2>${ALERT_STATES.entries[state][language]}</h2>\n<ul>${items}</ul>`];
  });
  const api = `/v1/alerts?${rule === null ? '' : `rule=${rule}&`}state=${OPEN_ALERT_STATES.join(',')}`;
  const more = isCut
    ? [`<p>${WORDS.more[language]} <a href="${htmlText(api)}">${htmlText(api)}</a></p>`]
    : [];
  const ofRule = rule === null ? {} : { rule };
  const feed = `/v1/alerts.atom?${new URLSearchParams({ ...ofRule, lang: language }).toString()}`;
  const content = [
    `<h1>${PAGE_TITLES.alerts[language]}</h1>`,
    ...(sections.length === 0 ? [`<p>${WORDS.none[language]}</p>`] : sections),
    ...more,
    followLine(
      { atom: feed, type: KINDS.alert.type, ...(rule !== null && { exact: { rule } }) },
      { language, subscribeAt },
    ),
  ].join('\n');
  return plainPage({
    ...{ title: PAGE_TITLES.alerts[language], language, fonts, path: '/alerts', feed, content },
    query: ofRule,
  });
}

function item(alert: AlertState, language: Language): string {
  const { key, rule, since } = alert;
  const history = `/v1/alerts/history?key=${encodeURIComponent(key)}`;
  const rules = `<a href="/alerts?rule=${htmlText(rule)}&amp;lang=${language}">${htmlText(rule)}</a>`;
  const time = `<time datetime="${htmlText(since)}">${htmlText(since)}</time>`;
  return `${alertParagraphs(alert, language)}\n<p>${WORDS.rule[language]} ${rules}, ${WORDS.since[language]} ${time}, <a href="${htmlText(history)}">${WORDS.history[language]}</a></p>`;
}
