import { CLAIM_STANDINGS_BY_WEIGHT } from '@silkgauge/codelists';
import type { RegisteredClaim } from '@silkgauge/contract';
import { publishedUntil, type SeriesDimensions } from '@silkgauge/growth';
import type { Clock } from '../address/address.ts';
import { sideText } from '../figures/figure-words.ts';
import { interval, quantity } from '../words/decimal.ts';
import { seriesSource, seriesTitle } from '../words/series-names.ts';
import { periodText } from '../words/period.ts';
import type { Words } from '../words/words-of.ts';

type Judged = NonNullable<RegisteredClaim['growth']>;

/** Claims that had been published by the day of a clock; all without such a clock. */
export function saidBy(claims: readonly RegisteredClaim[], clock: Clock | null): readonly RegisteredClaim[] {
  if (!clock || !('publishedBy' in clock)) return claims;
  const until = publishedUntil(clock.publishedBy);
  return claims.filter(({ data }) => data.publishedAt !== '_U' && publishedUntil(data.publishedAt) <= until);
}

/** Claims that stand, contradicted ones first, then supported, then open ones; withdrawn ones come last. */
export const sortedClaims = (claims: readonly RegisteredClaim[]): readonly RegisteredClaim[] =>
  [...claims].sort(
    (a, b) =>
      Number(a.withdrawn) - Number(b.withdrawn) ||
      CLAIM_STANDINGS_BY_WEIGHT.indexOf(a.standing) - CLAIM_STANDINGS_BY_WEIGHT.indexOf(b.standing) ||
      (a.data.publishedAt < b.data.publishedAt ? 1 : a.data.publishedAt > b.data.publishedAt ? -1 : 0),
  );

/** Numbers of claims that stand, by standing. */
export function standingCounts(claims: readonly RegisteredClaim[]): Readonly<Record<string, number>> {
  const stand = claims.filter(({ withdrawn }) => !withdrawn);
  return Object.fromEntries(
    CLAIM_STANDINGS_BY_WEIGHT.map((standing) => [
      standing,
      stand.filter((one) => one.standing === standing).length,
    ]),
  );
}

/** What a claim says: `Sales · China, 2020: grows, by 10% or more, with growth above that of ...`. */
export function claimText({ data, period }: RegisteredClaim, words: Words): string {
  const { t, language } = words;
  const { series, direction, comparedTo, magnitude } = data;
  const about = `${seriesTitle(series, words)}${t('word.clause')}${periodText(period, language)}`;
  const other = comparedTo && seriesTitle(comparedTo, words);
  const size = sizeText(magnitude, words);
  // A magnitude is of the series itself, whatever the series is compared with.
  const says =
    other !== undefined && size === ''
      ? [t(`claims.${direction}.beside`, { other })]
      : [t(`claims.${direction}`), size, other === undefined ? '' : t(`claims.${direction}.with`, { other })];
  return `${about}${t('word.colon')}${says.filter(Boolean).join(t('word.clause'))}`;
}

function sizeText(magnitude: RegisteredClaim['data']['magnitude'], { t }: Words): string {
  const { atLeast, below } = magnitude ?? {};
  if (atLeast !== undefined && below !== undefined)
    return t('claims.between', { least: atLeast, most: below });
  if (atLeast !== undefined) return t('claims.at-least', { least: atLeast });
  return below === undefined ? '' : t('claims.below', { most: below });
}

/** A growth that a claim is judged by: `+26.2% (26.15 to 26.25%), reported`. */
export function judgedText({ value, low, high, side, verdict }: Judged, { t, language }: Words): string {
  // What is printed keeps its digits.
  const isShort = side !== 'reported';
  const short = isShort ? 'half-away' : undefined;
  const between = low === high ? null : interval(low, high, 'percent', { language, isShort });
  const number = value === null ? between : quantity(value, 'percent', { language, signed: true, short });
  const told =
    value === null || between === null
      ? (number ?? quantity(low, 'percent', { language, signed: true, short }))
      : t('point.between', { value: number ?? '', between });
  const isTold = verdict !== undefined && verdict !== 'unchecked';
  return [told, sideText(side, t), ...(isTold ? [t(`verdict.${verdict}`)] : [])].join(t('word.clause'));
}

/** Subject and source of a series. */
export const wholeSubject = (series: SeriesDimensions, words: Words): string =>
  [seriesTitle(series, words), seriesSource(series, words)].filter(Boolean).join(' · ');

/** The instant as of which registers answer: they know no sequence of the log and no day of publication. */
export const registerClock = (clock: Clock | null): string | null =>
  clock && 'asOf' in clock && !/^\d+$/.test(clock.asOf) ? clock.asOf : null;
