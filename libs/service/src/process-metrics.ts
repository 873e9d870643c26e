import { collectDefaultMetrics, type Registry } from 'prom-client';

/** Gauges that call themselves totals, which Prometheus says of counters alone; the same by kind stay. */
const MISNAMED = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
];

/** What prom-client tells of every Node process. */
export const collectProcessMetrics = (registry: Registry): void => {
  collectDefaultMetrics({ register: registry });
  for (const name of MISNAMED) registry.removeSingleMetric(name);
};
