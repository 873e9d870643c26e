import { seriesKey, type ClaimData, type StateDocument } from '@silkgauge/contract';
import { judgeClaim, normalisePeriod, type ClaimStanding, type JudgedGrowth } from '@silkgauge/growth';
import { readPresentStates, type Queryable, type RegisteredEvent } from '@silkgauge/read-model';

/** Growth over the year before that a claim was judged by, and whose it is. */
type GrowthOf = JudgedGrowth & { readonly key: string; readonly period: string };

export interface JudgedClaim {
  /** The series it speaks of and the one it compares with, by key, and the period, by its one name. */
  readonly key: string;
  readonly period: string;
  readonly comparedTo: string | null;
  readonly standing: ClaimStanding;
  readonly growth: GrowthOf | null;
  /** Of the series it compares with; null where it names none, or nothing single is known of that. */
  readonly comparison: GrowthOf | null;
}

interface Subject {
  readonly direction: ClaimData['direction'];
  readonly period: string;
  readonly key: string;
  readonly comparedTo: string | null;
}

/** Judges claims by the present states, or those of an instant, of the series they speak of and compare with, in one statement. */
export async function judgeClaims(
  db: Queryable,
  rows: readonly RegisteredEvent[],
  knownBy: string | null = null,
): Promise<ReadonlyMap<RegisteredEvent, JudgedClaim>> {
  const subjects = new Map(rows.map((row) => [row, subjectOf(JSON.parse(row.data ?? '') as ClaimData)]));
  const wanted = [...subjects.values()].flatMap(({ key, comparedTo, period }) =>
    // What is not known to be of one period is shown, never ranked.
    period === '_U'
      ? []
      : [key, ...(comparedTo === null ? [] : [comparedTo])].map((one) => ({ key: one, period })),
  );
  const documents = await readPresentStates(db, wanted, knownBy);
  const growthOf = (key: string, period: string) => {
    const document = documents.get(`${key}/${period}`);
    return document === undefined ? undefined : (JSON.parse(document) as StateDocument).growth['GY'];
  };
  return new Map(
    [...subjects].map(([row, { direction, period, key, comparedTo }]) => {
      const other = comparedTo === null ? null : growthOf(comparedTo, period);
      const { standing, growth, comparison } = judgeClaim(direction, growthOf(key, period), other);
      return [
        row,
        {
          key,
          period,
          comparedTo,
          standing,
          growth: growth && { key, period, ...growth },
          comparison: comparison && { key: comparedTo ?? '', period, ...comparison },
        },
      ];
    }),
  );
}

function subjectOf({ direction, period, series, comparedTo }: ClaimData): Subject {
  return {
    direction,
    period: normalisePeriod(period) ?? period,
    key: seriesKey(series),
    comparedTo: comparedTo ? seriesKey(comparedTo) : null,
  };
}
