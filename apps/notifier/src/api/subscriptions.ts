import { randomInt } from 'node:crypto';
import {
  changeSubscription,
  deleteSubscription,
  findSubscription,
  inTransaction,
  insertSubscription,
  isFullPage,
  lastSequence,
  notePing,
  readChanges,
  type ReadModel,
  type SubscriptionWithProgress,
} from '@silkgauge/read-model';
import { resolveSink, SinkAddressError } from '../address/resolve-sink.ts';
import { seenBy, type Caller } from '../caller.ts';
import type { Engine } from '../engine/engine.ts';
import {
  credentialPurpose,
  openSecrets,
  secretPurpose,
  sendSettings,
  type StoredSecret,
} from '../engine/subscriber.ts';
import { isMatch } from '../filter/filter-index.ts';
import { readFilters } from '../filter/read-filter.ts';
import { LogEntry } from '../log/log-entry.ts';
import { askConsent, newConsentToken, type Consent } from '../send/consent.ts';
import { deliveryRequest, ownEvent, type Sender } from '../send/delivery-request.ts';
import { SinkClient, type SinkAccess } from '../send/sink-client.ts';
import type { SecretBox } from '../sign/secret-box.ts';
import { newSecret } from '../sign/signature.ts';
import { Faults, type SubscriptionFault } from '../subscription/faults.ts';
import { readSubscription, SINK_FAULT, SINK_FIX, SINK_RULE } from '../subscription/read-subscription.ts';
import type { ReadSubscription, SubscriptionRequest } from '../subscription/subscription-request.ts';
import { failure, invalid, notFound } from './failure.ts';
import { isRevision, MOST_WAITING, shownSubscription } from './shown.ts';

export interface SubscriptionsOptions {
  readonly pool: ReadModel['pool'];
  readonly engine: Engine;
  readonly access: SinkAccess;
  readonly sender: Sender;
  readonly box: SecretBox;
  /** Address of this service for sinks. */
  readonly publicUrl: string;
}

