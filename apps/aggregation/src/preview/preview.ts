import { randomUUID } from 'node:crypto';
import { addressCounted, limited, Limiters } from '@silkgauge/access';
import {
  checkEvent,
  CLOCK_TOPIC,
  ORDER_NAME_PATTERN,
  ORDERS_TOPIC,
  type EarlyAccess,
  type ReleaseSchedule,
} from '@silkgauge/contract';
import { TooMuchWritten } from '@silkgauge/decisions';
import type { Seals } from '@silkgauge/embargo';
import { SendFailed, SenderClosed, toKafkaRecord, type OutRecord, type SafeProducer } from '@silkgauge/kafka';
import { BUDGET, readClock, readOrder, whyUnavailable, type ReadModel } from '@silkgauge/read-model';
import { scheduleIn } from '@silkgauge/judging';
import { rehearse, type RehearsalSettings } from '@silkgauge/rehearsal';
import { isLifted } from '@silkgauge/releases';
import { ProblemError } from '@silkgauge/service';
import { figuresOf, liftingTime, readHeldFor } from './held-of-release.ts';
import { judgeSecret } from './judge-secret.ts';
import { away, noPreview, noSecret, otherSecret, refusal, tooEarly } from './refusals.ts';

export interface PreviewOptions extends RehearsalSettings {
  /** Of its own: a preview takes no connection of the streams. */
  readonly readModel: Pick<ReadModel, 'pool' | 'close'>;
  /** Null without `EMBARGO_KEYS`. */
  readonly seals: Seals | null;
  /** Closed with the previews. */
  readonly producer: Pick<SafeProducer, 'send' | 'close'>;
  /** Milliseconds that an answer may take. */
  readonly previewMs: number;
  /** Milliseconds since 1970; `Date.now` by default. */
  readonly now?: () => number;
}

export interface PreviewRequest {
  readonly release: string;
  /** Values of `Authorization`, as often as the header stands in the request. */
  readonly authorization: readonly string[];
  readonly address: string;
}

/** Tries of an address that may fail in a minute. */
export const FAILED_TRIES = { q: 10, w: 60 };
/** Uses in a minute of each name that a release gives early access: each of them is an event of the log. */
export const USES = { q: 20, w: 60 };

const NAME = new RegExp(ORDER_NAME_PATTERN);
const SECRET = /^Bearer +(\S{1,512}) *$/i;

/** Shows what is held for a release to those to whom it gives early access. */
export class Preview {
  readonly #options: PreviewOptions;
  readonly #limiters = new Limiters();
  #isBusy = false;

  constructor(options: PreviewOptions) {
    this.#options = options;
  }

  async close(): Promise<void> {
    await this.#options.producer.close();
    await this.#options.readModel.close();
  }

  /**
   * JSON text of a preview, once its use stands in the log.
   *
   * @throws ProblemError 401, 403, 404, 413, 429, 503
   */
  async open(request: PreviewRequest): Promise<string> {
    try {
      return await this.#open(request);
    } catch (error) {
      throw problemOf(error, this.#options.previewMs);
    }
  }

  async #open({ release, authorization, address }: PreviewRequest): Promise<string> {
    const { now = Date.now, seals } = this.#options;
    const [header] = authorization;
    const secret = authorization.length === 1 ? SECRET.exec(header ?? '')?.[1] : undefined;
    if (secret === undefined) throw noSecret();
    const schedule = NAME.test(release) ? await this.#waiting(release) : null;
    if (!schedule) throw await this.#failed(address, noPreview());
    const judged = judgeSecret(secret, schedule, now());
    if (!judged.ok)
      throw await this.#failed(
        address,
        judged.why === 'early' ? tooEarly(judged.access.from) : otherSecret(),
      );
    if (!seals) throw away('EMBARGO_KEYS is missing here: nothing that is held can be opened.', 60);
    if (this.#isBusy)
      throw refusal('too-many-requests', 'Another preview is worked out. Ask again.', { 'retry-after': '2' });
    this.#isBusy = true;
    try {
      await this.#takeUse(release, judged.access);
      await this.#writeUse(release, judged.access);
      return await this.#tell(schedule, seals);
    } finally {
      this.#isBusy = false;
    }
  }

