import { type EvidenceKind, type ObservationStatus, PRINT_STATUSES } from '@silkgauge/codelists';
import { formatDecimal, isDecimal } from '../number/decimal.ts';
import { publicationFineness, publishedUntil } from '../period/publication.ts';
import type { Figure } from './figure.ts';
import { readPrint, type PrintReading } from './print.ts';

/** A figure with the derived members that choice and comparison need. */
export interface Print {
  readonly figure: Figure;
  /** Empty where the reporter says that there is no number. */
  readonly readings: readonly PrintReading[];
  readonly status: ObservationStatus;
  readonly kindRank: number;
  readonly publishedUntil: string;
  readonly fineness: number;
  /** Equal for prints of equal value and interval, in any notation; for no number, the reason. */
  readonly digits: string;
  /** Drops the cached readings and digits; the next access reads them again. */
  forget(): void;
}

const KIND: Readonly<Record<EvidenceKind, number>> = { official: 4, translation: 3, agency: 2, repost: 1 };

/**
 * A print whose numbers are read on first access, because most prints are only kept.
 * @throws RangeError if a number is not a decimal.
 */
export function parsePrint(figure: Figure): Print {
  for (const number of [figure.value, figure.valueHigh, figure.multiplier]) {
    if (number !== null && !isDecimal(number)) throw new RangeError(`Not a decimal: ${number.slice(0, 60)}`);
  }
  return new ReadFigure(figure);
}

class ReadFigure implements Print {
  readonly figure: Figure;
  #readings: readonly PrintReading[] | undefined;
  #digits: string | undefined;

  constructor(figure: Figure) {
    this.figure = figure;
  }

  get status(): ObservationStatus {
    return PRINT_STATUSES.entries[this.figure.status].observation;
  }

  get kindRank(): number {
    return this.figure.kind === null ? 0 : KIND[this.figure.kind];
  }

  get readings(): readonly PrintReading[] {
    return (this.#readings ??= readPrint(this.figure));
  }

  get publishedUntil(): string {
    return publishedUntil(this.figure.publishedAt);
  }

  get fineness(): number {
    return publicationFineness(this.figure.publishedAt);
  }

  forget(): void {
    this.#readings = undefined;
    this.#digits = undefined;
  }

  get digits(): string {
    if (this.figure.value === null) return this.figure.absence ?? '';
    return (this.#digits ??= this.readings
      .map(
        ({ value, low, high }) =>
          `${value ? formatDecimal(value) : ''} ${formatDecimal(low)} ${formatDecimal(high)}`,
      )
      .join(' '));
  }
}
