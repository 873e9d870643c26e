import type { BatchContext, RecordView } from './record-view.ts';

type HeaderObject = Record<string, Buffer | Buffer[]>;

/** A record in the shape kafkajs hands to its consumers; each member is made when it is asked for. */
export class KafkajsMessage {
  readonly #view: RecordView;

  constructor(view: RecordView) {
    this.#view = view;
  }

  get attributes(): number {
    return this.#view.bytes.readInt8(this.#view.start);
  }
  get offset(): string {
    return this.#view.offset.toString();
  }
  get timestamp(): string {
    return this.#view.timestamp;
  }
  get key(): Buffer | null {
    return this.#view.key;
  }
  get value(): Buffer | null {
    return this.#view.value;
  }
  get magicByte(): number {
    return this.#view.context.magicByte;
  }
  get isControlRecord(): boolean {
    return this.#view.context.isControlBatch;
  }
  get batchContext(): BatchContext {
    return this.#view.context;
  }

  /** The values of a repeated name are an array. */
  get headers(): HeaderObject {
    const headers: HeaderObject = {};
    for (const [name, value] of this.#view.headers) {
      const known = headers[name];
      headers[name] = known === undefined ? value : [known, value].flat();
    }
    return headers;
  }
}
