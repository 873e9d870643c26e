import {
  ALERT_UPDATED,
  BULLETIN_UPDATED,
  CLAIM_UPDATED,
  DELIVERED_SOURCE,
  GROWTH_UPDATED,
  NOTICE_UPDATED,
  parseSeriesKey,
  RELEASE_UPDATED,
  type AlertState,
  type BulletinState,
  type ClaimState,
  type DeliveredType,
  type GrowthState,
  type ReleaseState,
} from '@silkgauge/contract';
import {
  changeJson,
  SERVED_KINDS,
  splitDocument,
  stateKey,
  traceparentOf,
  type LogKey,
  type ServedRow,
} from '@silkgauge/read-model';
import type { FilteredChange } from '../filter/matches.ts';

const TYPES = {
  growth: GROWTH_UPDATED,
  notice: NOTICE_UPDATED,
  claim: CLAIM_UPDATED,
  alert: ALERT_UPDATED,
  bulletin: BULLETIN_UPDATED,
  release: RELEASE_UPDATED,
} as const;

/** Bytes of a delivery above which its data are left out, and named by `dataref`. */
export const LARGEST_BODY = 20_000;

/** What is sent of a change, the same on every attempt and to every sink. */
export interface Outgoing {
  /** Value of `webhook-id`. */
  readonly id: string;
  readonly subject: string;
  readonly body: string;
  readonly traceparent: string | undefined;
  /** When the follower of the log first saw the change, in milliseconds of this process; absent of others. */
  readonly seenAt?: number;
}

/** An entry of the change log, as filters see it and as it is sent. */
export class LogEntry implements FilteredChange {
  readonly row: ServedRow;
  readonly sequence: number;
  /** The key, which no key of another kind equals. */
  readonly lane: string;
  readonly #subject: string;
  #attributes: Readonly<Record<string, string>> | undefined;
  #state: GrowthState | undefined;

  constructor(row: ServedRow) {
    this.row = row;
    this.sequence = Number(row.sequence);
    this.#subject = row.kind ? row.key : stateKey(row.key, row.period);
    this.lane = `${row.kind ?? 'growth'}:${this.#subject}`;
  }

  attribute(name: string): string | undefined {
    if (name === 'type') return this.type;
    const attributes = this.#allAttributes();
    return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  }

  /** Worked out where a filter looks, or something is sent: a document is parsed for them. */
  #allAttributes(): Readonly<Record<string, string>> {
    const { row, type } = this;
    return (this.#attributes ??= {
      ...{ specversion: '1.0', id: row.sequence, source: DELIVERED_SOURCE, type },
      ...{ time: row.known_at.toISOString(), subject: this.#subject, datacontenttype: 'application/json' },
      ...extensionsOf(row),
    });
  }

  get type(): DeliveredType {
    return TYPES[this.row.kind ?? 'growth'];
  }

  get state(): GrowthState | undefined {
    if (this.row.kind) return undefined;
    return (this.#state ??= JSON.parse(changeJson(this.row)) as GrowthState);
  }

  /** `api` is the address of growth-api. */
  outgoing(api: string): Outgoing {
    const attributes = this.#allAttributes();
    const traceparent = traceparentOf(this.row);
    const head = JSON.stringify({ ...attributes, ...(traceparent && { traceparent }) }).slice(0, -1);
    const whole = `${head},"data":${changeJson(this.row)}}`;
    const isLarge = whole.length > LARGEST_BODY || Buffer.byteLength(whole) > LARGEST_BODY;
    const body = isLarge ? `${head},"dataref":${JSON.stringify(dataref(this.row, api))}}` : whole;
    return { id: `sg_${this.row.sequence}`, subject: this.#subject, body, traceparent };
  }
}

/** What filters and receivers tell changes apart by, without their data. */
function extensionsOf(row: ServedRow): Readonly<Record<string, string>> {
  switch (row.kind) {
    case 'notice':
      return {};
    case 'claim': {
      const { key, period, domain } = JSON.parse(row.document) as ClaimState;
      return { ...parseSeriesKey(key), period, domain };
    }
    case 'alert': {
      const { rule, kind, state, series, period } = JSON.parse(row.document) as AlertState;
      const { domain = null } = row;
      const ofSeries = { ...series, ...(period !== null && { period }), ...(domain !== null && { domain }) };
      return { ...ofSeries, rule, kind, state };
    }
    case 'bulletin': {
      const { kind } = JSON.parse(row.document) as Pick<BulletinState, 'kind'>;
      return { kind };
    }
    case 'release': {
      const { publisher, state } = JSON.parse(row.document) as Pick<ReleaseState, 'publisher' | 'state'>;
      return { publisher, state };
    }
    default: {
      const reason = /^,"change":\{"reason":"([a-z]+)"/.exec(splitDocument(row.document).change)?.[1];
      const { period, domain } = row;
      return { ...parseSeriesKey(row.key), period, domain, ...(reason !== undefined && { reason }) };
    }
  }
}

/** Address of what is too large to be sent; of all but states and bulletins the API serves the present one alone. */
function dataref(row: ServedRow, api: string): string {
  const name = encodeURIComponent(row.key);
  switch (row.kind) {
    case 'notice':
    case 'claim':
      return `${api}/v1/${row.kind}s`;
    case 'alert':
      return `${api}/v1/alerts/history?key=${name}`;
    case 'bulletin':
      return `${api}/v1/bulletins/${name}?asOf=${row.sequence}`;
    case 'release':
      return `${api}/v1/releases/${name}`;
    default:
      return `${api}/v1/growth/${row.key}/${encodeURIComponent(row.period)}?asOf=${row.sequence}`;
  }
}

/** The key of a lane as the log has it. */
export function logKey(lane: string): LogKey {
  const at = lane.indexOf(':');
  const [kind, subject] = [lane.slice(0, at), lane.slice(at + 1)];
  const register = SERVED_KINDS.find((one) => one === kind);
  if (register) return { kind: register, key: subject };
  const slash = subject.indexOf('/');
  return { kind: null, key: subject.slice(0, slash), period: subject.slice(slash + 1) };
}
