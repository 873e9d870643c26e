import fc from 'fast-check';
import { FrameMemory, frameOf } from './frame-memory.ts';
import { FrameReceiver } from './framed-socket.ts';

/** An answer: its length in four bytes, then so many, all alike. */
const answer = (size: number, letter: number): Buffer => {
  const bytes = Buffer.alloc(4 + size, letter);
  bytes.writeInt32BE(size);
  return bytes;
};

/** Gives the receiver what comes, as much as fits where it wants it and at most `most` bytes at once. */
const receive = (receiver: FrameReceiver, bytes: Buffer, most: number): void => {
  for (let at = 0; at < bytes.length;) {
    const count = bytes.copy(receiver.room().subarray(0, most), 0, at);
    receiver.received(count);
    at += count;
  }
};

describe('FrameReceiver', () => {
  it('cuts what comes into answers, wherever it is cut on the way', () => {
    const size = fc.oneof(fc.nat(40), fc.integer({ min: 65_500, max: 65_600 }), fc.nat(400_000));
    fc.assert(
      fc.property(fc.array(size, { maxLength: 12 }), fc.integer({ min: 1, max: 90_000 }), (sizes, most) => {
        fc.pre(sizes.every((one) => one / most < 2_000));
        const answers = sizes.map((one, i) => answer(one, i + 1));
        const received: Buffer[] = [];
        const receiver = new FrameReceiver((frame) => received.push(frame), new FrameMemory(1_000_000));
        receive(receiver, Buffer.concat(answers), most);
        expect(received.length).toBe(answers.length);
        received.forEach((frame, i) => {
          expect(frame.equals(answers[i] ?? Buffer.alloc(0))).toBe(true);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('receives large answers in memory that is used again once all have let go of it, and is empty for them then', () => {
    const memory = new FrameMemory(1_000_000);
    const received: Buffer[] = [];
    const receiver = new FrameReceiver((frame) => received.push(frame), memory);
    receive(receiver, answer(300_000, 1), 65_536);
    const [first] = received;
    const frame = first && frameOf(first);
    frame?.hold();
    frame?.letGo();
    expect(first?.length).toBe(300_004);
    expect(memory.kept).toBe(0);
    frame?.letGo();
    expect(first?.length).toBe(0);
    expect(memory.kept).toBe(2 * 256 * 1024);
    receive(receiver, answer(400_000, 2), 65_536);
    expect(memory.kept).toBe(0);
    expect(received[1]?.subarray(4).every((letter) => letter === 2)).toBe(true);
    // A small one has memory of its own.
    receive(receiver, answer(10, 3), 65_536);
    expect(received[2] && frameOf(received[2])).toBeUndefined();
  });

  it('keeps no more memory than it may', () => {
    const memory = new FrameMemory(600_000);
    const frames = [300_000, 300_000, 300_000].map((size) => memory.take(size));
    for (const frame of frames) frame.letGo();
    expect(memory.kept).toBe(2 * 256 * 1024);
  });

  it('gives memory that it does not keep back at once', () => {
    const memory = new FrameMemory(0);
    const frames = Array.from({ length: 8 }, () => memory.take(8_000_000));
    const before = process.memoryUsage().arrayBuffers;
    for (const frame of frames) frame.letGo();
    expect(before - process.memoryUsage().arrayBuffers).toBeGreaterThan(60_000_000);
  });

  it('does not take a length for one that is none', () => {
    const receiver = new FrameReceiver(() => undefined);
    receiver.room().writeInt32BE(-1);
    expect(() => {
      receiver.received(4);
    }).toThrow('an answer of -1 bytes');
  });
});
