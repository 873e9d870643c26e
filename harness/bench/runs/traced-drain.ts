import { startCollector } from '../../fixtures/otlp-collector.ts';
import { drain, type DrainOptions, type DrainResult } from './drain.ts';

/** Drains of one backlog, of which one sale in a hundred has a sampled trace. */
export interface TracedDrains {
  readonly off: readonly DrainResult[];
  readonly on: readonly DrainResult[];
  /** Spans that the collector got. */
  readonly spans: number;
}

const TURNS = ['off', 'on', 'on', 'off'] as const;

/** Drains the same backlog without traces and with them, in turns, beside a collector on the same machine. */
export async function drainTraced(options: DrainOptions, say: (text: string) => void): Promise<TracedDrains> {
  const collector = await startCollector();
  try {
    const told = { off: [] as DrainResult[], on: [] as DrainResult[] };
    for (const turn of TURNS) {
      say(`traces ${turn}`);
      const env = turn === 'on' ? { env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url } } : {};
      told[turn].push(await drain({ ...options, ...env, traced: true }, say));
    }
    return { ...told, spans: collector.spans.length };
  } finally {
    await collector.stop();
  }
}
