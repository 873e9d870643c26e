import type { Language } from '@silkgauge/codelists';
import type { Dimension } from '@silkgauge/contract';
import { TOTAL, UNKNOWN } from '@silkgauge/contract';
import type { SeriesDimensions } from '@silkgauge/growth';
import {
  chainParts,
  type ChainPart,
  dateText,
  periodPhrase,
  shortCodeName,
  UNSAID,
  type Origin,
} from '@silkgauge/words';
import { textOf, type Segment } from '../segment.ts';
import { NOTHING, say, WORDS } from '../words/say.ts';
import type { World } from '../world.ts';

export type Names = Pick<World, 'name'>;

/** Names that English puts an article before. */
const WITH_ARTICLE =
  /\b(?:Administration|Ministry|Department|Bureau|Zone|Office|Agency|Association|Committee|Council|Academy|Institute)\b|^(?:City of |United |Netherlands|Philippines|European Union|Czech Republic|Russian Federation)/;

/** The name of a code in the registers, the short one where there is one, else the code itself. */
export function nameIn(names: Names, dimension: Dimension, code: string, language: Language): string {
  return shortCodeName(names.name(dimension, code), language) ?? code;
}

/** A name as a segment, in English with its article. */
function named(names: Names, dimension: Dimension, code: string, language: Language): readonly Segment[] {
  const isPlace = dimension === 'area' || dimension === 'counterpart';
  const text =
    (isPlace ? WORDS[language].places[code] : undefined) ??
    withoutNote(nameIn(names, dimension, code, language), language);
  return [...articleOf(text, language), { type: 'name', text, code }];
}

/** A name within a sentence: without a note in brackets at its end, its own article small. */
const withoutNote = (name: string, language: Language): string =>
  (language === 'en' ? name.replace(/^An? /, (article) => article.toLowerCase()) : name).replace(
    /(?<=.) ?[(（][^()（）]*[)）]$/,
    '',
  );

const articleOf = (name: string, language: Language): readonly Segment[] =>
  language === 'en' && WITH_ARTICLE.test(name) ? [{ type: 'text', text: 'the ' }] : NOTHING;

/** A place, in English with its article. */
export const placeName = (names: Names, code: string, language: Language): readonly Segment[] =>
  named(names, 'area', code, language);

/** Who says it. */
export function reporterName(names: Names, code: string, language: Language): readonly Segment[] {
  const text =
    code === UNKNOWN
      ? WORDS[language].unnamed
      : withoutNote(nameIn(names, 'reporter', code, language), language);
  return [...articleOf(text, language), { type: 'attribution', text, by: code }];
}

/** Who says what is printed: the body as an attribution, who printed it as a name, and the day as a date. */
export function printChain(
  names: Names,
  reporter: string,
  print: Omit<Origin, 'reporter'>,
  language: Language,
): readonly Segment[] {
  const origin = { ...print, reporter: { code: reporter, names: names.name('reporter', reporter) } };
  return chainSegments(names, reporter, print, chainParts(origin, language), language);
}

/** Parts of a chain as segments. */
export function chainSegments(
  names: Names,
  reporter: string,
  print: Omit<Origin, 'reporter'>,
  parts: readonly ChainPart[],
  language: Language,
): readonly Segment[] {
  return parts.flatMap(({ of, text }): readonly Segment[] => {
    switch (of) {
      case 'body':
        return reporterName(names, reporter, language);
      case 'publisher':
        return [...articleOf(text, language), { type: 'name', text, code: print.publisher?.code ?? text }];
      case 'day':
        return [{ type: 'date', text, code: print.publishedAt }];
      case 'words':
        return [{ type: 'text', text }];
    }
  });
}

/** Who says it, and on a first use what that reporter counts. */
export function sourceName(
  names: Names,
  { reporter, coverage }: SeriesDimensions,
  language: Language,
  isFirst: boolean,
): readonly Segment[] {
  const by = reporterName(names, reporter, language);
  if (!isFirst || UNSAID.has(coverage)) return by;
  const known = WORDS[language].coverages[coverage];
  const text = known ?? inSentence(nameIn(names, 'coverage', coverage, language));
  return say(language, 'source', { by, coverage: [{ type: 'name', text, code: coverage }] });
}

