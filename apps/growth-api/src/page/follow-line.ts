import { type Language, type BothNames } from '@silkgauge/codelists';
import { htmlText } from '@silkgauge/bulletin';
import { type DeliveredType } from '@silkgauge/contract';
import type { SubscriptionDoor } from '../subscriptions/notifier.ts';

const WORDS = {
  follow: { en: 'Follow:', zh: '订阅：' },
  atom: { en: 'feed (Atom)', zh: '订阅源（Atom）' },
  calendar: { en: 'Calendar', zh: '日历' },
  webhook: { en: 'webhook to an address of yours:', zh: '推送到您的地址（webhook）：' },
} as const satisfies Readonly<Record<string, BothNames>>;

/** Stands for the key of a reader, as in the lines of the live page. */
const KEY_VARIABLE = 'SILKGAUGE_KEY';
const STANDS_FOR_YOURS = 'https://example.org/hook';

export interface Followed {
  /** Address of an Atom feed of the same. */
  readonly atom?: string;
  /** Address of a calendar of the same. */
  readonly calendar?: string;
  readonly type: DeliveredType;
  /** Attributes of the events that are wanted; all of the type unless told. */
  readonly exact?: Readonly<Record<string, string>>;
}

/** How to hear of what a page shows; `subscribeAt` is where subscriptions are made, null where none are. */
export function followLine(
  { atom, calendar, ...wanted }: Followed,
  { language, subscribeAt }: { readonly language: Language; readonly subscribeAt: SubscriptionDoor | null },
): string {
  const link = (name: 'atom' | 'calendar', address: string | undefined): readonly string[] =>
    address === undefined ? [] : [`<a href="${htmlText(address)}">${WORDS[name][language]}</a>`];
  const ways = [
    ...link('atom', atom),
    ...link('calendar', calendar),
    ...(subscribeAt === null
      ? []
      : [`${WORDS.webhook[language]} <code>${htmlText(curlOf(subscribeAt, wanted))}</code>`]),
  ];
  return ways.length === 0
    ? ''
    : `<p>${WORDS.follow[language]} ${ways.join(language === 'zh' ? '；' : '; ')}</p>`;
}

function curlOf(
  { url, needsKey }: SubscriptionDoor,
  { type, exact }: Pick<Followed, 'type' | 'exact'>,
): string {
  const body = JSON.stringify({
    ...{ sink: STANDS_FOR_YOURS, protocol: 'HTTP', types: [type] },
    ...(exact && { filters: [{ exact }] }),
  });
  const key = needsKey ? ` -H "Authorization: Bearer $${KEY_VARIABLE}"` : '';
  return `curl ${quoted(url)}${key} -H 'content-type: application/json' -d ${quoted(body)}`;
}

/** A text as a shell takes it as it is. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
