import { FEEDS } from '@silkgauge/contract';
import type { Variables } from '@silkgauge/service';
import { variables as access } from '../../apps/access/src/config.ts';
import { variables as aggregation } from '../../apps/aggregation/src/config.ts';
import { variables as growthApi } from '../../apps/growth-api/src/config.ts';
import { variables as mcp, stdioVariables } from '../../apps/mcp/src/config.ts';
import { variables as notifier } from '../../apps/notifier/src/config.ts';
import { variablesOf } from '../../apps/feed/src/config.ts';

/** The variables of each service, by its name. */
export const SERVICES: Readonly<Record<string, Variables>> = {
  ...Object.fromEntries(FEEDS.map((feed) => [feed, variablesOf(feed)])),
  aggregation,
  'growth-api': growthApi,
  notifier,
  access,
  mcp: { ...mcp, ...stdioVariables },
};
