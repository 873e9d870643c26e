import { randomInt } from 'node:crypto';
import { failure } from '@silkgauge/calls';
import {
  readSubscription,
  type ReadSubscription,
  SUBSCRIPTION_PING,
  type SubscriptionRequest,
} from '@silkgauge/contract';
import {
  changeSubscription,
  deleteSubscription,
  findSubscription,
  insertSubscription,
  lastSequence,
  notePing,
  requestRedelivery,
  type ReadModel,
  type Redelivery,
  type SubscriptionChange,
  type SubscriptionWithProgress,
} from '@silkgauge/read-model';
import { audited } from '../audit/audited.ts';
import type { Deed, SubscriptionAudit } from '../audit/subscription-audit.ts';
import { seenBy, type Caller } from '../caller.ts';
import type { Engine } from '../engine/engine.ts';
import {
  credentialPurpose,
  openSecrets,
  secretPurpose,
  sendSettings,
  type StoredSecret,
} from '../engine/subscriber.ts';
import { deliveryRequest, ownEvent, type Sender } from '../send/delivery-request.ts';
import { SinkClient, type SinkAccess } from '../send/sink-client.ts';
import { SecretKeyMissing, type SecretBox } from '../sign/secret-box.ts';
import { newSecret } from '../sign/signature.ts';
import { changesBehind } from './behind.ts';
import { invalid, notFound } from './failure.ts';
import { isRevision, shownSubscription } from './shown.ts';
import type { Sinks } from './sinks.ts';

export interface SubscriptionsOptions {
  readonly pool: ReadModel['pool'];
  readonly engine: Engine;
  readonly audit: SubscriptionAudit;
  readonly sinks: Sinks;
  readonly access: SinkAccess;
  readonly sender: Sender;
  readonly box: SecretBox;
}

/** Subscriptions of one key, and of all. */
const LIMITS = { ofOwner: 100, inAll: 10_000 };
/** Replays and redeliveries of a subscription that wait. */
const MOST_REPLAYS = 100;
/** Pings an hour without consent. */
const PINGS = 6;
const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