/** What a series measures: `China’s cross-border e-commerce exports`, `中国跨境电商出口额`. */
export function subjectOf(
  names: Names,
  series: SeriesDimensions,
  language: Language,
  isWorld = false,
): readonly Segment[] {
  const { reporter, area, coverage, flow, mode, product, counterpart } = series;
  const world: Segment = { type: 'name', text: WORDS[language].world, code: TOTAL };
  const owner =
    isWorld && area === TOTAL ? [world] : UNSAID.has(area) ? null : named(names, 'area', area, language);
  const of = (dimension: Dimension, code: string): readonly Segment[] => [
    { type: 'name', text: inSentence(nameIn(names, dimension, code, language)), code },
  ];
  const part = (
    name: 'product' | 'mode' | 'platform' | 'owner' | 'partner',
    told: readonly Segment[] | null,
  ): readonly Segment[] =>
    told === null
      ? NOTHING
      : say(language, name, { name: told, flow, end: textOf(told).endsWith('s') ? 's' : 'other' });
  return say(language, 'subject', {
    owner: part('owner', owner),
    what: whatOf(names, series, language),
    product: part('product', UNSAID.has(product) ? null : of('product', product)),
    partner: part(
      'partner',
      UNSAID.has(counterpart) || counterpart === area
        ? null
        : named(names, 'counterpart', counterpart, language),
    ),
    mode: part('mode', UNSAID.has(mode) ? null : of('mode', mode)),
    platform: part(
      'platform',
      coverage === 'OWN' && reporter !== UNKNOWN ? named(names, 'reporter', reporter, language) : null,
    ),
  });
}

const FLOWS: readonly string[] = ['_T', 'X', 'M'];

/** The indicator and flow: a wording of the product, else the name of the register with that of the flow. */
function whatOf(
  names: Names,
  { indicator, flow, product }: SeriesDimensions,
  language: Language,
): readonly Segment[] {
  const { subjects } = WORDS[language];
  const forms = (UNSAID.has(product) ? undefined : subjects[`${indicator} of`]) ?? subjects[indicator];
  const known = forms?.[Math.max(0, FLOWS.indexOf(flow))];
  if (known !== undefined) return [{ type: 'name', text: known, code: indicator }];
  const name = inSentence(nameIn(names, 'indicator', indicator, language).replace(/, value$/, ''));
  const told: Segment = { type: 'name', text: name, code: indicator };
  if (flow !== 'X' && flow !== 'M') return [told];
  return say(language, 'note', { number: [told], items: say(language, 'scope-flow', { flow }) });
}

/** Whether English says "was" or "were" of what a series measures: by the end of its first words. */
export function countOf(names: Names, series: SeriesDimensions): 'one' | 'many' {
  const [head = ''] = textOf(whatOf(names, series, 'en')).split(/ of | in | on | to | taking |, | \(/);
  return head.endsWith('s') && !head.endsWith('ss') ? 'many' : 'one';
}

/** A name of a register within a sentence: `Refrigerators, freezers` begins small, `CBEC` does not. */
export const inSentence = (name: string): string =>
  /^[A-Z][^A-Z]/.test(name) ? name.slice(0, 1).toLowerCase() + name.slice(1) : name;

/** A period within a sentence. */
export const periodName = (code: string, language: Language): Segment => ({
  type: 'period',
  text: periodPhrase(code, language),
  code,
});

/** The day, month or year of a publication; null for `_U`. */
export function dateName(date: string, language: Language): Segment | null {
  if (date === '_U') return null;
  return { type: 'date', text: dateText(date, language), code: date };
}

/** When something was published or announced, with its preposition; nothing for `_U`. */
export function datedOf(date: string, language: Language): readonly Segment[] {
  const named = dateName(date, language);
  const fine = /^\d{4}-\d{2}-\d{2}/.test(date) ? 'day' : 'longer';
  return named ? say(language, 'dated', { fine, date: [named] }) : NOTHING;
}
