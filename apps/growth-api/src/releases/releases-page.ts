import { RELEASE_STATES, type Language, type BothNames } from '@silkgauge/codelists';
import { htmlText } from '@silkgauge/bulletin';
import { DIMENSIONS, type Dimension, type ReleaseState, KINDS } from '@silkgauge/contract';
import { CODE_REGISTERS } from '@silkgauge/known';
import { dayText, periodText, shortCodeName } from '@silkgauge/words';
import { followLine } from '../page/follow-line.ts';
import { PAGE_TITLES, plainPage, type ShownToFollow } from '../page/plain-page.ts';

const WORDS = {
  none: { en: 'No release is promised.', zh: '没有预定的发布。' },
  open: { en: 'To come', zh: '待发布' },
  closed: { en: 'Published or cancelled', zh: '已发布或已取消' },
  ...RELEASE_STATES.entries,
  missing: { en: 'missing', zh: '尚缺' },
  moved: { en: 'times moved', zh: '改期次数' },
  reason: { en: 'reason', zh: '原因' },
  access: { en: 'shown before to', zh: '提前查阅' },
  opened: { en: 'seen before by', zh: '已提前查阅' },
  more: { en: 'There are more:', zh: '更多：' },
  history: { en: 'history', zh: '历史' },
} as const satisfies Readonly<Record<string, BothNames>>;

/** Comma, colon, semicolon, and what stands between items of a list. */
const STOPS: Readonly<Record<Language, readonly [string, string, string, string]>> = {
  en: [', ', ': ', '; ', ', '],
  zh: ['，', '：', '；', '、'],
};

const BRACKETS: Readonly<Record<Language, readonly [string, string]>> = {
  en: [' (', ')'],
  zh: ['（', '）'],
};

/** Releases of each section that the page shows. */
export const MOST_SHOWN = 100;

export interface ListedReleases {
  /** Those to come, the nearest first. */
  readonly open: readonly ReleaseState[];
  /** Those published or cancelled, the newest first. */
  readonly closed: readonly ReleaseState[];
}

/** The page of releases, those to come before the others; it says where there are more than it shows. */
export function releasesPage(
  { open, closed }: ListedReleases,
  { language, fonts, subscribeAt }: ShownToFollow,
): string {
  const section = (name: keyof ListedReleases, found: readonly ReleaseState[]): readonly string[] => {
    const items = found.slice(0, MOST_SHOWN).map((one) => `<li>${item(one, language)}</li>`);
    return found.length === 0 ? [] : [`<h2>${WORDS[name][language]}</h2>\n<ul>${items.join('\n')}</ul>`];
  };
  const isCut = open.length > MOST_SHOWN || closed.length > MOST_SHOWN;
  const content = [
    `<h1>${PAGE_TITLES.releases[language]}</h1>`,
    followLine({ calendar: '/v1/releases.ics', type: KINDS.release.type }, { language, subscribeAt }),
    ...(open.length + closed.length === 0 ? [`<p>${WORDS.none[language]}</p>`] : []),
    ...section('open', open),
    ...section('closed', closed),
    ...(isCut ? [`<p>${WORDS.more[language]} <a href="/v1/releases">/v1/releases</a></p>`] : []),
  ].join('\n');
  return plainPage({
    ...{ title: PAGE_TITLES.releases[language], language, fonts, path: '/releases', content },
  });
}

function item(one: ReleaseState, language: Language): string {
  const {
    release,
    publisher,
    title,
    at,
    zone,
    state,
    moved,
    reason,
    missing,
    access = [],
    opened = [],
  } = one;
  const say = (name: keyof typeof WORDS): string => WORDS[name][language];
  const [comma, colon, semicolon, list] = STOPS[language];
  const time = `${dayText(at, language)} ${at.slice(11, 16)} (${zone})`;
  const when = `<time datetime="${htmlText(at)}">${htmlText(time)}</time>`;
  const items = missing.map((item) => promisedText(item, language)).join(list);
  const history = `/v1/releases/${encodeURIComponent(release)}/history`;
  const parts = [
    `${htmlText(nameOf('reporter', publisher, language))}${comma}${when}${colon}${say(state)}`,
    ...(moved > 0 ? [`${say('moved')}${colon}${String(moved)}`] : []),
    ...(reason === null ? [] : [`${say('reason')}${colon}${htmlText(reason)}`]),
    ...(missing.length === 0 ? [] : [`${say('missing')}${colon}${htmlText(items)}`]),
    ...(access.length === 0 ? [] : [`${say('access')}${colon}${persons(access, language)}`]),
    ...(opened.length === 0 ? [] : [`${say('opened')}${colon}${persons(opened, language)}`]),
    `<a href="${htmlText(history)}">${say('history')}</a>`,
  ];
  return `<p>${htmlText(title)}</p>\n<p>${parts.join(semicolon)}</p>`;
}

/** Names with their roles. */
function persons(
  list: readonly { readonly name: string; readonly role: string }[],
  language: Language,
): string {
  const [open, close] = BRACKETS[language];
  return list.map(({ name, role }) => htmlText(name + open + role + close)).join(STOPS[language][3]);
}

/** What is promised, by the names of its codes; a beginning of codes stays as it is. */
function promisedText({ series, period }: ReleaseState['missing'][number], language: Language): string {
  const codes = DIMENSIONS.flatMap((dimension) =>
    (series[dimension] ?? []).map((code) => nameOf(dimension, code, language)),
  );
  return [...codes, periodText(period, language)].join(' · ');
}

const nameOf = (dimension: Dimension, code: string, language: Language): string =>
  shortCodeName(CODE_REGISTERS[dimension].get(code), language) ?? code;
