import { Controller } from '@nestjs/common';
import { Call, failure } from '@silkgauge/calls';
import { CALLS, writeCursor, type In } from '@silkgauge/contract';
import {
  readOrders,
  readAlerts,
  readRegisterHistory,
  registerJson,
  type AlertsFilter,
  type Queryable,
} from '@silkgauge/read-model';
import { Database } from '../database.ts';
import { pageJson } from '../http/json-answer.ts';
import { requireAsOf } from '../log/log-end.ts';
import { historyPage } from '../orders/history-page.ts';
import { listedRule, nameOfRule, withLateRule } from './listed-rule.ts';

/** Rules, and what they say. */
@Controller()
export class AlertsController {
  readonly #db: Queryable;

  constructor(database: Database) {
    this.#db = database.searches;
  }

  @Call(CALLS.alerts)
  async alerts({ asOf, limit, cursor, ...which }: In<typeof CALLS.alerts>): Promise<string> {
    await requireAsOf(this.#db, asOf);
    const rows = await readAlerts(this.#db, alertsIn(which), { after: cursor, limit: limit + 1, asOf });
    return pageJson(rows, limit, registerJson, (last) => writeCursor('alerts', [last.key]));
  }

  @Call(CALLS.alertHistory)
  async history({ key, cursor, limit }: In<typeof CALLS.alertHistory>): Promise<string> {
    const rows = await readRegisterHistory(this.#db, 'alert', key, cursor ?? 0, limit + 1);
    if (rows.length === 0 && cursor === null)
      throw failure('not-found', 'There is no alert of that key. /v1/alerts lists those there are.');
    return historyPage(rows, limit, 'alert-history');
  }

  @Call(CALLS.rules)
  async rules({ cursor: after, limit }: In<typeof CALLS.rules>): Promise<string> {
    const rows = await readOrders(this.#db, 'alert', { names: null, after, asOf: null }, limit + 1);
    return pageJson(withLateRule(rows, after, limit + 1), limit, listedRule, (last) =>
      writeCursor('rules', [nameOfRule(last)]),
    );
  }
}

/** The alerts that a request is about. */
export const alertsIn = ({
  rule,
  kind: kinds,
  state: states,
  scope,
}: Pick<In<typeof CALLS.alerts>, 'rule' | 'kind' | 'state' | 'scope'>): AlertsFilter => ({
  ...{ rule, kinds, states, scope },
});
