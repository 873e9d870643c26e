import { DIMENSIONS, type MeasurementRow, DIGIT_COLUMNS } from '@silkgauge/contract';
import { periodBounds, type Measurement, type PrintSource } from '@silkgauge/growth';
import { publisherOfPrint } from '@silkgauge/known';
import { growthCode, ITSELF, LEVEL, measureCode, readingCode } from '@silkgauge/sdmx';

/** Dimensions of a figure, in order of the cube; `statistic` comes behind them. */
export const FIGURE_DIMENSIONS = [...DIMENSIONS, 'period', 'transformation', 'side', 'reading'] as const;
export type FigureDimension = (typeof FIGURE_DIMENSIONS)[number];

export const STATISTICS = DIGIT_COLUMNS.map(({ name }) => name);

/** Cells of a cube at most. Clients lay them out as one list, empty ones too. */
export const MOST_CELLS = 1_000_000;

/** A figure at its place; digits as they stand in the state. */
interface Point {
  /** Place of its code in each dimension, by first use. */
  readonly places: readonly number[];
  readonly numbers: readonly (string | null)[];
  readonly status: string;
  /** Place among the evidence; null where nobody printed it. */
  readonly evidence: number | null;
}

/** Who printed figures, and of what kind the documents are. */
export type CubeEvidence = Pick<PrintSource, 'kind'> & Required<Pick<PrintSource, 'publisher'>>;

/** A cube that is complete: codes in order, and its cells by number. */
export interface CompleteCube {
  readonly codes: ReadonlyMap<FigureDimension, readonly string[]>;
  /** Names of prints, by the code of their reading. */
  readonly prints: ReadonlyMap<string, string>;
  /** Number of the cell, the last dimension fastest, and its digits. */
  readonly values: () => Generator<readonly [cell: number, digits: string]>;
  /** The cell of each figure's value, and its status. */
  readonly statuses: () => Generator<readonly [cell: number, status: string]>;
  /** Each pair of publisher and kind once, by first use. */
  readonly evidence: readonly CubeEvidence[];
  /** The cell of each printed figure's value, and its place among the evidence. */
  readonly printed: () => Generator<readonly [cell: number, place: number]>;
}

/** Lays figures out by their codes, of which no more are known before than were added. */
export class Cube {
  readonly #places = FIGURE_DIMENSIONS.map(() => new Map<string, number>());
  readonly #prints = new Map<string, string>();
  readonly #evidence: CubeEvidence[] = [];
  readonly #evidencePlaces = new Map<string, number>();
  readonly #points: Point[] = [];

  /** Adds the figures of a state; one with several readings is a figure without numbers, and each reading another. */
  add(rows: readonly MeasurementRow[]): void {
    const seen = new Set<Measurement>();
    for (const row of rows) {
      const { reading, figure, measurement } = row;
      if (reading === null) {
        this.#add(row, ITSELF, figure);
        continue;
      }
      if (!seen.has(measurement)) this.#add(row, ITSELF, measurement);
      seen.add(measurement);
      const code = readingCode(reading);
      this.#prints.set(code, reading);
      this.#add(row, code, figure);
    }
  }

  #add(row: MeasurementRow, reading: string, figure: MeasurementRow['figure']): void {
    const { series, period } = row.state;
    const codes = [
      ...DIMENSIONS.map((name) => series[name]),
      ...[period, transformationCode(row), row.side, reading],
    ];
    this.#points.push({
      places: codes.map((code, at) => placeIn(this.#places[at], code)),
      numbers: DIGIT_COLUMNS.map(({ digits }) => figure[digits]),
      status: row.measurement.status,
      evidence: row.measurement.from ? this.#evidencePlace(row.measurement.from) : null,
    });
  }

  #evidencePlace(from: PrintSource): number {
    const publisher = publisherOfPrint(from);
    const name = JSON.stringify([from.kind, publisher.name.en, publisher.name.zh]);
    const place = placeIn(this.#evidencePlaces, name);
    this.#evidence[place] ??= { publisher, ...(from.kind && { kind: from.kind }) };
    return place;
  }

  get isEmpty(): boolean {
    return this.#points.length === 0;
  }

  /** Cells of all codes that there are, empty ones included. */
  get cells(): number {
    return this.#places.reduce<number>((product, codes) => product * codes.size, STATISTICS.length);
  }

  complete(): CompleteCube {
    const orders = this.#places.map((places, at) => orderOf([...places.keys()], FIGURE_DIMENSIONS[at]));
    const ranks = this.#places.map((places, at) => {
      const inOrder = new Map(orders[at]?.map((code, rank) => [code, rank]));
      return [...places.keys()].map((code) => inOrder.get(code) ?? 0);
    });
    const sizes = orders.map(({ length }) => length);
    const first = ({ places }: Point) =>
      STATISTICS.length *
      places.reduce((cell, place, at) => cell * (sizes[at] ?? 0) + (ranks[at]?.[place] ?? 0), 0);
    const points = this.#points;
    return {
      codes: new Map(FIGURE_DIMENSIONS.map((name, at) => [name, orders[at] ?? []])),
      prints: this.#prints,
      values: function* () {
        for (const point of points)
          for (const [at, digits] of point.numbers.entries())
            if (digits !== null) yield [first(point) + at, digits];
      },
      statuses: function* () {
        for (const point of points) yield [first(point), point.status];
      },
      evidence: this.#evidence,
      printed: function* () {
        for (const point of points) if (point.evidence !== null) yield [first(point), point.evidence];
      },
    };
  }
}

/** Measure and comparison as one code of SDMX: `GY`, `G-2018-S1`, `SHARE`. */
function transformationCode({ measure, comparison }: MeasurementRow): string {
  if (measure === 'level') return LEVEL;
  return measure === 'growth' && comparison !== null ? growthCode(comparison) : measureCode(measure);
}

function placeIn(places: Map<string, number> | undefined, code: string): number {
  const place = places?.get(code) ?? places?.size ?? 0;
  places?.set(code, place);
  return place;
}

/** Codes in byte order; periods by their first day, `_U` before all of them. */
function orderOf(codes: readonly string[], dimension: FigureDimension | undefined): readonly string[] {
  const inBytes = [...codes].sort();
  if (dimension !== 'period') return inBytes;
  const start = (period: string) => periodBounds(period)?.start ?? '';
  return inBytes.sort((a, b) => (start(a) < start(b) ? -1 : start(a) > start(b) ? 1 : 0));
}
