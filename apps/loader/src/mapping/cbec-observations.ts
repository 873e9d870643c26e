import { EVIDENCE_KINDS } from '@silkgauge/codelists';
import type { FigureData } from '@silkgauge/contract';
import { cloudEvent, type CloudEvent } from '../cloud-event.ts';
import type { Row } from '../read-csv.ts';
import type { Registers } from '../registers.ts';
import { periodOf, publishedAtOf } from './cbec-dates.ts';
import { comparisonOf, measureOf, qualifierOf, statusOf, wordingOf } from './cbec-figure.ts';
import { seriesOf } from './cbec-series.ts';

export const CBEC_SOURCE = '/datasets/cbec';

export interface CbecTables {
  readonly observations: readonly Row[];
  /** Corrections of single rows: obs_id, column, value, reason. */
  readonly readings: readonly Row[];
  /** Rows outside the contract: obs_id, class, reason. */
  readonly leftOut: readonly Row[];
  /** Kind and language of each source; a page in two languages has two rows. */
  readonly evidence: readonly Row[];
}

export interface CbecEvents {
  readonly events: readonly CloudEvent[];
  /** Rows of each event, by event id: two for a range, else one. */
  readonly rows: ReadonlyMap<string, readonly string[]>;
}

/**
 * One event per published figure, in the order of rows, under the row's id. A range stands in two adjacent
 * rows and becomes one event under the id of the first.
 * @throws Error for a row with an unknown word: no value is guessed, no row left out silently
 */
export function cbecEvents(tables: CbecTables, registers: Registers): CbecEvents {
  const readings = groupBy(tables.readings, 'obs_id');
  const leftOut = new Set(tables.leftOut.map((row) => row['obs_id']));
  const rows = tables.observations
    .filter((row) => !leftOut.has(row['obs_id']))
    .map((row) => ({ ...row, ...readAs(readings.get(row['obs_id'] ?? '') ?? []) }));
  const evidence = groupBy(tables.evidence, 'source_id');

  const events: CloudEvent[] = [];
  const rowsOf = new Map<string, readonly string[]>();
  for (const [index, row] of rows.entries()) {
    if (row['qualifier'] === 'range_high') continue;
    const upper = row['qualifier'] === 'range_low' ? upperEnd(row, rows[index + 1]) : undefined;
    const id = col(row, 'obs_id');
    events.push(
      cloudEvent('silkgauge.figure.reported.v1', CBEC_SOURCE, id, figureOf(row, upper, registers, evidence)),
    );
    rowsOf.set(id, upper ? [id, col(upper, 'obs_id')] : [id]);
  }
  return { events, rows: rowsOf };
}

function figureOf(
  row: Row,
  upper: Row | undefined,
  registers: Registers,
  evidence: Map<string, Row[]>,
): FigureData {
  const measure = measureOf(row);
  const qualifier = qualifierOf(row);
  const status = statusOf(row);
  const multiplier = col(row, 'unit_multiplier');
  return {
    series: seriesOf(row, registers),
    period: periodOf(row),
    measure,
    value: col(row, 'value'),
    ...(upper ? { valueHigh: col(upper, 'value') } : {}),
    unit: unitOf(row),
    ...(multiplier === '1' ? {} : { multiplier }),
    ...(measure === 'level' ? {} : { comparison: comparisonOf(row), wording: wordingOf(row) }),
    ...(qualifier === 'exact' ? {} : { qualifier }),
    ...(status === 'unspecified' ? {} : { status }),
    publishedAt: publishedAtOf(row),
    evidence: { document: col(row, 'source_url'), quote: col(row, 'as_printed'), ...kindOf(row, evidence) },
  };
}

/** Unit of a count; the subject names the unit if the row says only "count". */
function unitOf(row: Row): string {
  const unit = col(row, 'unit');
  if (unit === 'percentage_points') return 'points';
  if (unit !== 'count') return unit.replaceAll('_', '-');
  return /(enterprises|warehouses|parks)/.exec(col(row, 'subject'))?.[0] ?? 'pieces';
}

function kindOf(row: Row, evidence: Map<string, Row[]>): Pick<FigureData['evidence'], 'kind' | 'language'> {
  const texts = evidence.get(col(row, 'source_id')) ?? [];
  const text =
    row['language'] === undefined ? texts[0] : texts.find((one) => one['language'] === row['language']);
  const kind = EVIDENCE_KINDS.codes.find((known) => known === (row['kind'] ?? text?.['kind']));
  if (!text || !kind)
    throw new Error(`No kind of evidence for ${col(row, 'obs_id')} from ${col(row, 'source_id')}.`);
  return { kind, language: col(text, 'language') };
}

/** Upper end of a range: the next row, equal but for the value. */
function upperEnd(lower: Row, next: Row | undefined): Row {
  if (next?.['qualifier'] !== 'range_high' || next['as_printed'] !== lower['as_printed']) {
    throw new Error(`The range of ${col(lower, 'obs_id')} has no upper end.`);
  }
  return next;
}

function readAs(readings: readonly Row[]): Row {
  return Object.fromEntries(readings.map((reading) => [col(reading, 'column'), col(reading, 'value')]));
}

function groupBy(rows: readonly Row[], column: string): Map<string, Row[]> {
  return Map.groupBy(rows, (row) => col(row, column));
}

/** @throws Error for a missing column */
function col(row: Row, column: string): string {
  const value = row[column];
  if (value === undefined) throw new Error(`A row has no column ${column}.`);
  return value;
}
