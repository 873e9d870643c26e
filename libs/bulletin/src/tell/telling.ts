import type { Language, Mark } from '@silkgauge/codelists';
import { havePeriodsEqualLength } from '@silkgauge/growth';
import type { RefusalName } from '../bulletin.ts';
import type { SentencePlan, Tone } from '@silkgauge/contract';
import type { Both, Segment } from '../segment.ts';
import type { ToldState, World } from '../world.ts';
import type { Conflict } from './conflicts.ts';

/** What may lead a bulletin: a figure that is told, and its first clause. */
export interface Candidate {
  readonly states: readonly ToldState[];
  /** The figure that is told first, such as `growth.GY`; null where only a level is told. */
  readonly growth: string | null;
  /** What does not meet in the figures that are told, or in the levels that these rest on. */
  readonly conflicts: readonly Conflict[];
  readonly isTotal: boolean;
  /** Its first clause, written where it leads. */
  readonly headline: (language: Language) => readonly Segment[];
}

/** A planned sentence as it came out. */
export type Outcome =
  | {
      readonly id: string;
      readonly plan: SentencePlan;
      readonly told: Both<readonly Segment[]>;
      readonly candidate: Candidate | null;
    }
  | {
      readonly id: string;
      readonly plan: SentencePlan;
      readonly refused: RefusalName;
      readonly keys: readonly string[];
    };

/** What the sentences before have told, and what all are told from. */
export interface Telling {
  readonly world: World;
  readonly tone: Tone;
  /** Series whose reporter and coverage have been told. */
  readonly seen: Set<string>;
  /** The period of the first figure of the paragraph. */
  firstPeriod: string | null;
}

/** Whether a series is told of for the first time. */
export function isFirstUse({ seen }: Telling, series: string): boolean {
  const isFirst = !seen.has(series);
  seen.add(series);
  return isFirst;
}

/** Whether a period is not as long as that of the paragraph's first figure, which it may be itself. */
export function isOtherPeriod(telling: Telling, period: string): boolean {
  if (period === '_U') return false;
  telling.firstPeriod ??= period;
  return isOfOtherLength(telling, period);
}

/** As `isOtherPeriod`, of a sentence that is no figure. */
export const isOfOtherLength = ({ firstPeriod }: Telling, period: string): boolean =>
  firstPeriod !== null && period !== '_U' && !havePeriodsEqualLength(firstPeriod, period);

export const inBoth = (write: (language: Language) => readonly Segment[]): Both<readonly Segment[]> => ({
  en: write('en'),
  zh: write('zh'),
});

/** The series of a state's key; the period may have a slash of its own. */
export const seriesOf = (key: string): string => key.slice(0, key.indexOf('/'));

/** The period of a state's key. */
export const periodOf = (key: string): string => key.slice(key.indexOf('/') + 1);

/** Marks without repeats. */
export const distinct = (marks: readonly Mark[]): readonly Mark[] => [...new Set(marks)];
