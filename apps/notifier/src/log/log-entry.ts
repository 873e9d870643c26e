import {
  CLAIM_UPDATED,
  DELIVERED_SOURCE,
  GROWTH_UPDATED,
  NOTICE_UPDATED,
  parseSeriesKey,
  type ClaimState,
  type DeliveredType,
  type GrowthState,
} from '@silkgauge/contract';
import {
  changeJson,
  splitDocument,
  stateKey,
  traceparentOf,
  type LogKey,
  type ToldRow,
} from '@silkgauge/read-model';
import type { FilteredChange } from '../filter/matches.ts';

const TYPES = { growth: GROWTH_UPDATED, notice: NOTICE_UPDATED, claim: CLAIM_UPDATED } as const;

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
  readonly row: ToldRow;
  readonly sequence: number;
  /** The key, which no key of another kind equals. */
  readonly lane: string;
  readonly #attributes: Readonly<Record<string, string>>;
  #state: GrowthState | undefined;

  constructor(row: ToldRow) {
    this.row = row;
    this.sequence = Number(row.sequence);
    const subject = row.kind ? row.key : stateKey(row.key, row.period);
    const kind = row.kind ?? 'growth';
    this.lane = `${kind}:${subject}`;
    this.#attributes = {
      ...{ specversion: '1.0', id: row.sequence, source: DELIVERED_SOURCE, type: TYPES[kind] },
      ...{ time: row.known_at.toISOString(), subject, datacontenttype: 'application/json' },
      ...extensionsOf(row),
    };
  }

  attribute(name: string): string | undefined {
    return Object.hasOwn(this.#attributes, name) ? this.#attributes[name] : undefined;
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
    const attributes = this.#attributes;
    const traceparent = traceparentOf(this.row);
    const head = JSON.stringify({ ...attributes, ...(traceparent && { traceparent }) }).slice(0, -1);
    const whole = `${head},"data":${changeJson(this.row)}}`;
    const isLarge = whole.length > LARGEST_BODY || Buffer.byteLength(whole) > LARGEST_BODY;
    const body = isLarge ? `${head},"dataref":${JSON.stringify(dataref(this.row, api))}}` : whole;
    return { id: `sg_${this.row.sequence}`, subject: attributes['subject'] ?? '', body, traceparent };
  }
}

/** Codes of the series, period and domain; of a state also why the version is. */
function extensionsOf(row: ToldRow): Readonly<Record<string, string>> {
  if (row.kind) {
    if (row.kind === 'notice') return {};
    const { key, period, domain } = JSON.parse(row.document) as ClaimState;
    return { ...parseSeriesKey(key), period, domain };
  }
  const reason = /^,"change":\{"reason":"([a-z]+)"/.exec(splitDocument(row.document).change)?.[1];
  return {
    ...parseSeriesKey(row.key),
    period: row.period,
    domain: row.domain,
    ...(reason !== undefined && { reason }),
  };
}

/** Address of what is too large to be sent; of notices and claims the API serves the present one alone. */
function dataref(row: ToldRow, api: string): string {
  if (row.kind) return `${api}/v1/${row.kind}s`;
  return `${api}/v1/growth/${row.key}/${encodeURIComponent(row.period)}?asOf=${row.sequence}`;
}

/** The key of a lane as the log has it. */
export function logKey(lane: string): LogKey {
  const at = lane.indexOf(':');
  const [kind, subject] = [lane.slice(0, at), lane.slice(at + 1)];
  if (kind === 'notice' || kind === 'claim') return { kind, key: subject };
  const slash = subject.indexOf('/');
  return { kind: null, key: subject.slice(0, slash), period: subject.slice(slash + 1) };
}
