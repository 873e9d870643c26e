import { Controller } from '@nestjs/common';
import { Call } from '@silkgauge/calls';
import {
  CALLS,
  parseSeriesKey,
  writeCursor,
  type In,
  type RevisedFigure as ToldFigure,
  type RevisionRecord,
} from '@silkgauge/contract';
import { showRational, summariseRevisions, type Vintage } from '@silkgauge/growth';
import { pageJson } from '../http/json-answer.ts';
import { ALWAYS, Publications } from './published-figures.ts';
import { readRecords, type MeasureRecord, type RevisedFigureOfSeries } from './revisions.ts';

/** Revisions of figures since the earliest print held. */
@Controller()
export class RevisionsController {
  readonly #publications: Publications;

  constructor(publications: Publications) {
    this.#publications = publications;
  }

  @Call(CALLS.revisions)
  async list(query: In<typeof CALLS.revisions>): Promise<string> {
    const { filter, by, cursor: after, limit, detail } = query;
    const until = query.publishedBy ?? ALWAYS;
    const asked = { filter, until, by, after, limit: limit + 1 };
    const { records, isCut } = await readRecords(this.#publications, asked);
    return pageJson(
      records,
      limit,
      (record) => JSON.stringify(shownRecord(record, by, detail === 'figures')),
      ({ name, place }) => writeCursor('revisions', [name, place]),
      isCut,
    );
  }
}

function shownRecord(
  record: MeasureRecord,
  by: In<typeof CALLS.revisions>['by'],
  withFigures: boolean,
): RevisionRecord {
  const { name, measure, comparison, figures, revised, indicator } = record;
  const series = parseSeriesKey(name);
  return {
    ...(by === 'series' ? { key: name, ...(series && { series }) } : { reporter: name }),
    ...(indicator !== undefined && { indicator }),
    measure,
    comparison,
    unit: measure === 'growth' ? 'points' : 'percent',
    ...summariseRevisions(revised),
    figures,
    ...(withFigures && { record: revised.map(shownFigure) }),
  };
}

function shownFigure({ key, period, first, latest, ...one }: RevisedFigureOfSeries): ToldFigure {
  return {
    key: `${key}/${period}`,
    period,
    first: shownVintage(first),
    latest: shownVintage(latest),
    revisions: one.revisions,
    revision: one.revision && showRational(one.revision, 4, 'half-away'),
    signFlip: one.signFlip,
    days: one.days,
  };
}

function shownVintage({ print, reading, since }: Vintage): ToldFigure['first'] {
  const { source, id, publishedAt } = print.figure;
  return { value: shownValue(reading), status: print.status, publishedAt, since, source, id };
}

/** Value in plain units, with as many decimals as were printed. */
function shownValue({ value }: Vintage['reading']): string {
  return showRational(value, value.scale, 'half-away');
}
