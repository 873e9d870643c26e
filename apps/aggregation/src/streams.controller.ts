import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { INPUT_TOPICS, inputTopicIn, isEmbargoTopic, type InputTopic } from '@silkgauge/contract';
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

/** The topic whose records are folded as they arrive. */
const SALES = 'platform.sales';

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

  /** What is under embargo is not counted. */
  @BatchPattern(...INPUT_TOPICS.filter((topic) => topic !== SALES))
  async batch(@Payload() batch: RecordBatch): Promise<void> {
    const topic = inputTopicIn(batch.topic);
    if (topic === undefined) throw new RangeError(`${batch.topic} is no input topic`);
    if (isEmbargoTopic(topic)) await this.#applier.apply(topic, batch);
    else await this.#apply(topic, batch);
  }

  @SinkPattern(SALES)
  sales(@Payload() claim: PartitionClaim): Promise<RecordSink> {
    return this.#applier.openSales(claim, (applied, flush) => {
      this.#measure(SALES, applied, flush);
    });
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
