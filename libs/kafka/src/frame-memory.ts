/**
 * Memory of one answer of the broker. Who reads records in it holds it; once the last one lets go of it, it is used again, and
 * nothing can be read through what still points into it: there it is empty. Who never lets go costs no more than a new one.
 */
export class Frame {
  readonly #giveBack: (memory: ArrayBuffer) => void;
  readonly bytes: Buffer;
  #holders = 1;

  constructor(memory: ArrayBuffer, size: number, giveBack: (memory: ArrayBuffer) => void) {
    this.bytes = Buffer.from(memory, 0, size);
    this.#giveBack = giveBack;
    FRAMES.set(memory, this);
  }

  hold(): void {
    this.#holders += 1;
  }

  letGo(): void {
    this.#holders -= 1;
    if (this.#holders === 0) this.#giveBack((this.bytes.buffer as ArrayBuffer).transfer());
  }
}

const FRAMES = new WeakMap<ArrayBufferLike, Frame>();

/** The frame in whose memory bytes are; undefined for bytes with memory of their own. */
export const frameOf = (bytes: Buffer): Frame | undefined => FRAMES.get(bytes.buffer);

/** Pieces are multiples of it, so that one serves many sizes. */
const UNIT = 256 * 1024;

/** Memory for frames, some of which is kept between them: a backlog comes in many that are large. */
export class FrameMemory {
  readonly #most: number;
  #free: ArrayBuffer[] = [];

  /** At most so many bytes are kept. */
  constructor(most: number) {
    this.#most = most;
  }

  take(size: number): Frame {
    const fit = this.#free.filter(({ byteLength }) => byteLength >= size);
    const best = fit.reduce<ArrayBuffer | null>(
      (least, one) => (least && least.byteLength <= one.byteLength ? least : one),
      null,
    );
    if (best) this.#free = this.#free.filter((one) => one !== best);
    const memory = best ?? new ArrayBuffer(Math.ceil(size / UNIT) * UNIT);
    return new Frame(memory, size, this.#keep);
  }

  /** Bytes that are kept. */
  get kept(): number {
    return this.#free.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  readonly #keep = (memory: ArrayBuffer): void => {
    if (this.kept + memory.byteLength <= this.#most) this.#free.push(memory);
    // At once, and not once the whole heap is looked through.
    else memory.transfer(0);
  };
}
