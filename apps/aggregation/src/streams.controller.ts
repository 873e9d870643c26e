import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { InputTopic } from '@silkgauge/contract';
import {
  BatchPattern,
  SinkPattern,
  type PartitionClaim,
  type RecordBatch,
  type RecordSink,
} from '@silkgauge/kafka';
import { Counter, Histogram, Registry } from '@silkgauge/service';
import type { Applied } from './applied.ts';
import { BatchApplier } from './apply-batch.ts';

/** Handlers of the input topics: facts in batches, sales into a sink that folds them as they arrive. */
@Controller()
export class StreamsController {
  readonly #applier: BatchApplier;
  readonly #events: Counter;
  readonly #seconds: Histogram;

  constructor(applier: BatchApplier, registry: Registry) {
    this.#applier = applier;
    this.#events = new Counter({
      name: 'silkgauge_events_total',
      help: 'Records dealt with, by input topic and what became of them; changes are versions of states.',
      labelNames: ['topic', 'outcome'],
      registers: [registry],
    });
    this.#seconds = new Histogram({
      name: 'silkgauge_batch_seconds',
      help: 'Time from a batch to its commit.',
      labelNames: ['topic'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [registry],
    });
  }

  @BatchPattern('customs.figures')
  customsFigures(@Payload() batch: RecordBatch): Promise<void> {
    return this.#apply('customs.figures', batch);
  }

  @BatchPattern('platform.figures')
  platformFigures(@Payload() batch: RecordBatch): Promise<void> {
    return this.#apply('platform.figures', batch);
  }

  @SinkPattern('platform.sales')
  platformSales(@Payload() claim: PartitionClaim): Promise<RecordSink> {
    const topic = 'platform.sales';
    return this.#applier.openSales(claim, (applied, seconds) => {
      this.#seconds.observe({ topic }, seconds);
      this.#count(topic, applied);
    });
  }

  @BatchPattern('policy.notices')
  policyNotices(@Payload() batch: RecordBatch): Promise<void> {
    return this.#apply('policy.notices', batch);
  }

  async #apply(topic: InputTopic, batch: RecordBatch): Promise<void> {
    const done = this.#seconds.startTimer({ topic });
    const applied = await this.#applier.apply(topic, batch);
    done();
    this.#count(topic, applied);
  }

  #count(topic: InputTopic, applied: Applied): void {
    for (const [outcome, count] of Object.entries(applied) as [string, number][]) {
      this.#events.inc({ topic, outcome }, count);
    }
  }
}
