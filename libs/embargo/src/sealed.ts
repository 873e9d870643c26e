import { randomUUID, webcrypto } from 'node:crypto';
import {
  checkEvent,
  keptRights,
  MOST_EMBARGOED_BYTES,
  type CheckedEvent,
  type KeptRights,
  type Pusher,
  type TopicPartition,
} from '@silkgauge/contract';
import { parseJson, toKafkaRecord, type OutRecord } from '@silkgauge/kafka';
import type { SecretKeys } from '@silkgauge/service';
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose';

/** What a sealed text holds: an event in structured form, who pushed it at a door, and what that one may write. */
export interface Opened {
  readonly event: unknown;
  readonly by: string;
  /** Absent: every series and name. */
  readonly write?: KeptRights;
}

/** A sealed text whose key is not given: it opens once its generation is among the keys. */
export interface Locked {
  readonly generation: number;
}

/** An event of which it is known by other means what it waits for. */
export interface Waiting {
  readonly waits: { readonly until: Date | null; readonly release: string | null };
}

/** Opens sealed events. */
export interface Opener {
  /** Generations that open. */
  readonly generations: readonly number[];
  /** What a JWE of a place in the log holds; null for one that no door has written. */
  open(
    jwe: string,
    place: TopicPartition & { readonly offset: bigint },
  ): Promise<Opened | Locked | Waiting | null>;
}

/** Texts have a multiple of these bytes, so that their length tells little. */
const STEP = 4096;

/** Bytes of an event with its attributes, as JSON. */
const bytesOf = (event: CheckedEvent): number => Buffer.byteLength(JSON.stringify(event));

/** Whether an event is small enough to be sealed. */
export const isSealable = (event: CheckedEvent): boolean => bytesOf(event) <= MOST_EMBARGOED_BYTES;

/**
 * Seals events as records of an embargo topic: a JWE in compact form (RFC 7516) by `dir` and A256GCM, whose `kid` is the
 * generation of its key. Nothing of an event is in clear, its size is rounded up to 4 KiB, and the record has no key.
 */
export class Seals implements Opener {
  readonly #keys: SecretKeys;
  /** The keys as they open events, each imported once. */
  readonly #opening = new Map<number, Promise<webcrypto.CryptoKey>>();
  readonly #newest: number;

  constructor(keys: SecretKeys) {
    this.#keys = keys;
    this.#newest = Math.max(...keys.keys());
  }

  async seal(event: CheckedEvent, { name: by, write }: Pusher): Promise<OutRecord> {
    const { source, id, type, time, subject, dataschema, extensions, data } = event;
    const attributes = { specversion: '1.0', source, id, type, time, subject, dataschema, ...extensions };
    const rights = keptRights(write);
    const sealing: Opened = { event: { ...attributes, data }, by, ...(rights && { write: rights }) };
    const text = Buffer.from(JSON.stringify(sealing));
    const padded = Buffer.alloc(Math.ceil(text.length / STEP) * STEP, ' ');
    text.copy(padded);
    const jwe = await new CompactEncrypt(padded)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: String(this.#newest) })
      .encrypt(this.#keys.get(this.#newest) as Buffer);
    const sealed = checkEvent({
      ...{ specversion: '1.0', source: '/embargoed', id: randomUUID() },
      ...{ type: 'silkgauge.embargoed.v1', data: { jwe } },
    });
    if (!sealed.ok) throw new Error(`a sealed event is none: ${JSON.stringify(sealed.faults)}`);
    return { ...toKafkaRecord(sealed.event), key: null };
  }

  get generations(): readonly number[] {
    return [...this.#keys.keys()];
  }

  /**
   * What a JWE holds; its generation alone where that is older than the newest and is not given; null for one that these
   * keys do not open, and for one that no door writes. A generation above the newest was never issued: doors get a new
   * key after the aggregation.
   */
  async open(jwe: string): Promise<Opened | Locked | null> {
    const generation = generationOf(jwe) ?? this.#newest;
    const key = this.#keys.get(generation);
    if (!key) return generation < this.#newest ? { generation } : null;
    const text = await compactDecrypt(jwe, await this.#openingKey(generation, key), {
      ...{ keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] },
    }).then(
      ({ plaintext }) => plaintext,
      () => null,
    );
    const parsed = text && parseJson(Buffer.from(text));
    if (!parsed?.ok) return null;
    const { event, by, write } = (parsed.value ?? {}) as Partial<Opened>;
    return typeof by === 'string' ? { event, by, ...(write && { write }) } : null;
  }

  #openingKey(generation: number, key: Buffer): Promise<webcrypto.CryptoKey> {
    const before = this.#opening.get(generation);
    if (before) return before;
    const imported = webcrypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']);
    this.#opening.set(generation, imported);
    return imported;
  }
}

/** The generation that a JWE names; null where it names none. */
export function generationOf(jwe: string): number | null {
  try {
    const { kid = '' } = decodeProtectedHeader(jwe);
    return /^[1-9]\d{0,8}$/.test(kid) ? Number(kid) : null;
  } catch {
    return null;
  }
}
