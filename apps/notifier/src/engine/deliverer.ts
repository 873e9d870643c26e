import { SUBSCRIPTION_RESYNC } from '@silkgauge/contract';
import type { NewAttempt } from '@silkgauge/read-model';
import { clientAttributes, NO_SPAN, statusAttributes, tracer } from '@silkgauge/service';
import { RESYNC, type Settled } from '../queue/delivery-queue.ts';
import type { Lane } from '../queue/lane.ts';
import { retryAfter } from '../retry/retry.ts';
import type { Outgoing } from '../log/log-entry.ts';
import { deliveryRequest, ownEvent, type Message, type Sender } from '../send/delivery-request.ts';
import { SinkClient, type Answer, type SinkAccess } from '../send/sink-client.ts';
import type { Disabled, Subscriber } from './subscriber.ts';

/** Attempts of a subscription that are begun without a store; a crash repeats no more. */
const MOST_UNSAVED = 900;
/** Milliseconds until another look where the log could not be read. */
const LOOK_AGAIN = 1_000;
/** Milliseconds after which connections without a delivery are closed. */
const IDLE = 60_000;
/** Longest delay of a timer of Node. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** A message, and the key that it is of. */
interface Loaded extends Message {
  readonly subject: string;
  readonly seenAt?: number;
}

export interface DelivererParts {
  readonly access: SinkAccess;
  readonly sender: Sender;
  /** Whether attempts may begin. */
  mayBegin(subscriber: Subscriber): boolean;
  /** What is sent of a change; undefined where the log no longer has it. */
  load(sequence: number): Promise<Outgoing | undefined>;
  /** Address of a snapshot as of a sequence. */
  snapshot(subscriber: Subscriber, after: number): string;
  /** Reads on for a subscriber that has room. */
  readOn(subscriber: Subscriber): void;
  /** Reads the next versions of a lane's key. */
  readKey(subscriber: Subscriber, lane: Lane): void;
  attempted(attempt: NewAttempt, seenAt: number | undefined): void;
  /** Attempts wait until what was delivered is stored. */
  saveSoon(): void;
  disabled(subscriber: Subscriber, because: Disabled): void;
  trouble(what: string, error: unknown): void;
}

/** Makes the attempts of all subscriptions, each over connections of its own. */
export class Deliverer {
  readonly #parts: DelivererParts;
  readonly #connected = new Set<Subscriber>();

  constructor(parts: DelivererParts) {
    this.#parts = parts;
  }

