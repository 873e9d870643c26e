import { resolve } from 'node:path';
import { FEEDS, isSource, localUrl, urlVariable, type Feed, type ServiceName } from '@silkgauge/contract';
import { DOOR_DEFAULTS } from './door.ts';
import { LoaderError } from './errors.ts';
import type { PushOptions } from './push.ts';

export interface LoaderConfig {
  readonly push: PushOptions;
  /** Address of growth-api, which rehearses. */
  readonly api: string;
  /** Who pushes, in reports of jobs. */
  readonly source: string;
  /** Folder of the marks of pushed sets, and of journals of pushes that broke off. */
  readonly stateFolder: string;
  readonly dataFolder: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Parses the configuration of a run from the environment:
 *
 * - `CUSTOMS_FEED_URL` and its like, one for each feed: doors (the port of each on this machine)
 * - `GROWTH_API_URL`: where pushes are rehearsed (its port on this machine)
 * - `SILKGAUGE_KEY`: key or token to push with (none)
 * - `PUSH_BATCH`: events in a batch (500); `PUSH_LANES`: batches of sales in parallel (6)
 * - `PUSH_PATIENCE_SECONDS`: seconds without a final answer before the push stops (300)
 * - `PUSH_SOURCE`: who pushes, a URI reference: `source` of the job in `/v1/jobs` (/loader)
 * - `SILKGAUGE_STATE`: folder for the marks of pushed sets and journals of pushes (.silkgauge)
 * - `SILKGAUGE_DATA`: folder of the bundled sets (data)
 *
 * Relative folders are resolved against `root`.
 * @throws LoaderError `usage` with every fault
 */
export function loaderConfig(env: Environment, root: string): LoaderConfig {
  const faults: string[] = [];
  const url = (service: ServiceName): string => {
    const name = urlVariable(service);
    const value = env[name] ?? localUrl(service);
    if (!/^https?:$/.test(URL.parse(value)?.protocol ?? ''))
      faults.push(`${name} is no http address: ${value}`);
    return value.replace(/(?<!\/)\/+$/, '');
  };
  const count = (name: string, fallback: number, most: number): number => {
    const value = Number(env[name] ?? fallback);
    if (!Number.isInteger(value) || value < 1 || value > most) {
      faults.push(`${name} must be a whole number from 1 to ${String(most)}: ${env[name] ?? ''}`);
    }
    return value;
  };
  const doors = Object.fromEntries(FEEDS.map((feed) => [feed, url(feed)])) as Record<Feed, string>;
  const config: LoaderConfig = {
    push: {
      doors,
      door: {
        ...DOOR_DEFAULTS,
        token: env['SILKGAUGE_KEY'] ?? '',
        patience: count('PUSH_PATIENCE_SECONDS', DOOR_DEFAULTS.patience / 1000, 86_400) * 1000,
      },
      batchEvents: count('PUSH_BATCH', 500, 1000),
      batchBytes: 1_000_000,
      lanes: count('PUSH_LANES', 6, 64),
    },
    api: url('growth-api'),
    source: env['PUSH_SOURCE'] ?? '/loader',
    stateFolder: resolve(root, env['SILKGAUGE_STATE'] ?? '.silkgauge'),
    dataFolder: resolve(root, env['SILKGAUGE_DATA'] ?? 'data'),
  };
  if (env['FEED_TOKEN']) faults.push('FEED_TOKEN is gone: SILKGAUGE_KEY has the key to push with');
  if (!isSource(config.source))
    faults.push(`PUSH_SOURCE is no URI reference, such as /loader: ${config.source}`);
  if (faults.length > 0) throw new LoaderError('usage', faults.join('\n'));
  return config;
}
