import { kafkaTopics, type KafkaConfig, type Reader } from '@silkgauge/kafka';
import { createReadModel, type ReadModel } from '@silkgauge/read-model';
import type { AggregationConfig } from '../config.ts';
import { REACH_BYTES } from '../relay/relay.ts';
import { endsOn } from '../relay/read-ends.ts';
import type { TakeOver } from '../take-over.ts';

/** What the program gives the module. */
export interface AggregationParts {
  readonly config: AggregationConfig;
  readonly kafka: KafkaConfig;
  readonly readModel: ReadModel;
  readonly reader: Reader;
  readonly takeOver: TakeOver;
  /** Ends the process with a failure. */
  readonly onFatal: (error: Error) => void;
}

type Log = (message: string, details: Record<string, unknown>) => void;

/** What the parts of the module stand on. */
export interface Ground extends AggregationParts {
  readonly topics: ReturnType<typeof kafkaTopics>;
  readonly readEnds: ReturnType<typeof endsOn>;
  readonly readModels: ReturnType<typeof openReadModels>;
  readonly log: Readonly<Record<'error' | 'warn' | 'info', Log>>;
}

export function groundOf(parts: AggregationParts): Ground {
  const { config, kafka } = parts;
  const topics = kafkaTopics(kafka);
  const at =
    (level: 'error' | 'warn' | 'info'): Log =>
    (message, details) => {
      kafka.log?.(level, message, details);
    };
  return {
    ...parts,
    ...{ topics, readEnds: endsOn(topics, REACH_BYTES), readModels: openReadModels(config) },
    log: { error: at('error'), warn: at('warn'), info: at('info') },
  };
}

/** Pools beside that of facts, so that none of these waits for another. */
function openReadModels({ databaseUrl, transactionSilence: silenceMs, previewMs }: AggregationConfig) {
  return {
    desk: createReadModel(databaseUrl, { applicationName: 'silkgauge-desk', max: 2, silenceMs }),
    sales: createReadModel(databaseUrl, { applicationName: 'silkgauge-aggregation', silenceMs, byKey: true }),
    announcements: createReadModel(databaseUrl, {
      ...{ applicationName: 'silkgauge-announce', max: 1, unsynced: true },
    }),
    preview: createReadModel(databaseUrl, {
      ...{ applicationName: 'silkgauge-preview', max: 2 },
      ...{ statementMs: previewMs, silenceMs: previewMs + 1_000 },
    }),
  };
}