  /** Begins what is due of a subscription. */
  pump(subscriber: Subscriber): void {
    if (subscriber.removed || !subscriber.active || !this.#parts.mayBegin(subscriber)) return;
    const { queue } = subscriber;
    for (;;) {
      if (subscriber.unsaved >= MOST_UNSAVED) {
        this.#parts.saveSoon();
        return;
      }
      const now = Date.now();
      const next = queue.take(now);
      if (!('lane' in next)) {
        if (next.waitUntil !== null) this.#pumpAt(subscriber, next.waitUntil - now);
        break;
      }
      subscriber.unsaved += 1;
      void this.#attempt(subscriber, next.lane);
    }
    for (const lane of queue.toRead()) this.#parts.readKey(subscriber, lane);
    if ((!subscriber.live || subscriber.replays.length > 0) && queue.hasRoom) this.#parts.readOn(subscriber);
  }

  /** Ends connections and timers of a subscription. */
  forget(subscriber: Subscriber): void {
    if (subscriber.timer) clearTimeout(subscriber.timer);
    subscriber.timer = null;
    this.dropClient(subscriber);
  }

  /** Later attempts go over new connections; those under way end by themselves. */
  dropClient(subscriber: Subscriber): void {
    this.#connected.delete(subscriber);
    void subscriber.client?.close().catch(() => undefined);
    subscriber.client = null;
  }

  /** Ends connections of subscriptions that sent nothing for a minute. */
  closeIdle(): void {
    for (const subscriber of this.#connected)
      if (subscriber.usedAt < Date.now() - IDLE && subscriber.queue.inFlight === 0)
        this.dropClient(subscriber);
  }

  #pumpAt(subscriber: Subscriber, delay: number): void {
    if (subscriber.timer) clearTimeout(subscriber.timer);
    subscriber.timer = setTimeout(
      () => {
        subscriber.timer = null;
        this.pump(subscriber);
      },
      Math.min(Math.max(1, delay), LONGEST_TIMER),
    );
    subscriber.timer.unref();
  }

  async #attempt(subscriber: Subscriber, lane: Lane): Promise<void> {
    const { queue } = subscriber;
    let loaded: Loaded | undefined;
    try {
      loaded = await this.#message(subscriber, lane);
    } catch (error) {
      this.#parts.trouble('reading the change log', error);
      queue.giveBack(lane);
      this.#pumpAt(subscriber, LOOK_AGAIN);
      return;
    }
    if (subscriber.removed || !subscriber.active || !this.#parts.mayBegin(subscriber)) {
      queue.giveBack(lane);
      return;
    }
    subscriber.dirty = true;
    if (!loaded) {
      queue.superfluous(lane);
      this.pump(subscriber);
      return;
    }
    const sequence = lane.head;
    const at = new Date();
    subscriber.usedAt = at.getTime();
    const answer = await this.#send(subscriber, loaded, at);
    if (subscriber.removed) return;
    const attempt = lane.failures + 1;
    const settled = this.#settle(subscriber, lane, answer);
    // A store since the begin had the delivery as under way.
    subscriber.dirty = true;
    subscriber.attempts += 1;
    this.#parts.attempted(
      {
        ...{
          subscription: subscriber.id,
          n: subscriber.attempts,
          sequence,
          key: loaded.subject,
          attempt,
          at,
        },
        ...{ ms: answer.ms, status: answer.status, error: answer.error },
        outcome: settled === null ? 'delivered' : settled.outcome === 'parked' ? 'parked' : 'failed',
        nextAt: settled?.outcome === 'failed' && settled.nextAt !== null ? new Date(settled.nextAt) : null,
      },
      loaded.seenAt,
    );
    if (settled?.outcome === 'disabled') this.#parts.disabled(subscriber, settled.because);
    else this.pump(subscriber);
  }

  async #send(subscriber: Subscriber, loaded: Loaded, at: Date): Promise<Answer> {
    const span = attemptSpan(loaded.traceparent, subscriber.send.sink);
    const message = { ...loaded, traceparent: span.traceparent ?? loaded.traceparent };
    const request = deliveryRequest(message, subscriber.send, this.#parts.sender, at.getTime());
    const answer = await this.#clientOf(subscriber).request(request);
    span.end(answer.status === null ? {} : statusAttributes(answer.status), answer.error ?? undefined);
    return answer;
  }

  async #message(subscriber: Subscriber, lane: Lane): Promise<Loaded | undefined> {
    if (lane.key !== RESYNC) return this.#parts.load(lane.head);
    const data = { snapshot: this.#parts.snapshot(subscriber, lane.head), after: String(lane.head) };
    const message = ownEvent(SUBSCRIPTION_RESYNC, `resync-${String(lane.head)}`, data);
    return { ...message, subject: '' };
  }

  /** Null for a success. */
  #settle(subscriber: Subscriber, lane: Lane, answer: Answer): Settled | null {
    const now = Date.now();
    if (answer.error === null) {
      subscriber.queue.succeeded(lane, now);
      return null;
    }
    const [wait] = [answer.headers['retry-after']].flat();
    const failure = { status: answer.status, nobody: answer.nobody, retryAfter: retryAfter(wait, now) };
    return subscriber.queue.failed(lane, failure, now, Math.random());
  }

  #clientOf(subscriber: Subscriber): SinkClient {
    this.#connected.add(subscriber);
    const { sink, timeout } = subscriber.send;
    subscriber.client ??= new SinkClient(
      this.#parts.access,
      sink,
      subscriber.queue.settings.inFlight,
      timeout * 1_000,
    );
    return subscriber.client;
  }
}

/** The span of one attempt, in the trace of its change; none where that trace is not kept. */
const attemptSpan = (parent: string | undefined, sink: URL) =>
  parent === undefined
    ? NO_SPAN
    : tracer().start({ kind: 'client', name: 'POST', parent, attributes: clientAttributes('POST', sink) });
