import { Controller } from '@nestjs/common';
import { Call } from '@silkgauge/calls';
import { CALLS, hasCode, writeCursor, type In, type RegisteredReporter } from '@silkgauge/contract';
import { sourceOf } from '@silkgauge/known';
import { readCodes, readDescribedReporters, type DescribedReporterRow } from '@silkgauge/read-model';
import { Database } from '../database.ts';
import { pageJson } from '../http/json-answer.ts';
import { findCodes, namesOf, type FoundCode } from './listed-codes.ts';

/** The register of sources: reporters of the release, of series, and those that events described. */
@Controller()
export class ReportersController {
  readonly #db: Database['pool'];

  constructor(database: Database) {
    this.#db = database.searches;
  }

  @Call(CALLS.reporters)
  async reporters({
    filter,
    asOf: knownBy,
    cursor: after,
    limit,
  }: In<typeof CALLS.reporters>): Promise<string> {
    const codes = filter.reporter ?? null;
    const rows = await readDescribedReporters(this.#db, { codes, knownBy, after }, limit + 1);
    const described = new Map(rows.map((row) => [row.reporter, row]));
    const used = new Set(await readCodes(this.#db, 'reporter'));
    const found = findCodes('reporter', [...used, ...described.keys()])
      .filter(({ code }) => (codes === null || hasCode(codes, code)) && (after === null || code > after))
      .slice(0, limit + 1);
    return pageJson(
      found,
      limit,
      (one) => JSON.stringify(reporterOf({ ...one, used: used.has(one.code) }, described.get(one.code))),
      (last) => writeCursor('reporters', [last.code]),
    );
  }
}

function reporterOf(
  { code, known, used }: FoundCode,
  described: DescribedReporterRow | undefined,
): RegisteredReporter {
  const stated = statedOf(code);
  return {
    reporter: code,
    name: described ? { en: described.name_en, zh: described.name_zh } : namesOf(known),
    kind: described?.kind ?? known?.kind ?? null,
    url: described?.url ?? stated.url,
    licence: described?.licence ?? stated.licence,
    contact: described?.contact ?? stated.contact,
    timetable: described?.timetable ?? stated.timetable,
    used,
    registered: known
      ? { name: { en: known.en, zh: known.zh }, kind: known.kind, also: known.also, ...stated }
      : null,
    described: described ? placeOf(described) : null,
  };
}

/** What the register of this release states of a reporter. */
function statedOf(code: string): Pick<RegisteredReporter, 'url' | 'licence' | 'contact' | 'timetable'> {
  const { url = null, licence, contact = null, timetable = null } = sourceOf(code) ?? {};
  return { url, licence: licence?.text ?? null, contact, timetable };
}

function placeOf(row: DescribedReporterRow): RegisteredReporter['described'] {
  const { source, id, topic, partition, offset, known_at } = row;
  return { source, id, topic, partition, offset, knownAt: known_at.toISOString() };
}
