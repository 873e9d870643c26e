import { randomUUID } from 'node:crypto';
import { checkEvent, MOST_EMBARGOED_BYTES, type CheckedEvent } from '@silkgauge/contract';
import { parseJson, toKafkaRecord, type OutRecord } from '@silkgauge/kafka';
import type { SecretKeys } from '@silkgauge/service';
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose';

/** What a sealed text holds: an event in structured form, and who pushed it at a door. */
export interface Opened {
  readonly event: unknown;
  readonly by: string;
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
export class Seals {
  readonly #keys: SecretKeys;
  readonly #newest: number;

  constructor(keys: SecretKeys) {
    this.#keys = keys;
    this.#newest = Math.max(...keys.keys());
  }

  async seal(event: CheckedEvent, by: string): Promise<OutRecord> {
    const { source, id, type, time, subject, dataschema, extensions, data } = event;
    const attributes = { specversion: '1.0', source, id, type, time, subject, dataschema, ...extensions };
    const text = Buffer.from(JSON.stringify({ event: { ...attributes, data }, by } satisfies Opened));
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

  /**
   * What a JWE holds; null for one that these keys do not open, and for one that no door writes.
   *
   * @throws Error without the key of its generation
   */
  async open(jwe: string): Promise<Opened | null> {
    const generation = generationOf(jwe);
    const key = this.#keys.get(generation ?? this.#newest);
    if (!key) throw new Error(`EMBARGO_KEYS lacks generation ${String(generation)}`);
    const text = await compactDecrypt(jwe, key, {
      ...{ keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] },
    }).then(
      ({ plaintext }) => plaintext,
      () => null,
    );
    const parsed = text && parseJson(Buffer.from(text));
    if (!parsed?.ok) return null;
    const { event, by } = (parsed.value ?? {}) as Partial<Opened>;
    return typeof by === 'string' ? { event, by } : null;
  }
}

/** The generation that a JWE names; null where it names none. */
function generationOf(jwe: string): number | null {
  try {
    const { kid = '' } = decodeProtectedHeader(jwe);
    return /^[1-9]\d{0,8}$/.test(kid) ? Number(kid) : null;
  } catch {
    return null;
  }
}
