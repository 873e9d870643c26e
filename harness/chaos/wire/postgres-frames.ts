import { Pieces, type Frame, type Framer } from './frames.ts';

const SSL_REQUEST = 80_877_103;
const PARSE = 0x50;
const BIND = 0x42;
const QUERY = 0x51;

/**
 * Client side of PostgreSQL's protocol, with statements as steps: `sales/commit-batch` is the prepared
 * statement of that name in a sales transaction, `facts/lock` the first lock of a facts transaction, `desk/commit`
 * the end of a step of the desk. Outside of these the name stands alone.
 */
export class PostgresFrames implements Framer {
  readonly #pieces = new Pieces();
  #isStarted = false;
  /** Statement named by a Parse; its Bind is not another step. */
  #parsed: string | null = null;
  /** Kind of the transaction, known from its first lock, or from the move of the desk. */
  #work: 'none' | 'begun' | 'sales' | 'facts' | 'desk' = 'none';

  push(piece: Buffer): Frame[] {
    this.#pieces.add(piece);
    const frames: Frame[] = [];
    for (;;) {
      const bytes = this.#pieces.take(this.#isStarted ? typedSize : untypedSize);
      if (!bytes) return frames;
      frames.push({ bytes, step: this.#isStarted ? this.#stepOf(bytes) : null });
      if (!this.#isStarted) this.#isStarted = bytes.readInt32BE(4) !== SSL_REQUEST;
    }
  }

  #stepOf(bytes: Buffer): string | null {
    if (bytes[0] === QUERY) return this.#placed(textAt(bytes, 5));
    if (bytes[0] === PARSE) {
      const name = textAt(bytes, 5);
      this.#parsed = name;
      return this.#placed(name || textAt(bytes, 6 + Buffer.byteLength(name)));
    }
    if (bytes[0] !== BIND) return null;
    const name = textAt(bytes, 6 + Buffer.byteLength(textAt(bytes, 5)));
    const isKnown = this.#parsed === name;
    this.#parsed = null;
    return isKnown ? null : this.#placed(name);
  }

  #placed(statement: string): string {
    if (statement === 'begin') this.#work = 'begun';
    const lock = /pg_advisory_xact_lock(_shared)?/.exec(statement);
    if (lock && this.#work === 'begun') this.#work = lock[1] === undefined ? 'facts' : 'sales';
    if (statement === 'move-desk' && this.#work === 'begun') this.#work = 'desk';
    const title = lock ? 'lock' : statement;
    const step = this.#work === 'none' || this.#work === 'begun' ? title : `${this.#work}/${title}`;
    if (statement === 'commit' || statement === 'rollback') this.#work = 'none';
    return step;
  }
}

const untypedSize = (rest: Buffer): number | null => (rest.length < 8 ? null : rest.readInt32BE(0));
const typedSize = (rest: Buffer): number | null => (rest.length < 5 ? null : 1 + rest.readInt32BE(1));

function textAt(bytes: Buffer, at: number): string {
  const end = bytes.indexOf(0, at);
  return bytes.toString('utf8', at, end < 0 ? bytes.length : end);
}
