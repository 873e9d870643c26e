/** A value in PostgreSQL's binary form that is written where it is sent from. */
export interface WrittenValue {
  readonly byteLength: number;
  /** Writes it at `at`; returns where it ends. */
  writeTo(bytes: Buffer, at: number): number;
  /** What pg's own client asks for. */
  toPostgres(): Buffer;
}

/** As pg gives it. */
export interface BindConfig {
  readonly portal?: string;
  readonly statement?: string;
  readonly binary?: boolean;
  readonly values?: readonly unknown[];
  /** Makes a text or bytes of a value, or null. */
  readonly valueMapper?: (value: unknown) => Buffer | string | null;
}

type Value = Buffer | string | WrittenValue | null;

const BIND = 'B'.charCodeAt(0);
const TEXT = 0;
const BINARY = 1;
const INT16 = 2;
const INT32 = 4;
const KEPT = 4 * 1024 * 1024;

/**
 * Bind messages of one connection (PostgreSQL's frontend/backend protocol 3.0, "Message Formats"), each in the memory of the one before:
 * when a statement is bound, the one before has been answered, and so read. pg's writer begins with 256 bytes each time and grows value by
 * value, which for a page of sales is three times its size in memory that is there until the whole heap is looked through.
 */
export class BindMessage {
  #bytes = Buffer.alloc(0);

  /** A view, until the next one is written. */
  write({ portal = '', statement = '', binary = false, values = [], valueMapper }: BindConfig): Buffer {
    const mapped = values.map((value): Value => {
      if (isWritten(value)) return value;
      return valueMapper ? valueMapper(value) : (value as Value);
    });
    const lengths = mapped.map(lengthOf);
    const names = Buffer.byteLength(portal) + 1 + Buffer.byteLength(statement) + 1;
    const formats = INT16 + INT16 * values.length;
    const contents = lengths.reduce((sum, length) => sum + INT32 + Math.max(length, 0), INT16);
    const size = INT32 + names + formats + contents + INT16 + INT16;
    const bytes = this.#room(1 + size);
    let at = bytes.writeUInt8(BIND, 0);
    at = bytes.writeInt32BE(size, at);
    for (const name of [portal, statement]) at = bytes.writeUInt8(0, at + bytes.write(name, at));
    at = bytes.writeInt16BE(values.length, at);
    for (const value of mapped) at = bytes.writeInt16BE(isText(value) ? TEXT : BINARY, at);
    at = bytes.writeInt16BE(values.length, at);
    for (let i = 0; i < mapped.length; i += 1) {
      at = bytes.writeInt32BE(lengths[i] ?? 0, at);
      at = put(mapped[i] ?? null, bytes, at);
    }
    // One format for all columns of the answer.
    at = bytes.writeInt16BE(1, at);
    at = bytes.writeInt16BE(binary ? BINARY : TEXT, at);
    return bytes.subarray(0, at);
  }

  #room(size: number): Buffer {
    if (size <= this.#bytes.length) return this.#bytes;
    // In small steps: what is let go of stays until the heap is looked through.
    const larger = Buffer.allocUnsafeSlow(size + (size >> 2));
    if (larger.length <= KEPT) this.#bytes = larger;
    return larger;
  }
}

export function isWritten(value: unknown): value is WrittenValue {
  return typeof (value as Partial<WrittenValue> | null)?.writeTo === 'function';
}

function isText(value: Value): boolean {
  return value === null || typeof value === 'string';
}

/** -1 for null. */
function lengthOf(value: Value): number {
  if (value === null) return -1;
  return typeof value === 'string' ? Buffer.byteLength(value) : value.byteLength;
}

function put(value: Value, bytes: Buffer, at: number): number {
  if (value === null) return at;
  if (typeof value === 'string') return at + bytes.write(value, at);
  return Buffer.isBuffer(value) ? at + value.copy(bytes, at) : value.writeTo(bytes, at);
}
