import type { ServerResponse } from 'node:http';
import type { GrowthFilter } from '@silkgauge/read-model';
import type { ChangeFeed } from './change-feed.ts';
import { HEARTBEAT } from './sse-frame.ts';

/** How long a quiet or a slow stream is kept. */
export class StreamTimeouts {
  /** Milliseconds between heartbeats. */
  readonly heartbeatEvery: number;
  /** Milliseconds after which a reader that takes nothing is let go; it can resume where it stopped. */
  readonly stalledAfter: number;

  constructor(heartbeatEvery: number, stalledAfter: number) {
    this.heartbeatEvery = heartbeatEvery;
    this.stalledAfter = stalledAfter;
  }
}

export interface FollowOptions {
  readonly feed: ChangeFeed;
  readonly filter: GrowthFilter;
  /** The sequence after which the reader wants to go on. */
  readonly position: bigint;
  /** Aborts when the service stops. */
  readonly stopping: AbortSignal;
  readonly patience: StreamTimeouts;
}

/**
 * Writes the log after a position to one reader until either side ends. One step is under way at a time and the next
 * is read only when the last is taken, so a slow reader holds up one step's bytes and nothing else.
 */
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
      const step = await options.feed.read(position, options.filter);
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

/** Aborts when the reader has gone or the service stops. */
function endOf(response: ServerResponse, stopping: AbortSignal): AbortSignal {
  const end = new AbortController();
  const over = () => {
    stopping.removeEventListener('abort', over);
    end.abort();
  };
  // A reset is a reader's way of leaving; close follows it.
  response.on('error', () => undefined);
  response.on('close', over);
  stopping.addEventListener('abort', over);
  if (response.closed || response.destroyed || stopping.aborted) over();
  return end.signal;
}

/** Resolves when the reader has taken what was written, or it is over; a reader that takes too long is cut off. */
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

/** Ends the response and its connection, at once where the reader would have to take something first. */
function hangUp(response: ServerResponse): void {
  const { socket } = response;
  if (response.writableNeedDrain) {
    response.destroy();
    return;
  }
  response.end();
  socket?.destroySoon();
}
