import type { Language, BothNames } from '@silkgauge/codelists';
import { htmlText } from '@silkgauge/bulletin';
import { PAGE_HEADERS } from './page-headers.ts';
import { STYLE_PATH } from './plain-style.ts';
import type { SubscriptionDoor } from '../subscriptions/notifier.ts';

/** A plain page loads its style sheets, the fonts and the icon, and runs nothing. */
export const PLAIN_HEADERS = {
  ...PAGE_HEADERS,
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-cache',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

/** Titles of the pages, as the navigation has them. */
export const PAGE_TITLES = {
  live: { en: 'Live page', zh: '实时页面' },
  bulletins: { en: 'Bulletins', zh: '简报' },
  alerts: { en: 'Alerts', zh: '预警' },
  releases: { en: 'Releases', zh: '发布日程' },
} as const satisfies Readonly<Record<string, BothNames>>;

const OTHER: Readonly<Record<Language, readonly [lang: string, name: string, code: Language]>> = {
  en: ['zh-Hans', '中文', 'zh'],
  zh: ['en', 'English', 'en'],
};

/** How a page is shown. */
export interface Shown {
  readonly language: Language;
  /** Address of the style sheet of the Chinese fonts; null where the live page was not built. */
  readonly fonts: string | null;
}

/** How a page is shown that tells how to follow it. */
export interface ShownToFollow extends Shown {
  /** Where subscriptions are made; null where none are. */
  readonly subscribeAt: SubscriptionDoor | null;
}

export interface PlainPage extends Shown {
  readonly title: string;
  /** Address of this page, without a query. */
  readonly path: string;
  /** What of its query the page in the other language has too. */
  readonly query?: Readonly<Record<string, string>>;
  /** Address of an Atom feed of the same. */
  readonly feed?: string;
  readonly content: string;
}

/** A page of HTML that needs no script. The fonts come last: their hundred faces hold nothing up. */
export function plainPage({ title, language, fonts, path, query, feed, content }: PlainPage): string {
  const [lang, name, code] = OTHER[language];
  const other = htmlText(`${path}?${new URLSearchParams({ ...query, lang: code }).toString()}`);
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-Hans' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${htmlText(title)} - Silkgauge</title>
<link rel="stylesheet" href="${STYLE_PATH}">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="alternate" hreflang="${code}" href="${other}">${feed === undefined ? '' : `\n<link rel="alternate" type="application/atom+xml" href="${htmlText(feed)}">`}
</head>
<body>
<header><nav>
<a href="/">${PAGE_TITLES.live[language]}</a>
<a href="/bulletins?lang=${language}">${PAGE_TITLES.bulletins[language]}</a>
<a href="/alerts?lang=${language}">${PAGE_TITLES.alerts[language]}</a>
<a href="/releases?lang=${language}">${PAGE_TITLES.releases[language]}</a>
<a href="${other}" lang="${lang}" hreflang="${code}">${name}</a>
</nav></header>
<main>
${content}
</main>
${fonts === null ? '' : `<link rel="stylesheet" href="${htmlText(fonts)}">\n`}</body>
</html>
`;
}
