import { connect, type Socket } from 'node:net';
import type { ISocketFactory } from 'kafkajs';
import Connection from 'kafkajs/src/network/connection.js';
import { isComparedVersion } from './compared-version.ts';
import { FrameMemory } from './frame-memory.ts';

/** What the broker sends begins with the length of what follows. */
const PREFIX = 4;
const SCRATCH = 64 * 1024;
/** Of the broker's answers, for all connections of the process. */
const MEMORY = new FrameMemory(4 * 1024 * 1024);
const KEEP_ALIVE_MS = 60_000;

/**
 * Cuts what comes over a connection into the broker's answers. A large one is received where it will be read, so it is never
 * copied, and its memory can be used again; by itself kafkajs puts it together of pieces of 64 KiB.
 */
export class FrameReceiver {
  readonly #scratch = Buffer.allocUnsafeSlow(SCRATCH);
  readonly #memory: FrameMemory;
  readonly #take: (frame: Buffer) => void;
  /** Bytes of the scratch that belong to an answer whose length is not there yet. */
  #begun = 0;
  #frame: Buffer | null = null;
  #filled = 0;

  constructor(take: (frame: Buffer) => void, memory = MEMORY) {
    this.#take = take;
    this.#memory = memory;
  }

  /** Where the next bytes have to go. */
  readonly room = (): Buffer =>
    this.#frame ? this.#frame.subarray(this.#filled) : this.#scratch.subarray(this.#begun);

  /** So many bytes have come. */
  readonly received = (count: number): void => {
    if (!this.#frame) {
      this.#cut(this.#begun + count);
      return;
    }
    this.#filled += count;
    if (this.#filled === this.#frame.length) this.#hand(this.#frame);
  };

  #cut(end: number): void {
    let at = 0;
    while (end - at >= PREFIX) {
      const size = PREFIX + this.#scratch.readInt32BE(at);
      if (size < PREFIX) throw new RangeError(`an answer of ${String(size - PREFIX)} bytes`);
      const there = this.#scratch.subarray(at, Math.min(end, at + size));
      at += there.length;
      const frame = size > SCRATCH ? this.#memory.take(size).bytes : Buffer.allocUnsafe(size);
      there.copy(frame);
      if (there.length < size) {
        this.#frame = frame;
        this.#filled = there.length;
        break;
      }
      this.#take(frame);
    }
    this.#begun = end - at;
    this.#scratch.copyWithin(0, at, end);
  }

  #hand(frame: Buffer): void {
    this.#frame = null;
    this.#filled = 0;
    this.#take(frame);
  }
}

/** Sockets whose `data` is one whole answer of the broker. */
export const framedSockets: ISocketFactory = ({ host, port, onConnect }) => {
  const receiver = new FrameReceiver((frame) => {
    socket.emit('data', frame);
  });
  const callback = (count: number): boolean => {
    try {
      receiver.received(count);
    } catch (error) {
      socket.destroy(error as Error);
    }
    return true;
  };
  const socket: Socket = connect({ host, port, onread: { buffer: receiver.room, callback } }, onConnect);
  socket.setKeepAlive(true, KEEP_ALIVE_MS);
  return socket;
};

const { prototype } = Connection;
const process = prototype.processData;

/** kafkajs keeps the rest behind an answer, which is nothing here, and would copy the next answer to put both together. */
if (isComparedVersion) {
  prototype.processData = function (this: Connection, data: Buffer): void {
    if (this.bytesBuffered === 0) this.chunks = [];
    process.call(this, data);
  };
}
