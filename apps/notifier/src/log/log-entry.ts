import {
  DELIVERED_SOURCE,
  KINDS,
  REGISTERED_KINDS,
  type ChangeKind,
  type DeliveredType,
  type GrowthState,
} from '@silkgauge/contract';
import { changeJson, stateKey, traceparentOf, type LogKey, type ServedRow } from '@silkgauge/read-model';
import type { FilteredChange } from '../filter/matches.ts';

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
      ...KINDS[this.#kind].attributesOf(row),
    });
  }

  get #kind(): ChangeKind {
    return this.row.kind ?? 'state';
  }

  get type(): DeliveredType {
    return KINDS[this.#kind].type;
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
    const body = isLarge
      ? `${head},"dataref":${JSON.stringify(api + KINDS[this.#kind].address(this.row))}}`
      : whole;
    return { id: `sg_${this.row.sequence}`, subject: this.#subject, body, traceparent };
  }
}

/** The key of a lane as the log has it. */
export function logKey(lane: string): LogKey {
  const at = lane.indexOf(':');
  const [kind, subject] = [lane.slice(0, at), lane.slice(at + 1)];
  const register = REGISTERED_KINDS.find((one) => one === kind);
  if (register) return { kind: register, key: subject };
  const slash = subject.indexOf('/');
  return { kind: null, key: subject.slice(0, slash), period: subject.slice(slash + 1) };
}
