import { htmlText } from '@silkgauge/bulletin';
import type { BothLanguages, ReleaseState } from '@silkgauge/contract';
import { plainPage, type Shown } from '../page/plain-page.ts';
import type { Language } from '../table/column.ts';
import { localTime, readable } from './release-words.ts';

const WORDS = {
  releases: { en: 'Releases', zh: '发布日程' },
  none: { en: 'No release is promised.', zh: '没有预定的发布。' },
  open: { en: 'To come', zh: '待发布' },
  closed: { en: 'Published or cancelled', zh: '已发布或已取消' },
  scheduled: { en: 'scheduled', zh: '已预定' },
  due: { en: 'due', zh: '已到期' },
  late: { en: 'late', zh: '已延误' },
  released: { en: 'released', zh: '已发布' },
  cancelled: { en: 'cancelled', zh: '已取消' },
  missing: { en: 'missing', zh: '尚缺' },
  moved: { en: 'moved', zh: '改期次数' },
  reason: { en: 'reason', zh: '原因' },
  more: { en: 'There are more:', zh: '更多：' },
  history: { en: 'history', zh: '历史' },
  calendar: { en: 'Calendar', zh: '日历' },
} as const satisfies Readonly<Record<string, BothLanguages>>;

export interface ReleasesShown extends Shown {
  /** Whether there are more than those given. */
  readonly isCut: boolean;
}

/** The page of releases, the latest instant first; those to come before the others. */
export function releasesPage(
  releases: readonly ReleaseState[],
  { language, fonts, isCut }: ReleasesShown,
): string {
  const isClosed = ({ state }: ReleaseState): boolean => state === 'released' || state === 'cancelled';
  const section = (name: 'open' | 'closed', found: readonly ReleaseState[]): readonly string[] =>
    found.length === 0
      ? []
      : [
          `<h2>${WORDS[name][language]}</h2>\n<ul>${found.map((one) => `<li>${item(one, language)}</li>`).join('\n')}</ul>`,
        ];
  const content = [
    `<h1>${WORDS.releases[language]}</h1>`,
    `<p><a href="/v1/releases.ics">${WORDS.calendar[language]}</a></p>`,
    ...(releases.length === 0 ? [`<p>${WORDS.none[language]}</p>`] : []),
    ...section(
      'open',
      releases.filter((one) => !isClosed(one)),
    ),
    ...section('closed', releases.filter(isClosed)),
    ...(isCut ? [`<p>${WORDS.more[language]} <a href="/v1/releases">/v1/releases</a></p>`] : []),
  ].join('\n');
  return plainPage({ ...{ title: WORDS.releases[language], language, fonts, path: '/releases', content } });
}

function item(one: ReleaseState, language: Language): string {
  const { release, publisher, title, at, state, moved, reason, missing } = one;
  const filters = missing.map(({ series, period }) =>
    [...Object.entries(series).map(([name, codes]) => `${name}=${codes.join(',')}`), period].join(' '),
  );
  const history = `/v1/releases/${encodeURIComponent(release)}/history`;
  const time = `<time datetime="${htmlText(at)}">${htmlText(localTime(one))}</time>`;
  const parts = [
    `${htmlText(publisher)}, ${time}, ${WORDS[state][language]}`,
    ...(moved > 0 ? [`${WORDS.moved[language]} ${String(moved)}`] : []),
    ...(reason === null ? [] : [`${WORDS.reason[language]}: ${htmlText(readable(reason))}`]),
    ...(filters.length === 0 ? [] : [`${WORDS.missing[language]}: ${htmlText(filters.join('; '))}`]),
    `<a href="${htmlText(history)}">${WORDS.history[language]}</a>`,
  ];
  return `<p>${htmlText(readable(title))}</p>\n<p>${parts.join(', ')}</p>`;
}
