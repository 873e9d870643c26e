import { Controller, Query } from '@nestjs/common';
import { parseSeriesKey, type RevisedFigure as ToldFigure, type RevisionRecord } from '@silkgauge/contract';
import { showRational, summariseRevisions, type Vintage } from '@silkgauge/growth';
import { JsonGet, pageJson } from '../http/json-answer.ts';
import { ALWAYS, Publications } from './published-figures.ts';
import { writeCursor } from '../query/cursor.ts';
import { readRevisionsQuery, type RevisionsQuery } from '../query/queries.ts';
import { queryOf } from '../query/query-pipe.ts';
import { readRecords, type MeasureRecord, type RevisedFigureOfSeries } from './revisions.ts';

/** Revisions of figures since the earliest print held. */
@Controller('v1/revisions')
export class RevisionsController {
  readonly #publications: Publications;

  constructor(publications: Publications) {
    this.#publications = publications;
  }

  @JsonGet()
  async list(@Query(queryOf(readRevisionsQuery)) query: RevisionsQuery): Promise<string> {
    const { filter, by, after, limit, withFigures } = query;
    const until = query.publishedBy ?? ALWAYS;
    const asked = { filter, until, by, after, limit: limit + 1 };
    const { records, isCut } = await readRecords(this.#publications, asked);
    return pageJson(
      records,
      limit,
      (record) => JSON.stringify(shownRecord(record, by, withFigures)),
      ({ name, place }) => writeCursor('revisions', [name, place]),
      isCut,
    );
  }
}

function shownRecord(record: MeasureRecord, by: RevisionsQuery['by'], withFigures: boolean): RevisionRecord {
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
