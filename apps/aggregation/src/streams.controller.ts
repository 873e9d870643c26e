import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { INPUT_TOPICS, isEmbargoTopic, type EmbargoTopic, type InputTopic } from '@silkgauge/contract';
import {
  BatchPattern,
  SinkPattern,
  type PartitionClaim,
  type RecordBatch,
  type RecordSink,
} from '@silkgauge/kafka';
import { Counter, Histogram, Registry } from '@silkgauge/service';
import { NOTHING_APPLIED, type Applied, type Flush } from './applied.ts';
import { BatchApplier } from './apply-batch.ts';

/** Handlers of the input topics: facts in batches, sales into a sink that folds them as they arrive. */
@Controller()
export class StreamsController {
  readonly #applier: BatchApplier;
  readonly #events: Counter;
  readonly #seconds: Histogram;
  readonly #sinceAppend: Histogram;

  constructor(applier: BatchApplier, registry: Registry) {
    this.#applier = applier;
    this.#events = new Counter({
      name: 'silkgauge_events_total',
      help: 'Records dealt with, by input topic and what became of them; changes are versions of states.',
      labelNames: ['topic', 'outcome'],
      registers: [registry],
    });
    // A rise from zero is a rise: without a first zero Prometheus would miss it.
    for (const topic of INPUT_TOPICS) if (!isEmbargoTopic(topic)) this.#count(topic, NOTHING_APPLIED);
    this.#seconds = new Histogram({
      name: 'silkgauge_batch_seconds',
      help: 'Time from a batch to its commit.',
      labelNames: ['topic'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [registry],
    });
    this.#sinceAppend = new Histogram({
      name: 'silkgauge_append_to_commit_seconds',
      help: 'Time from the append of the oldest record of a batch to its commit.',
      labelNames: ['topic'],
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600, 3_600],
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
    return this.#applier.openSales(claim, (applied, flush) => {
      this.#measure(topic, applied, flush);
    });
  }

  @BatchPattern('policy.notices')
  policyNotices(@Payload() batch: RecordBatch): Promise<void> {
    return this.#apply('policy.notices', batch);
  }

  @BatchPattern('newsroom.orders')
  newsroomOrders(@Payload() batch: RecordBatch): Promise<void> {
    return this.#apply('newsroom.orders', batch);
  }

  @BatchPattern('clock.ticks')
  clockTicks(@Payload() batch: RecordBatch): Promise<void> {
    return this.#apply('clock.ticks', batch);
  }

  @BatchPattern('customs.embargoed')
  customsEmbargoed(@Payload() batch: RecordBatch): Promise<void> {
    return this.#hold('customs.embargoed', batch);
  }

  @BatchPattern('platform.embargoed')
  platformEmbargoed(@Payload() batch: RecordBatch): Promise<void> {
    return this.#hold('platform.embargoed', batch);
  }

  /** What is under embargo is not counted. */
  async #hold(topic: EmbargoTopic, batch: RecordBatch): Promise<void> {
    await this.#applier.apply(topic, batch);
  }

  async #apply(topic: InputTopic, batch: RecordBatch): Promise<void> {
    const begun = performance.now();
    const applied = await this.#applier.apply(topic, batch);
    const seconds = (performance.now() - begun) / 1_000;
    this.#measure(topic, applied, { seconds, oldest: batch.records[0]?.timestamp ?? null });
  }

  #measure(topic: InputTopic, applied: Applied, { seconds, oldest }: Omit<Flush, 'traceparents'>): void {
    this.#seconds.observe({ topic }, seconds);
    const waited = (Date.now() - Number(oldest)) / 1_000;
    // The broker's clock may be ahead of this one.
    if (oldest !== null && Number.isFinite(waited)) this.#sinceAppend.observe({ topic }, Math.max(0, waited));
    this.#count(topic, applied);
  }

  #count(topic: InputTopic, applied: Applied): void {
    for (const [outcome, count] of Object.entries(applied) as [string, number][]) {
      this.#events.inc({ topic, outcome }, count);
    }
  }
}
