import { cloudEvent, type CloudEvent } from '../cloud-event.ts';
import type { Row } from '../read-csv.ts';

export const US_CENSUS_SOURCE = '/datasets/us-census-hs2';

const REPOSITORY = 'https://github.com/tradewartracker/us-imports-hs2';

const COUNTERPARTS: Readonly<Record<string, string>> = { CHINA: 'CN', 'TOTAL FOR ALL COUNTRIES': '_T' };

/** A line of one of the releases R1 to R9. */
export interface ReleaseLine extends CensusCell {
  readonly release: string;
  /** `A` added, `D` dropped, otherwise changed or repeated within the release. */
  readonly op: string;
}

/** Imports of one month from one partner in one chapter; `00` is all chapters. */
export interface CensusCell {
  readonly month: string;
  readonly partner: string;
  readonly hs2: string;
  readonly imports: string;
}

export interface CensusMapping {
  /** Event of a line, in file order; a dropped line withdraws its figure. */
  release(line: ReleaseLine): CloudEvent;
  /**
   * Event of a line of R10, or null for an unchanged value. R10 was collected without the totals of all
   * chapters, so a missing line withdraws nothing.
   */
  revised(cell: CensusCell): CloudEvent | null;
}

/**
 * Maps the releases in order. An id is `release/partner/chapter/month`, so a repeated line is the same event.
 * First prints have no status; changes in R10 are `revised` and prevail in any order of arrival.
 */
export function censusMapping(releases: readonly Row[]): CensusMapping {
  const present = new Map<string, { readonly id: string; readonly imports: string }>();
  const byName = new Map(releases.map((row) => [row['release'], row]));
  const releaseOf = (name: string): Row => {
    const row = byName.get(name);
    if (!row) throw new Error(`Release ${name} is not in the list of releases.`);
    return row;
  };
  const figure = (release: string, cell: CensusCell, status?: 'revised'): CloudEvent => {
    present.set(cellName(cell), { id: lineId(release, cell), imports: cell.imports });
    return figureEvent(releaseOf(release), cell, status);
  };
  return {
    release({ release, op, ...cell }) {
      const before = present.get(cellName(cell));
      if ((before === undefined) !== (op === 'A')) {
        throw new Error(
          `Release ${release}: ${op} of ${cellName(cell)} does not follow from the lines before.`,
        );
      }
      if (op !== 'D' || before === undefined) return figure(release, cell);
      present.delete(cellName(cell));
      return cloudEvent(
        'silkgauge.figure.withdrawn.v1',
        US_CENSUS_SOURCE,
        lineId(release, cell),
        {
          ref: { source: US_CENSUS_SOURCE, id: before.id },
          reason: `The line is missing from release ${release}.`,
        },
        releaseOf(release)['published_at'],
      );
    },
    revised: (cell) =>
      present.get(cellName(cell))?.imports === cell.imports ? null : figure('R10', cell, 'revised'),
  };
}

function figureEvent(release: Row, cell: CensusCell, status?: 'revised'): CloudEvent {
  const { release: name = '', published_at: publishedAt = '', source_commit: commit = '' } = release;
  return cloudEvent(
    'silkgauge.figure.reported.v1',
    US_CENSUS_SOURCE,
    lineId(name, cell),
    {
      series: {
        reporter: 'USCENSUS',
        area: 'US',
        indicator: 'GOODS',
        coverage: 'IMPORTS-CONSUMPTION',
        flow: 'M',
        mode: '_T',
        product: cell.hs2 === '00' ? '_T' : `HS${cell.hs2}`,
        counterpart: counterpartOf(cell),
        currency: 'USD',
      },
      period: cell.month,
      measure: 'level',
      value: cell.imports,
      unit: 'USD',
      ...(status === undefined ? {} : { status }),
      publishedAt,
      evidence: { document: `${REPOSITORY}/commit/${commit}`, quote: cell.imports, kind: 'repost' },
    },
    publishedAt,
  );
}

function counterpartOf({ partner }: CensusCell): string {
  const code = COUNTERPARTS[partner];
  if (code === undefined) throw new Error(`No code for the partner ${partner}.`);
  return code;
}

const cellName = (cell: CensusCell): string => `${counterpartOf(cell)}/${cell.hs2}/${cell.month}`;
const lineId = (release: string, cell: CensusCell): string => `${release}/${cellName(cell)}`;
