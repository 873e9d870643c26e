import type { ServerResponse } from 'node:http';
import type { Asked } from '../log/subject.ts';
import type { ChangeFeed } from './change-feed.ts';
import { HEARTBEAT } from './sse-frame.ts';

export class StreamTimeouts {
  /** In milliseconds. */
  readonly heartbeatEvery: number;
  /** Milliseconds after which a stalled reader is cut off; the reader can resume. */
  readonly stalledAfter: number;

  constructor(heartbeatEvery: number, stalledAfter: number) {
    this.heartbeatEvery = heartbeatEvery;
    this.stalledAfter = stalledAfter;
  }
}

export interface FollowOptions {
  readonly feed: ChangeFeed;
  readonly asked: Asked;
  /** Sequence after which the reader continues. */
  readonly position: bigint;
  /** Aborts when the service stops. */
  readonly stopping: AbortSignal;
  readonly patience: StreamTimeouts;
}

/** Writes the log after a position to one reader until either side ends; holds one step in memory. */
export async function follow(response: ServerResponse, options: FollowOptions): Promise<void> {
  const over = endOf(response, options.stopping);
  const heartbeat = setInterval(() => {
    if (!response.writableNeedDrain) response.write(HEARTBEAT);
  }, options.patience.heartbeatEvery);
  let leave: (() => void) | undefined;
  try {
    leave = await options.feed.join();
    let position = options.position;
    while (!over.aborted) {
      const step = await options.feed.read(position, options.asked);
      if (over.aborted) break;
      if (step.data && !response.write(step.data))
        await drained(response, over, options.patience.stalledAfter);
      if (step.position === position) await options.feed.changed(position, over);
      position = step.position;
    }
  } finally {
    clearInterval(heartbeat);
    leave?.();
    hangUp(response);
  }
}

/** Signal that aborts when the reader leaves or the service stops. */
function endOf(response: ServerResponse, stopping: AbortSignal): AbortSignal {
  const end = new AbortController();
  const over = () => {
    stopping.removeEventListener('abort', over);
    end.abort();
  };
  // Some readers leave by a connection reset; `close` follows.
  response.on('error', () => undefined);
  response.on('close', over);
  stopping.addEventListener('abort', over);
  if (response.closed || response.destroyed || stopping.aborted) over();
  return end.signal;
}

/** Resolves when the reader took all bytes or the stream is over; cuts off a stalled reader. */
function drained(response: ServerResponse, over: AbortSignal, stalledAfter: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(stalled);
      response.off('drain', done);
      over.removeEventListener('abort', done);
      resolve();
    };
    const stalled = setTimeout(() => {
      response.destroy();
      done();
    }, stalledAfter);
    response.on('drain', done);
    over.addEventListener('abort', done);
    if (over.aborted) done();
  });
}

/** Ends response and connection, at once if the reader still has bytes to take. */
function hangUp(response: ServerResponse): void {
  const { socket } = response;
  if (response.writableNeedDrain) {
    response.destroy();
    return;
  }
  response.end();
  socket?.destroySoon();
}
