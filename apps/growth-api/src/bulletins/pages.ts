import { htmlText, toHtml, type Written } from '@silkgauge/bulletin';
import type { BothLanguages, ListedBulletin } from '@silkgauge/contract';
import type { Language } from '../table/column.ts';

/** Address of the style sheet; a bulletin's name has no dot. */
export const STYLE_PATH = '/bulletins/style.css';

const WORDS = {
  bulletins: { en: 'Bulletins', zh: '简报' },
  none: { en: 'No bulletin is planned yet.', zh: '尚无简报。' },
  live: { en: 'Live page', zh: '实时页面' },
  told: { en: 'Told from what is known at place', zh: '依据变更日志位置' },
  ofLog: { en: 'of the log.', zh: '所知内容生成。' },
  forms: { en: 'The same as', zh: '其他格式：' },
} as const satisfies Readonly<Record<string, BothLanguages>>;

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

interface Page extends Shown {
  readonly title: string;
  /** Address of this page, without a language. */
  readonly path: string;
  readonly content: string;
}

/** A page of HTML that needs no script. The fonts come last: their hundred faces hold nothing up. */
export function page({ title, language, fonts, path, content }: Page): string {
  const [lang, name, code] = OTHER[language];
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-Hans' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${htmlText(title)} - Silkgauge</title>
<link rel="stylesheet" href="${STYLE_PATH}">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="alternate" hreflang="${code}" href="${htmlText(path)}?lang=${code}">
</head>
<body>
<header><nav>
<a href="/">${WORDS.live[language]}</a>
<a href="/bulletins?lang=${language}">${WORDS.bulletins[language]}</a>
<a href="${htmlText(path)}?lang=${code}" lang="${lang}" hreflang="${code}">${name}</a>
</nav></header>
<main>
${content}
</main>
${fonts === null ? '' : `<link rel="stylesheet" href="${htmlText(fonts)}">\n`}</body>
</html>
`;
}

/** The page of one bulletin. */
export function bulletinPage(told: Written, shown: Shown): string {
  const { language } = shown;
  const { bulletin } = told;
  const api = `/v1/bulletins/${bulletin}`;
  const asOf = `asOf=${String(told.sequence ?? told.told)}`;
  const form = (address: string, name: string): string => `<a href="${htmlText(address)}">${name}</a>`;
  const forms = [
    form(`${api}?${asOf}`, 'JSON'),
    form(`${api}.md?${asOf}&lang=${language}`, 'Markdown'),
    form(`${api}.txt?${asOf}&lang=${language}`, language === 'zh' ? '纯文本' : 'text'),
  ].join(language === 'zh' ? '、' : ', ');
  const place = `${WORDS.told[language]} ${htmlText(String(told.told))} ${WORDS.ofLog[language]}`;
  return page({
    ...{ ...shown, title: told[language].headline, path: `/bulletins/${bulletin}` },
    content: `${toHtml(told, language)}\n<footer>${place} ${WORDS.forms[language]} ${forms}.</footer>`,
  });
}

/** The page that lists bulletins. */
export function bulletinsPage(items: readonly ListedBulletin[], shown: Shown): string {
  const { language } = shown;
  const lines = items.map(
    ({ bulletin, title }) =>
      `<li><a href="/bulletins/${htmlText(bulletin)}?lang=${language}">${htmlText(title[language])}</a></li>`,
  );
  const list = lines.length === 0 ? `<p>${WORDS.none[language]}</p>` : `<ul>${lines.join('\n')}</ul>`;
  return page({
    ...{ ...shown, title: WORDS.bulletins[language], path: '/bulletins' },
    content: `<h1>${WORDS.bulletins[language]}</h1>\n${list}`,
  });
}

/**
 * Fonts with Chinese glyphs: those of systems before the web font of the live page, which is then not loaded. None
 * comes behind `system-ui`, where Chromium leaves boxes in their place.
 */
const CHINESE = `'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei UI', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', 'Noto Sans SC Variable'`;
/** Before them in English, whose apostrophes are as wide as a character in Chinese fonts. */
const LATIN = `'Segoe UI', 'Helvetica Neue', Roboto, Ubuntu, Cantarell, 'Noto Sans', 'DejaVu Sans', 'Liberation Sans', Arial`;

/** Colours have a contrast of at least 4.5 in both themes. */
export const STYLE = `:root { color-scheme: light dark; font: 400 1.0625rem/1.6 ${LATIN}, ${CHINESE}, system-ui, sans-serif; }
:root:lang(zh) { font-family: ${CHINESE}, system-ui, sans-serif; }
body { margin: 0 auto; max-width: 44rem; padding: 1rem; background: light-dark(#fbfaf7, #12181b); color: light-dark(#16211f, #e9eeec); overflow-wrap: anywhere; }
nav { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; }
a { color: light-dark(#0b5c6b, #6fd0df); }
nav a, li a { display: inline-block; min-height: 1.5rem; }
a:focus-visible { outline: 3px solid light-dark(#0b5c6b, #ffd38a); outline-offset: 2px; }
h1 { font-size: 1.5rem; line-height: 1.3; }
h2 { font-size: 1.0625rem; margin: 0; }
article a { text-decoration-thickness: 1px; text-underline-offset: 0.2em; }
data { font-variant-numeric: tabular-nums; font-weight: 600; }
.mark { font-style: normal; color: light-dark(#6a4b00, #ffd38a); }
.corrections, .withdrawn { border-inline-start: 4px solid light-dark(#a11a10, #ff9c92); padding-inline-start: 1rem; }
.refused, footer { color: light-dark(#52605d, #a4b2ae); border-block-start: 1px solid light-dark(#7f8a86, #77858a); padding-block-start: 1rem; margin-block-start: 1.5rem; font-size: 0.9375rem; }
`;
