import type { Language } from '@silkgauge/codelists';
import { DIMENSIONS, type Dimension } from '@silkgauge/contract';
import { dayText } from '@silkgauge/words';
import type { Both, Segment } from '../segment.ts';
import { inSentence, nameIn, periodName, reporterName, type Names } from '../tell/names-in-sentences.ts';
import { inBoth } from '../tell/telling.ts';
import { capitalised, listed, NOTHING, say } from '../words/say.ts';
import type { SilenceFacts } from './alert-facts.ts';
import { sentenceOf, type ToldSentence } from './told-sentence.ts';

/** Missing prints, and codes of a filter, that a sentence names. */
const MOST_NAMED = 5;

const ENDINGS = { dropped: 'alert-dropped', 'not-covered': 'alert-not-about' } as const;

/** Tells in both languages what a release promised, and what became of it. */
export function tellSilence(names: Names, facts: SilenceFacts): Both<ToldSentence> {
  const { release, publisher, title, at, state, ending } = facts;
  const told = inBoth((language) => [
    ...capitalised(
      say(language, 'alert-promised', {
        publisher: reporterName(names, publisher, language),
        title: [{ type: 'name', text: title, code: release }],
        at: [{ type: 'date', text: instantText(at, language), code: at }],
      }),
    ),
    ...(ending === null
      ? say(language, 'alert-silent', { state, missing: missingOf(names, facts, language) })
      : say(language, ENDINGS[ending])),
  ]);
  return { en: sentenceOf(told.en), zh: sentenceOf(told.zh) };
}

/** An instant in the time of its own offset: `10:00 on 14 July 2020 (UTC+8)`, `2020年7月14日10:00（UTC+8）`. */
function instantText(at: string, language: Language): string {
  const [, day = '', minutes = '', seconds = ':00', sign = '', hour = '', minute = ''] =
    INSTANT.exec(at) ?? [];
  const time = seconds === ':00' ? minutes : minutes + seconds;
  const isUtc = Number(hour) === 0 && Number(minute) === 0;
  const zone = isUtc ? 'UTC' : `UTC${sign}${String(Number(hour))}${minute === '00' ? '' : `:${minute}`}`;
  return language === 'en'
    ? `${time} on ${dayText(day, language)} (${zone})`
    : `${dayText(day, language)}${time}（${zone}）`;
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2})(:\d{2})?(?:\.\d+)?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

function missingOf(names: Names, { missing }: SilenceFacts, language: Language): readonly Segment[] {
  const items = missing.map((item) => itemOf(names, item, language));
  return say(language, 'alert-missing', { items: firstOf(items, 'alert-between', language) });
}

function itemOf(
  names: Names,
  { series, period, status }: SilenceFacts['missing'][number],
  language: Language,
): readonly Segment[] {
  const what = DIMENSIONS.flatMap((dimension) => {
    const codes = (series[dimension] ?? []).map((code) => codeOf(names, dimension, code, language));
    return codes.length === 0 ? [] : [firstOf(codes, 'alert-comma', language)];
  });
  return say(language, 'alert-item', {
    what: listed(language, what, 'alert-comma'),
    status: status === null ? NOTHING : say(language, 'alert-status', { status }),
    period: [periodName(period, language)],
  });
}

/** A beginning of codes has no name. */
const codeOf = (names: Names, dimension: Dimension, code: string, language: Language): readonly Segment[] => [
  { type: 'name', text: inSentence(nameIn(names, dimension, code, language)), code },
];

function firstOf(
  all: readonly (readonly Segment[])[],
  between: 'alert-between' | 'alert-comma',
  language: Language,
): readonly Segment[] {
  const items = listed(language, all.slice(0, MOST_NAMED), between);
  return all.length > MOST_NAMED ? say(language, 'alert-others', { items }) : items;
}