const newId = (): string =>
  `sub_${Array.from({ length: 20 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;

type Shown = ReturnType<typeof shownSubscription>;
export interface ShownWithRevision {
  readonly shown: Shown;
  readonly revision: string;
}

/** What clients do with subscriptions. */
export class Subscriptions {
  readonly #options: SubscriptionsOptions;

  constructor(options: SubscriptionsOptions) {
    this.#options = options;
  }

  async make(caller: Caller, body: unknown): Promise<ShownWithRevision> {
    const { box, audit, sinks } = this.#options;
    const read = await this.#checked(body);
    const { request } = read;
    const id = newId();
    const secret = newSecret();
    const consent = await sinks.consent(request);
    const alertAllowed = await sinks.alertConsent(id, request);
    const { from } = request.config;
    const made = await audit.change(async (tx, tell) => {
      const inserted = await insertSubscription(
        tx,
        {
          ...{ id, owner: caller.owner, request: JSON.stringify(request) },
          secrets: JSON.stringify([{ box: box.close(secret, secretPurpose(id)), until: null }]),
          credential:
            read.authorization === null ? null : box.close(read.authorization, credentialPurpose(id)),
          ...{ status: consent.status, allowed_rate: consent.allowedRate, consentHash: consent.consentHash },
          position: from === 'now' ? await lastSequence(tx) : String(BigInt(from)),
          alertAllowed,
        },
        LIMITS,
      );
      const after = audited(caller.owner, consent.status, request);
      if (inserted === 'made') await tell({ act: 'created', id, ...caller.asked, after });
      return inserted;
    });
    if (made !== 'made')
      throw failure(
        'too-many-subscriptions',
        made === 'too-many'
          ? `There are ${LIMITS.inAll.toLocaleString('en')} subscriptions, as many as are kept.`
          : `You have ${String(LIMITS.ofOwner)} subscriptions, as many as a key may have: delete one, or widen the filters of another.`,
      );
    await this.#options.engine.applied(id, '0');
    return this.#show(await this.find(caller, id), secret);
  }

  async find(caller: Caller, id: string): Promise<SubscriptionWithProgress> {
    const row = await findSubscription(this.#options.pool, id, seenBy(caller));
    if (!row) throw notFound();
    return row;
  }

  async get(caller: Caller, id: string): Promise<ShownWithRevision> {
    return this.#show(await this.find(caller, id));
  }

  /** `ifMatch` is the header. */
  async replace(
    caller: Caller,
    id: string,
    ifMatch: string | undefined,
    body: unknown,
  ): Promise<ShownWithRevision> {
    const { box, sinks } = this.#options;
    const before = await this.find(caller, id);
    if (ifMatch === undefined)
      throw failure(
        'precondition-required',
        'Send If-Match with the ETag of the subscription that you have read.',
      );
    if (!isRevision(ifMatch, before.revision)) throw outdated();
    const { request, authorization } = await this.#checked(body);
    const known = JSON.parse(before.request) as SubscriptionRequest;
    // A disabled subscription is asked for consent when it is enabled.
    const isNewSink = known.sink !== request.sink && before.status !== 'disabled';
    const isNewAlert = known.config.alertSink !== request.config.alertSink;
    const consent = isNewSink ? await sinks.consent(request) : null;
    const change: SubscriptionChange = {
      request: JSON.stringify(request),
      credential: authorization === null ? null : box.close(authorization, credentialPurpose(id)),
      ...consent,
      ...(isNewAlert && { alertAllowed: await sinks.alertConsent(id, request) }),
    };
    const deed: Deed = {
      ...{ act: 'changed', id, ...caller.asked },
      before: audited(before.owner, before.status, known),
      after: audited(before.owner, consent?.status ?? before.status, request),
    };
    if (!(await this.#change(before.revision, change, deed))) throw outdated();
    return this.get(caller, id);
  }

  async delete(caller: Caller, id: string): Promise<ShownWithRevision> {
    const { pool, engine } = this.#options;
    const row = await this.find(caller, id);
    const shown = await this.#show(row);
    const before = audited(row.owner, row.status, JSON.parse(row.request) as SubscriptionRequest);
    // Nothing begins from here on; then it goes.
    await this.#change(null, disabledBy(caller, row), { act: 'deleted', id, ...caller.asked, before });
    await deleteSubscription(pool, id);
    await engine.reload(id);
    return shown;
  }

  async enable(caller: Caller, id: string): Promise<ShownWithRevision> {
    const { sinks } = this.#options;
    const row = await this.find(caller, id);
    if (row.because === 'operator' && !caller.isOperator)
      throw failure(
        'disabled-by-operator',
        'An operator has disabled the subscription, and only an operator enables it again: ask one.',
      );
    const request = JSON.parse(row.request) as SubscriptionRequest;
    await sinks.require(request);
    const [consent, alertAllowed] = await Promise.all([
      sinks.consent(request),
      sinks.alertConsent(id, request),
    ]);
    const told = { before: { status: row.status }, after: { status: consent.status } };
    const deed: Deed = { act: 'enabled', id, ...caller.asked, ...told };
    // Consent counts for the sinks that were asked.
    if (!(await this.#change(row.revision, { ...consent, alertAllowed, because: null }, deed)))
      throw outdated();
    return this.get(caller, id);
  }

  async disable(caller: Caller, id: string): Promise<ShownWithRevision> {
    const row = await this.find(caller, id);
    const change = disabledBy(caller, row);
    await this.#change(null, change, { act: 'disabled', id, ...caller.asked, reason: change.because });
    return this.get(caller, id);
  }

  /** Sends a ping now; what came of it. */
  async test(caller: Caller, id: string): Promise<{ status?: number; error?: string; ms: number }> {
    const { pool, box, access, sender } = this.#options;
    const row = await this.find(caller, id);
    if (row.status !== 'active' && !(await notePing(pool, id, PINGS)))
      throw failure('too-many-requests', `Without consent there are ${String(PINGS)} pings an hour.`, {
        headers: { 'retry-after': '600' },
      });
    const send = readable(() => sendSettings(row, JSON.parse(row.request) as SubscriptionRequest, box));
    const client = new SinkClient(access, send.sink, 1, send.timeout * 1_000);
    try {
      const now = Date.now();
      const ping = ownEvent(SUBSCRIPTION_PING, `ping-${id}-${String(now)}`, {
        subscription: id,
      });
      const { status, error, ms } = await client.request(deliveryRequest(ping, send, sender, now));
      return { ...(status !== null && { status }), ...(error !== null && { error }), ms };
    } finally {
      await client.destroy();
    }
  }

  /**
   * A new secret; the one before signs too for so many seconds. Without an overlap a subscription gets one whose
   * secret cannot be read.
   */
  async rotate(caller: Caller, id: string, overlapSeconds: number): Promise<string> {
    const { box } = this.#options;
    const row = await this.find(caller, id);
    const secret = newSecret();
    const stored = JSON.parse(row.secrets) as readonly StoredSecret[];
    // Opened first: a lost key of the store is not found out by the receiver.
    if (overlapSeconds > 0) readable(() => openSecrets(id, row.secrets, box));
    const before = stored.slice(0, 1).map((one) => ({ ...one, until: Date.now() + overlapSeconds * 1_000 }));
    const secrets = [
      { box: box.close(secret, secretPurpose(id)), until: null },
      ...(overlapSeconds > 0 ? before : []),
    ];
    const change = { secrets: JSON.stringify(secrets) };
    const deed: Deed = { act: 'rotated', id, ...caller.asked, after: { overlapSeconds } };
    if (!(await this.#change(row.revision, change, deed))) throw outdated();
    return secret;
  }

  /**
   * Has changes sent once more, by the request of a redelivery, and waits until the notifier of the subscription has
   * the request: what is told later waits behind it. @throws ProblemError 409 where too many wait
   */
  async redeliver(deed: Deed, asked: Omit<Redelivery, 'n'>): Promise<void> {
    const isTaken = await this.#options.audit.change(async (tx, tell) => {
      const taken = await requestRedelivery(tx, asked, MOST_REPLAYS);
      if (taken) await tell(deed);
      return taken;
    });
    if (!isTaken)
      throw failure(
        'too-many-replays',
        `${String(MOST_REPLAYS)} replays and redeliveries of the subscription wait, as many as are kept: ask again once they are delivered, or for one replay of the whole stretch.`,
      );
    await this.#options.engine.applied(asked.subscription, '0');
  }

  /**
   * Changes a subscription and tells the audit, and waits until deliveries are made accordingly; false where the
   * subscription has another revision, or is gone.
   */
  async #change(expected: string | null, change: SubscriptionChange, deed: Deed): Promise<boolean> {
    const { audit, engine } = this.#options;
    const revision = await audit.change(async (tx, tell) => {
      const changed = await changeSubscription(tx, deed.id, expected, change);
      if (changed !== null) await tell(deed);
      return changed;
    });
    if (revision !== null) await engine.applied(deed.id, revision);
    return revision !== null;
  }

  async #show(row: SubscriptionWithProgress, secret?: string): Promise<ShownWithRevision> {
    const behind = await changesBehind(this.#options.pool, [row]);
    return { shown: shownSubscription(row, behind.get(row.id), secret), revision: row.revision };
  }

  /** @throws ProblemError 422 with all faults */
  async #checked(body: unknown): Promise<ReadSubscription> {
    const read = readSubscription(body);
    if (!read.ok) throw invalid(read.faults);
    await this.#options.sinks.require(read.value.request);
    const { from } = read.value.request.config;
    const last = await lastSequence(this.#options.pool);
    if (from !== 'now' && BigInt(from) > BigInt(last))
      throw invalid([
        {
          pointer: '/config/from',
          rule: 'from',
          message: `The sequence ${from} is ahead of the log, whose last sequence is ${last}.`,
          fix: 'Write "now", or the "sequence" of a state that was served here.',
        },
      ]);
    return read.value;
  }
}

/** What an operator has disabled stays so, also where its owner disables it once more. */
const disabledBy = ({ owner, isOperator }: Caller, row: SubscriptionWithProgress) => {
  const isKept = row.because === 'operator' && !isOperator;
  return {
    status: 'disabled' as const,
    because: row.owner === owner && !isKept ? ('owner' as const) : ('operator' as const),
  };
};

/** What can be opened. @throws ProblemError 409 where the key that it was closed with is not given */
function readable<T>(open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof SecretKeyMissing)) throw error;
    throw failure(
      'secret-unreadable',
      `${error.message} Start the notifier with that generation again; or rotate with "overlapSeconds": 0, which makes a secret without the one before, and replace the subscription if it has a sinkcredential.`,
      { cause: error },
    );
  }
}

const outdated = () =>
  failure(
    'precondition-failed',
    'The subscription has changed since you have read it: read it again, and send the change anew.',
  );
