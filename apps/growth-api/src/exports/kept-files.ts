import type { FileHandle } from 'node:fs/promises';

/** Files at once: each is an open file of the process. */
const MOST_FILES = 256;
/** Bytes that are read of a file at a time. */
const CHUNK = 64 * 1024;

/** Why a file will not be whole. */
export type FileFault = 'no-room' | 'broken';

/** The bytes of one answer, by its entity tag; a file without a name, which may still be written. */
export class KeptFile {
  readonly tag: string;
  bytes = 0;
  state: 'written' | 'whole' | FileFault = 'written';
  /** Readers, and whoever wants the file whole. */
  users = 0;
  handle: FileHandle | null = null;
  #told = Promise.withResolvers<undefined>();

  constructor(tag: string) {
    this.tag = tag;
  }

  /** Wakes up whoever waits for more. */
  tell(): void {
    this.#told.resolve(undefined);
    this.#told = Promise.withResolvers();
  }

  /** Resolves once nothing more is written. */
  async settled(): Promise<void> {
    while (this.state === 'written') await this.#told.promise;
  }

  /** The bytes from one place up to another one, the end without it, as they are there. @throws Error where they will never be */
  async *read(from: number, to = Infinity): AsyncGenerator<Uint8Array, void> {
    for (let at = from; at < to;) {
      if (this.state === 'no-room' || this.state === 'broken') throw new Error(`a file is ${this.state}`);
      const there = Math.min(this.bytes, to) - at;
      if (there > 0 && this.handle) {
        const { buffer, bytesRead } = await this.handle.read({
          ...{ buffer: Buffer.allocUnsafe(Math.min(there, CHUNK)), position: at },
        });
        if (bytesRead === 0) throw new Error('a file is shorter than it was written');
        at += bytesRead;
        yield buffer.subarray(0, bytesRead);
      } else if (this.state === 'whole') return;
      else await this.#told.promise;
    }
  }
}

/** Files of answers, the one used longest ago first to go where they have more bytes than they may. */
export class KeptFiles {
  readonly #most: number;
  readonly #files = new Map<string, KeptFile>();
  #bytes = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get bytes(): number {
    return this.#bytes;
  }

  tags(): readonly string[] {
    return [...this.#files.keys()];
  }

  /** The file of a tag, as the one used last. */
  at(tag: string): KeptFile | undefined {
    const file = this.#files.get(tag);
    if (file) {
      this.#files.delete(tag);
      this.#files.set(tag, file);
    }
    return file;
  }

  /** A file that begins to be written. */
  begin(tag: string): KeptFile {
    const file = new KeptFile(tag);
    this.#files.set(tag, file);
    return file;
  }

  /** Notes how many bytes a file has by now, for which others have to go; false where there is no room. */
  grow(file: KeptFile, bytes: number): boolean {
    this.#bytes += bytes - file.bytes;
    file.bytes = bytes;
    this.#makeRoom();
    if (this.#bytes > this.#most) return false;
    file.tell();
    return true;
  }

  /** Notes that a file is whole, or will never be: then nobody finds it any more. */
  end(file: KeptFile, state: 'whole' | FileFault): void {
    file.state = state;
    if (state !== 'whole') this.#files.delete(file.tag);
    file.tell();
    this.#makeRoom();
    this.#closeUnused(file);
  }

  /** Uses a file; the end of that is safe to call again. */
  use(file: KeptFile): () => void {
    file.users += 1;
    let isUsed = true;
    return () => {
      if (!isUsed) return;
      isUsed = false;
      file.users -= 1;
      this.#makeRoom();
      this.#closeUnused(file);
    };
  }

  async close(): Promise<void> {
    const files = [...this.#files.values()];
    this.#files.clear();
    for (const { handle } of files) await handle?.close();
  }

  #makeRoom(): void {
    for (const file of this.#files.values()) {
      if (this.#bytes <= this.#most && this.#files.size <= MOST_FILES) return;
      if (file.users > 0 || file.state === 'written') continue;
      this.#files.delete(file.tag);
      this.#closeUnused(file);
    }
  }

  /** Closes a file that nobody finds, writes or reads. */
  #closeUnused(file: KeptFile): void {
    if (file.users > 0 || file.state === 'written' || this.#files.get(file.tag) === file) return;
    this.#bytes -= file.bytes;
    file.bytes = 0;
    void file.handle?.close();
    file.handle = null;
  }
}