  /** The newest scheduling of a release; null where none waits for its lifting. */
  async #waiting(release: string): Promise<ReleaseSchedule | null> {
    const { pool } = this.#options.readModel;
    const order = await readOrder(pool, 'release', release, null);
    if (!order || order.dropped) return null;
    const schedule = scheduleIn(order.data);
    const { tickedAt } = await readClock(pool);
    return isLifted({ dropped: false, at: schedule.at }, tickedAt?.getTime() ?? null) ? null : schedule;
  }

  /** The refusal of a try; a limit of tries where its address has failed too often. */
  async #failed(address: string, refused: ProblemError): Promise<ProblemError> {
    const counted = { name: 'preview', limit: FAILED_TRIES, caller: addressCounted(address) } as const;
    const left = await this.#limiters.take(counted);
    return left.isOver ? limited([left]) : refused;
  }

  async #takeUse(release: string, { name }: EarlyAccess): Promise<void> {
    const left = await this.#limiters.take({ name: 'preview', limit: USES, caller: `${release}/${name}` });
    if (left.isOver) throw limited([left]);
  }

  async #writeUse(release: string, { name, role }: EarlyAccess): Promise<void> {
    const { producer, topicPrefix } = this.#options;
    try {
      await producer.send(topicPrefix + ORDERS_TOPIC, [useOf(release, name, role)]);
    } catch (error) {
      if (error instanceof SendFailed || error instanceof SenderClosed)
        throw away('The use could not be written, and what is not written is not shown.', 5);
      throw error;
    }
  }

  async #tell(schedule: ReleaseSchedule, seals: Seals): Promise<string> {
    const { readModel, topicPrefix, smallBases, previewMs, now: clock = Date.now } = this.#options;
    const deadline = Date.now() + previewMs;
    const heartbeat = async () => {
      if (Date.now() > deadline) throw overdue(previewMs);
      // The streams of this process go on.
      await new Promise(setImmediate);
    };
    const { release } = schedule;
    const now = liftingTime(schedule, clock());
    const lifted = await readHeldFor(readModel.pool, seals, schedule, { now, heartbeat });
    const tick = { source: '/silkgauge/clock', id: 'preview', offset: '0', partition: 0 };
    const liftedBy = { ...tick, topic: topicPrefix + CLOCK_TOPIC };
    const push = { lifted, liftedBy, release };
    const text = await rehearse(readModel.pool, push, { topicPrefix, smallBases }, { now, heartbeat });
    // Lifted meanwhile: the rehearsal may have come behind it.
    if (!(await this.#waiting(release))) throw noPreview();
    const own = JSON.stringify({ release, figures: figuresOf(lifted) });
    if (Buffer.byteLength(own) + Buffer.byteLength(text) > BUDGET.written) throw new TooMuchWritten();
    return `${own.slice(0, -1)},${text.slice(1)}`;
  }
}

const overdue = (milliseconds: number): ProblemError =>
  away(`The preview takes longer than ${String(milliseconds / 1_000)} s.`, 10);

function useOf(release: string, name: string, role: string): OutRecord {
  const checked = checkEvent({
    ...{ specversion: '1.0', source: '/silkgauge/preview', id: randomUUID() },
    ...{ type: 'silkgauge.release.opened.v1', data: { release, name, role } },
  });
  if (!checked.ok) throw new Error(`no use of ${release} can be written`);
  return toKafkaRecord(checked.event);
}

/** What is answered; the cause of another error is not told, as logs would keep what it says of figures. */
function problemOf(error: unknown, previewMs: number): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof TooMuchWritten)
    return refusal('too-large', 'More is held for this release than is shown at once.');
  const why = whyUnavailable(error);
  if (why === 'overdue') return overdue(previewMs);
  if (why !== null) return away('The read model cannot be reached.', 2);
  return refusal('internal-error', `The preview failed: ${error instanceof Error ? error.name : 'unknown'}.`);
}
