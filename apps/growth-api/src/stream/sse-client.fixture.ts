import { get, type IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

export interface SseEvent {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

/** Reader of server-sent events, written from the standard and not from our server. */
export class SseClient {
  readonly events: SseEvent[] = [];
  readonly comments: string[] = [];
  /** Blocks without data, which some readers hand out as empty messages. */
  empty = 0;
  ended: 'no' | 'cleanly' | 'broken' = 'no';
  readonly #response: IncomingMessage;
  #rest = '';
  #block: string[] = [];

  private constructor(response: IncomingMessage) {
    this.#response = response;
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => {
      this.#take(chunk);
    });
    response.on('end', () => (this.ended = 'cleanly'));
    response.on('error', () => (this.ended = 'broken'));
    response.on('close', () => (this.ended = response.complete ? 'cleanly' : 'broken'));
  }

  /** Resolves when the headers have arrived; rejects unless the status is 200. */
  static open(url: string, lastEventId?: string): Promise<SseClient> {
    const headers = {
      accept: 'text/event-stream',
      ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
    };
    return new Promise((resolve, reject) => {
      const request = get(url, { headers, agent: false }, (response) => {
        if (response.statusCode === 200) {
          resolve(new SseClient(response));
          return;
        }
        response.resume();
        reject(new Error(`status ${String(response.statusCode)}`));
      });
      request.on('error', reject);
    });
  }

  get lastEventId(): string | undefined {
    return this.events.at(-1)?.id;
  }

  /** Stops reading, so that the sender's buffers fill up. */
  pause(): void {
    this.#response.pause();
  }

  resume(): void {
    this.#response.resume();
  }

  /** Cuts the connection, possibly within an event. */
  drop(): void {
    this.#response.destroy();
  }

  /** Waits for `count` events; rejects when the stream ends first, or after `within` milliseconds. */
  async until(count: number, within = 20_000): Promise<SseEvent[]> {
    const deadline = Date.now() + within;
    while (this.events.length < count) {
      if (this.ended !== 'no')
        throw new Error(`the stream ended ${this.ended} after ${String(this.events.length)} events`);
      if (Date.now() > deadline)
        throw new Error(
          `${String(this.events.length)} of ${String(count)} events within ${String(within)} ms`,
        );
      await pause(5);
    }
    return this.events;
  }

  #take(chunk: string): void {
    this.#rest += chunk;
    const lines = this.#rest.split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith(':')) this.comments.push(line.slice(1).replace(/^ /, ''));
      else if (line !== '') this.#block.push(line);
      else this.#dispatch(this.#block.splice(0));
    }
  }

  #dispatch(lines: readonly string[]): void {
    const values = (field: string) =>
      lines
        .filter((line) => line.startsWith(`${field}:`))
        .map((line) => line.slice(field.length + 1).replace(/^ /, ''));
    const data = values('data');
    if (data.length === 0) {
      this.empty += 1;
      return;
    }
    this.events.push({
      id: values('id').at(-1) ?? '',
      event: values('event').at(-1) ?? 'message',
      data: data.join('\n'),
    });
  }
}
