import { alertHtml, htmlText, type ToldSentence } from '@silkgauge/bulletin';
import { ALERT_UPDATED, OPEN_ALERT_STATES, type AlertState, type BothLanguages } from '@silkgauge/contract';
import { followLine } from '../page/follow-line.ts';
import { PAGE_TITLES, plainPage, type ShownToFollow } from '../page/plain-page.ts';
import type { Language } from '../table/column.ts';

const WORDS = {
  none: { en: 'No alert is open.', zh: '没有未解除的预警。' },
  firing: { en: 'Firing', zh: '已触发' },
  pending: { en: 'Not certain yet', zh: '尚不能确定' },
  since: { en: 'since', zh: '自' },
  more: { en: 'There are more:', zh: '更多：' },
  rule: { en: 'Rule', zh: '规则' },
  history: { en: 'history', zh: '历史' },
  correction: { en: 'Correction to print: ', zh: '建议更正：' },
} as const satisfies Readonly<Record<string, BothLanguages>>;

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
    return [`<h2>${WORDS[state][language]}</h2>\n<ul>${items}</ul>`];
  });
  const api = `/v1/alerts?${rule === null ? '' : `rule=${rule}&`}state=${OPEN_ALERT_STATES.join(',')}`;
  const more = isCut
    ? [`<p>${WORDS.more[language]} <a href="${htmlText(api)}">${htmlText(api)}</a></p>`]
    : [];
  const content = [
    `<h1>${PAGE_TITLES.alerts[language]}</h1>`,
    ...(sections.length === 0 ? [`<p>${WORDS.none[language]}</p>`] : sections),
    ...more,
    followLine({ type: ALERT_UPDATED, ...(rule !== null && { exact: { rule } }) }, { language, subscribeAt }),
  ].join('\n');
  return plainPage({
    ...{ title: PAGE_TITLES.alerts[language], language, fonts, path: '/alerts', content },
    ...(rule !== null && { query: { rule } }),
  });
}

function item({ key, rule, since, sequence, sentence, correction }: AlertState, language: Language): string {
  const html = (one: AlertState['sentence']): string =>
    alertHtml((one as Readonly<Record<Language, ToldSentence>>)[language].segments, sequence);
  const told = html(sentence);
  const corrected = correction ? `\n<p>${WORDS.correction[language]}${html(correction)}</p>` : '';
  const history = `/v1/alerts/history?key=${encodeURIComponent(key)}`;
  const rules = `<a href="/alerts?rule=${htmlText(rule)}&amp;lang=${language}">${htmlText(rule)}</a>`;
  const time = `<time datetime="${htmlText(since)}">${htmlText(since)}</time>`;
  return `<p>${told}</p>${corrected}\n<p>${WORDS.rule[language]} ${rules}, ${WORDS.since[language]} ${time}, <a href="${htmlText(history)}">${WORDS.history[language]}</a></p>`;
}
