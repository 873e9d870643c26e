import { htmlText, toHtml, type Written } from '@silkgauge/bulletin';
import type { BothNames } from '@silkgauge/codelists';
import { type ListedBulletin, KINDS } from '@silkgauge/contract';
import { followLine } from '../page/follow-line.ts';
import {
  PAGE_TITLES,
  plainPage,
  type PlainPage,
  type Shown,
  type ShownToFollow,
} from '../page/plain-page.ts';

const WORDS = {
  none: { en: 'No bulletin is planned yet.', zh: '尚无简报。' },
  feed: { en: 'Follow as a feed (Atom)', zh: '订阅源（Atom）' },
  told: { en: 'Told from what is known at place', zh: '依据变更日志位置' },
  ofLog: { en: 'of the log.', zh: '所知内容生成。' },
  published: { en: 'Told from what had been published by', zh: '依据截至' },
  ofDay: { en: '.', zh: '已公布的内容生成。' },
  forms: { en: 'The same as', zh: '其他格式：' },
} as const satisfies Readonly<Record<string, BothNames>>;

/** The page of one bulletin. */
export function bulletinPage(told: Written, shown: ShownToFollow & Pick<PlainPage, 'query'>): string {
  const { language } = shown;
  const { bulletin } = told;
  const api = `/v1/bulletins/${bulletin}`;
  const publishedBy = 'publishedBy' in told ? told.publishedBy : undefined;
  const at: Readonly<Record<string, string>> =
    publishedBy === undefined ? { asOf: String(told.sequence ?? told.told) } : { publishedBy };
  const clock = new URLSearchParams(at).toString();
  const form = (address: string, name: string): string => `<a href="${htmlText(address)}">${name}</a>`;
  const forms = [
    form(`${api}?${clock}`, 'JSON'),
    form(`${api}.md?${clock}&lang=${language}`, 'Markdown'),
    form(`${api}.txt?${clock}&lang=${language}`, language === 'zh' ? '纯文本' : 'text'),
  ].join(language === 'zh' ? '、' : ', ');
  const place =
    publishedBy === undefined
      ? `${WORDS.told[language]} ${htmlText(String(told.told))} ${WORDS.ofLog[language]}`
      : `${WORDS.published[language]} ${htmlText(publishedBy)}${WORDS.ofDay[language]}`;
  const atom = `/v1/bulletins.atom?lang=${language}`;
  const follow = followLine({ atom, type: KINDS.bulletin.type, exact: { subject: bulletin } }, shown);
  return plainPage({
    ...{ ...shown, title: told[language].headline, path: `/bulletins/${bulletin}` },
    content: `${toHtml(told, language)}\n<footer>${place} ${WORDS.forms[language]} ${forms}.\n${follow}</footer>`,
  });
}

/** The page that lists bulletins. */
export function bulletinsPage(
  items: readonly Pick<ListedBulletin, 'bulletin' | 'title'>[],
  shown: Shown,
): string {
  const { language } = shown;
  const lines = items.map(
    ({ bulletin, title }) =>
      `<li><a href="/bulletins/${htmlText(bulletin)}?lang=${language}">${htmlText(title[language])}</a></li>`,
  );
  const list = lines.length === 0 ? `<p>${WORDS.none[language]}</p>` : `<ul>${lines.join('\n')}</ul>`;
  const feed = `/v1/bulletins.atom?lang=${language}`;
  const link = `<p><a href="${feed}" type="application/atom+xml">${WORDS.feed[language]}</a></p>`;
  return plainPage({
    ...{ ...shown, title: PAGE_TITLES.bulletins[language], path: '/bulletins', feed },
    content: `<h1>${PAGE_TITLES.bulletins[language]}</h1>\n${list}\n${link}`,
  });
}
