import { Controller, Query } from '@nestjs/common';
import {
  readOrders,
  readAlerts,
  readRegisterHistory,
  registerJson,
  type Queryable,
} from '@silkgauge/read-model';
import { Database } from '../database.ts';
import { JsonGet, pageJson } from '../http/json-answer.ts';
import { failure } from '../http/problems.ts';
import { requireAsOf } from '../log/log-end.ts';
import {
  readAlertHistoryQuery,
  readAlertsQuery,
  readRulesQuery,
  type AlertHistoryQuery,
  type AlertsQuery,
} from '../query/alert-queries.ts';
import { writeCursor } from '../query/cursor.ts';
import type { PageRequest } from '../query/queries.ts';
import { queryOf } from '../query/query-pipe.ts';
import { listedRule, nameOfRule, withLateRule } from './listed-rule.ts';

/** Rules, and what they say. */
@Controller('v1')
export class AlertsController {
  readonly #db: Queryable;

  constructor(database: Database) {
    this.#db = database.searches;
  }

  @JsonGet('alerts')
  async alerts(@Query(queryOf(readAlertsQuery)) query: AlertsQuery): Promise<string> {
    const { filter, after, limit, asOf } = query;
    await requireAsOf(this.#db, asOf);
    const rows = await readAlerts(this.#db, filter, { after, limit: limit + 1, asOf });
    return pageJson(rows, limit, registerJson, (last) => writeCursor('alerts', [last.key]));
  }

  @JsonGet('alerts/history')
  async history(@Query(queryOf(readAlertHistoryQuery)) query: AlertHistoryQuery): Promise<string> {
    const { key, after, limit } = query;
    const rows = await readRegisterHistory(this.#db, 'alert', key, after ?? 0, limit + 1);
    if (rows.length === 0 && after === null)
      throw failure('not-found', 'There is no alert of that key. /v1/alerts lists those there are.');
    return pageJson(rows, limit, registerJson, (last) =>
      writeCursor('alert-history', [String(last.version)]),
    );
  }

  @JsonGet('rules')
  async rules(@Query(queryOf(readRulesQuery)) { after, limit }: PageRequest<string>): Promise<string> {
    const rows = await readOrders(this.#db, 'alert', { names: null, after, asOf: null }, limit + 1);
    return pageJson(withLateRule(rows, after, limit + 1), limit, listedRule, (last) =>
      writeCursor('rules', [nameOfRule(last)]),
    );
  }
}
