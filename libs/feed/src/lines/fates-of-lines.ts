import type { Readable } from 'node:stream';
import type { DoorLimits, LineFate, Problem, Receipt } from '@silkgauge/contract';
import { ProblemError } from '@silkgauge/service';
import { checkPush, type FeedDefinition, type PushedEvent } from '../check-push.ts';
import { notTaken } from '../event-sender.ts';
import { readStructured, tooLarge } from '../read-push.ts';
import { LineSplitter, type Line } from './split-lines.ts';

export interface LineUpload {
  readonly definition: FeedDefinition;
  readonly limits: DoorLimits;
  /** Returns a receipt for each event; null for one that the broker may not have taken. */
  readonly send: (events: readonly PushedEvent[]) => Promise<readonly (Receipt | null)[]>;
}

/**
 * Fates of the lines of an upload, as JSON lines in chunks, in order. A chunk of the body is read once the fates
 * of the chunk before are taken, so a reader or a broker that stalls stalls the sender. In memory are a chunk of
 * the body, at most one unfinished line, and the records and fates of `batchEvents` lines.
 */
export async function* fatesOfLines(body: Readable, upload: LineUpload): AsyncGenerator<string, void> {
  const splitter = new LineSplitter(upload.limits.eventBytes);
  for await (const chunk of untilCutOff(body)) yield* fatesOf(splitter.take(chunk), upload);
  // A line that the sender did not end before it was cut off may be half an event.
  if (body.readableEnded) yield* fatesOf(splitter.end(), upload);
}

/** Chunks of a body; a sender that leaves ends them. */
async function* untilCutOff(body: Readable): AsyncGenerator<Buffer, void> {
  try {
    yield* body as AsyncIterable<Buffer>;
  } catch (error) {
    if (!body.destroyed) throw error;
  }
}

async function* fatesOf(lines: Iterable<Line>, upload: LineUpload): AsyncGenerator<string, void> {
  for (const lot of lotsOf(lines, upload.limits.batchEvents)) {
    const fates = await fatesOfLot(lot, upload);
    yield fates.map((fate) => `${JSON.stringify(fate)}\n`).join('');
  }
}

function* lotsOf(lines: Iterable<Line>, most: number): Generator<Line[]> {
  let lot: Line[] = [];
  for (const line of lines) {
    lot.push(line);
    if (lot.length < most) continue;
    yield lot;
    lot = [];
  }
  if (lot.length > 0) yield lot;
}

async function fatesOfLot(lot: readonly Line[], upload: LineUpload): Promise<readonly LineFate[]> {
  const checked = lot.map(({ number, bytes }) => ({ line: number, ...checkLine(bytes, upload) }));
  const events = checked.flatMap(({ event }) => event ?? []);
  const receipts = (await upload.send(events)).values();
  return checked.map(({ line, problem }): LineFate => {
    if (problem) return { line, problem };
    const receipt = receipts.next().value;
    return receipt ? { line, receipt } : { line, problem: problemOf(notTaken()) };
  });
}

type CheckedLine =
  | { readonly event: PushedEvent; readonly problem?: undefined }
  | { readonly event?: undefined; readonly problem: Problem };

/** A line alone: what it breaks is told of it, and its neighbours are taken. */
function checkLine(bytes: Buffer | null, { definition, limits }: LineUpload): CheckedLine {
  try {
    if (bytes === null) throw tooLarge(`A line may have ${String(limits.eventBytes)} bytes.`);
    const [event] = checkPush([readStructured(bytes)], definition);
    return { event: event as PushedEvent };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { problem: problemOf(error) };
  }
}

const problemOf = ({ problem }: ProblemError): Problem => problem as Problem;
