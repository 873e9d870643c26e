import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkEvent, FEEDS, problem, PROBLEM_MEDIA_TYPE, type Feed, type Fault } from '@silkgauge/contract';

/** Reaction of the door to one request, instead of checking it. */
export type Turn =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | 'take' // as without a turn
  | 'hang-up' // the connection ends without an answer
  | 'take-and-hang-up'; // the events are taken, the answer is lost

export interface StandInDoor {
  readonly url: string;
  /** Accepted events in order of arrival, repeats included. */
  readonly taken: readonly Taken[];
  /** Reports of jobs in order of arrival; no other member has them. */
  readonly jobs: readonly Taken[];
  /** Number of events in each request. */
  readonly requests: readonly number[];
  readonly authorizations: readonly (string | undefined)[];
  /** Largest number of concurrent requests. */
  readonly busiest: number;
  /** Sets the reactions to the next requests, one each. */
  next(...turns: readonly Turn[]): void;
  /** Forgets reactions that no request has had. */
  clear(): void;
  close(): Promise<void>;
}

export interface Taken {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly data: Record<string, unknown>;
}

export interface StandInOptions {
  readonly port?: number;
  /** Answers 422 without naming the events at fault. */
  readonly nameless?: boolean;
  /** Refuses reports of jobs, as a door of an earlier build does. */
  readonly noJobs?: boolean;
  /** Milliseconds before an answer, so that requests overlap. */
  readonly delay?: number;
}

/** A feed's door on a real socket, which checks batches by the contract and keeps them instead of Kafka. */
/** One address for every feed. */
export const allDoors = (url: string): Record<Feed, string> =>
  Object.fromEntries(FEEDS.map((feed) => [feed, url])) as Record<Feed, string>;

export async function openDoor(options: StandInOptions = {}): Promise<StandInDoor> {
  const taken: Taken[] = [];
  const jobs: Taken[] = [];
  const requests: number[] = [];
  const authorizations: (string | undefined)[] = [];
  const turns: Turn[] = [];
  const count = { open: 0, busiest: 0 };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    count.open += 1;
    count.busiest = Math.max(count.busiest, count.open);
    const text = await bodyOf(request);
    const events = JSON.parse(text) as Taken[];
    if (events.every(({ type }) => type === 'silkgauge.job.reported.v1')) {
      count.open -= 1;
      const isFaulty = faultsOf(events).length > 0;
      if (!isFaulty) jobs.push(...events);
      return void response.writeHead(isFaulty || options.noJobs ? 422 : 202).end('{}');
    }
    requests.push(events.length);
    authorizations.push(request.headers.authorization);
    await new Promise((resolve) => setTimeout(resolve, options.delay ?? 0));
    count.open -= 1;
    const turn = turns.shift();
    if (turn === 'hang-up') return void request.socket.destroy();
    if (typeof turn === 'object') return void response.writeHead(turn.status, turn.headers).end(turn.body);
    const errors = faultsOf(events);
    if (errors.length > 0) {
      const body = JSON.stringify(problem('invalid-event', options.nameless ? {} : { errors }));
      return void response.writeHead(422, { 'content-type': PROBLEM_MEDIA_TYPE }).end(body);
    }
    taken.push(...events);
    if (turn === 'take-and-hang-up') return void request.socket.destroy();
    const receipts = events.map(({ source, id }) => ({ source, id, status: 'accepted' }));
    return void response
      .writeHead(202, { 'content-type': 'application/json' })
      .end(JSON.stringify({ receipts }));
  };

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    taken,
    jobs,
    requests,
    authorizations,
    get busiest() {
      return count.busiest;
    },
    next: (...more) => void turns.push(...more),
    clear: () => {
      turns.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function faultsOf(events: readonly unknown[]): Fault[] {
  return events.flatMap((event, index) => {
    const checked = checkEvent(event);
    return checked.ok ? [] : checked.faults.map((fault) => ({ index, ...fault }));
  });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}
