import { Controller, Param, Query } from '@nestjs/common';
import {
  readHistory,
  readState,
  readStates,
  stateJson,
  type AsOf,
  type ChangeRow,
} from '@silkgauge/read-model';
import { Database } from './database.ts';
import { JsonGet, pageJson } from './json-answer.ts';
import { requireAsOf } from './log-end.ts';
import { failure } from './problems.ts';
import { writeCursor } from './query/cursor.ts';
import { readGrowthQuery, readHistoryQuery, readStateQuery } from './query/queries.ts';
import type { GrowthQuery, HistoryQuery, StateQuery } from './query/queries.ts';
import { accepted, queryOf } from './query/query-pipe.ts';
import { readStatePath, type StatePath } from './query/state-path.ts';
import { readExplanation } from './read-explanation.ts';

/** States: many, one, its versions, and what is behind it. */
@Controller('v1/growth')
export class GrowthController {
  readonly #db: Database['pool'];

  constructor(database: Database) {
    this.#db = database.pool;
  }

  @JsonGet()
  async list(@Query(queryOf(readGrowthQuery)) query: GrowthQuery): Promise<string> {
    await requireAsOf(this.#db, query.asOf);
    const rows = await readStates(this.#db, query.filter, { ...query, limit: query.limit + 1 });
    return pageJson(rows, query.limit, stateJson, (last) => writeCursor('growth', [last.key, last.period]));
  }

  @JsonGet(':key/:period')
  async one(@Param() path: StatePath, @Query(queryOf(readStateQuery)) query: StateQuery): Promise<string> {
    return stateJson(await this.#find(path, query.asOf));
  }

  @JsonGet(':key/:period/history')
  async history(
    @Param() path: StatePath,
    @Query(queryOf(readHistoryQuery)) query: HistoryQuery,
  ): Promise<string> {
    const { key, period } = accepted(readStatePath(path));
    const rows = await readHistory(this.#db, key, period, query.after ?? 0, query.limit + 1);
    if (query.after === null) found(rows[0] ?? null, `${key}/${period}`);
    return pageJson(rows, query.limit, stateJson, (last) => writeCursor('history', [String(last.version)]));
  }

  @JsonGet(':key/:period/explain')
  async explain(
    @Param() path: StatePath,
    @Query(queryOf(readStateQuery)) query: StateQuery,
  ): Promise<string> {
    const row = await this.#find(path, query.asOf);
    return JSON.stringify(await readExplanation(this.#db, row, query.asOf));
  }

  /** Of the contract, but not served yet: said plainly, for a bare 404 would speak of the state. */
  @JsonGet(':key/:period/vintages')
  vintages(): never {
    throw failure(
      'not-found',
      'Vintages are not served yet; history has every version that was served here.',
    );
  }

  async #find(path: StatePath, asOf: AsOf | null): Promise<ChangeRow> {
    const { key, period } = accepted(readStatePath(path));
    await requireAsOf(this.#db, asOf);
    return found(await readState(this.#db, key, period, asOf), `${key}/${period}`);
  }
}

function found(row: ChangeRow | null, key: string): ChangeRow {
  if (row) return row;
  throw failure('not-found', `${key} has no version yet, or had none at that time.`);
}