/** Subscriptions of one key, and of all. */
const LIMITS = { ofOwner: 100, inAll: 10_000 };
/** Pings an hour without consent. */
const PINGS = 6;
/** Pages of the log that are looked through for what is due. */
const LOOKED_PAGES = 5;
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
    const { pool, box } = this.#options;
    const read = await this.#checked(body);
    const { request } = read;
    const id = newId();
    const secret = newSecret();
    const consent = await this.#consent(request);
    const alertAllowed = await this.#alertConsent(request);
    const { from } = request.config;
    const made = await inTransaction(pool, async (tx) =>
      insertSubscription(
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
      ),
    );
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
    const { pool, box, engine } = this.#options;
    const before = await this.find(caller, id);
    if (ifMatch === undefined)
      throw failure(
        'precondition-required',
        'Send If-Match with the ETag of the subscription that you have read.',
      );
    if (!isRevision(ifMatch, before.revision)) throw outdated();
    const { request, authorization } = await this.#checked(body);
    const { sink, config } = JSON.parse(before.request) as SubscriptionRequest;
    // A disabled subscription is asked for consent when it is enabled.
    const isNewSink = sink !== request.sink && before.status !== 'disabled';
    const isNewAlert = config.alertSink !== request.config.alertSink;
    const revision = await changeSubscription(pool, id, before.revision, {
      request: JSON.stringify(request),
      credential: authorization === null ? null : box.close(authorization, credentialPurpose(id)),
      ...(isNewSink && (await this.#consent(request))),
      ...(isNewAlert && { alertAllowed: await this.#alertConsent(request) }),
    });
    if (revision === null) throw outdated();
    await engine.applied(id, revision);
    return this.get(caller, id);
  }

  async delete(caller: Caller, id: string): Promise<ShownWithRevision> {
    const { pool, engine } = this.#options;
    const before = await this.get(caller, id);
    await this.#disable(caller, await this.find(caller, id));
    await deleteSubscription(pool, id);
    await engine.reload(id);
    return before;
  }

  async enable(caller: Caller, id: string): Promise<ShownWithRevision> {
    const { pool, engine } = this.#options;
    const row = await this.find(caller, id);
    const request = JSON.parse(row.request) as SubscriptionRequest;
    await this.#requireSinks(request);
    const consent = await this.#consent(request);
    const revision = await changeSubscription(pool, id, null, { ...consent, because: null });
    if (revision === null) throw notFound();
    await engine.applied(id, revision);
    return this.get(caller, id);
  }

  async disable(caller: Caller, id: string): Promise<ShownWithRevision> {
    await this.#disable(caller, await this.find(caller, id));
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
    const send = sendSettings(row, JSON.parse(row.request) as SubscriptionRequest, box);
    const client = new SinkClient(access, send.sink, 1, send.timeout * 1_000);
    try {
      const now = Date.now();
      const ping = ownEvent('silkgauge.subscription.ping.v1', `ping-${id}-${String(now)}`, {
        subscription: id,
      });
      const { status, error, ms } = await client.request(deliveryRequest(ping, send, sender, now));
      return { ...(status !== null && { status }), ...(error !== null && { error }), ms };
    } finally {
      await client.destroy();
    }
  }

  /** A new secret; the one before signs too for so many seconds. */
  async rotate(caller: Caller, id: string, overlapSeconds: number): Promise<string> {
    const { pool, box, engine } = this.#options;
    const row = await this.find(caller, id);
    const secret = newSecret();
    const stored = JSON.parse(row.secrets) as readonly StoredSecret[];
    // Opened first: a lost key of the store is not found out by the receiver.
    openSecrets(id, row.secrets, box);
    const before = stored.slice(0, 1).map((one) => ({ ...one, until: Date.now() + overlapSeconds * 1_000 }));
    const secrets = [
      { box: box.close(secret, secretPurpose(id)), until: null },
      ...(overlapSeconds > 0 ? before : []),
    ];
    const revision = await changeSubscription(pool, id, row.revision, { secrets: JSON.stringify(secrets) });
    if (revision === null) throw outdated();
    await engine.applied(id, revision);
    return secret;
  }

  async #disable(caller: Caller, row: SubscriptionWithProgress): Promise<void> {
    const because = row.owner === caller.owner ? 'owner' : 'operator';
    const revision = await changeSubscription(this.#options.pool, row.id, null, {
      status: 'disabled',
      because,
    });
    if (revision !== null) await this.#options.engine.applied(row.id, revision);
  }

  async #show(row: SubscriptionWithProgress, secret?: string): Promise<ShownWithRevision> {
    return { shown: shownSubscription(row, await this.#behind(row), secret), revision: row.revision };
  }

  /** Matching changes behind the position of a subscription that is not live, as far as a few pages show. */
  async #behind(row: SubscriptionWithProgress): Promise<number> {
    if (row.live) return 0;
    const { types, filters } = JSON.parse(row.request) as SubscriptionRequest;
    const filtered = {
      types,
      filters: readFilters(filters.length > 0 ? filters : undefined, '', new Faults()),
    };
    let found = 0;
    let after = row.position;
    for (let page = 0; page < LOOKED_PAGES && found < MOST_WAITING; page += 1) {
      const rows = await readChanges(this.#options.pool, after, 1_000);
      found += rows.filter((one) => isMatch(filtered, new LogEntry(one))).length;
      after = rows.at(-1)?.sequence ?? after;
      if (!isFullPage(rows, 1_000)) break;
    }
    return found;
  }

  /** @throws ProblemError 422 with all faults */
  async #checked(body: unknown): Promise<ReadSubscription> {
    const read = readSubscription(body);
    if ('faults' in read) throw invalid(read.faults);
    await this.#requireSinks(read.value.request);
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

  /** One wording for all that may not be called: an answer that told more would make this a port scanner. */
  async #requireSinks({ sink, config: { alertSink } }: SubscriptionRequest): Promise<void> {
    const { access } = this.#options;
    const faults: SubscriptionFault[] = [];
    for (const [pointer, address] of [
      ['/sink', sink],
      ['/config/alertSink', alertSink],
    ] as const) {
      if (address === undefined) continue;
      try {
        await resolveSink(new URL(address), access.policy(), access.resolve);
      } catch (error) {
        if (!(error instanceof SinkAddressError)) throw error;
        faults.push({ pointer, rule: SINK_RULE, message: SINK_FAULT, fix: SINK_FIX });
      }
    }
    if (faults.length > 0) throw invalid(faults);
  }

  /** What a sink's answer to the question for consent makes of a subscription. */
  async #consent({ sink, protocolsettings }: SubscriptionRequest) {
    const { token, hash } = newConsentToken();
    const { allowed, rate } = await this.#ask(
      sink,
      protocolsettings.timeout,
      `${this.#options.publicUrl}/v1/consents/${token}`,
    );
    return {
      status: allowed ? ('active' as const) : ('pending' as const),
      allowedRate: rate,
      consentHash: allowed ? null : hash,
    };
  }

  async #alertConsent({ config: { alertSink }, protocolsettings }: SubscriptionRequest): Promise<boolean> {
    return alertSink !== undefined && (await this.#ask(alertSink, protocolsettings.timeout, null)).allowed;
  }

  #ask(sink: string, timeout: number, callback: string | null): Promise<Consent> {
    const { access, sender } = this.#options;
    return askConsent(access, { sink, origin: sender.origin, callback, timeout: timeout * 1_000 });
  }
}

const outdated = () =>
  failure(
    'precondition-failed',
    'The subscription has changed since you have read it: read it again, and send the change anew.',
  );
