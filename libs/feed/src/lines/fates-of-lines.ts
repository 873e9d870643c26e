import type { Readable } from 'node:stream';
import type { DoorLimits, LineFate, Problem, Receipt, WriteRights } from '@silkgauge/contract';
import { ProblemError } from '@silkgauge/service';
import { checkPush, requireRights, type FeedDefinition, type PushedEvent } from '../check-push.ts';
import { notTaken } from '../event-sender.ts';
import { refusal } from '../problems.ts';
import { readStructured, tooLarge } from '../read-push.ts';
import { PacedBody, type PaceLimits } from './pace.ts';
import { LineSplitter, type Line } from './split-lines.ts';

export interface LineUpload {
  readonly definition: FeedDefinition;
  /** Whether there are keys for what is under embargo. */
  readonly canSeal: boolean;
  readonly limits: DoorLimits;
  readonly pace: PaceLimits;
  /** What the sender may write at present; null is everything. */
  readonly write: () => WriteRights | null;
  /** Takes room for what is under embargo. @throws ProblemError 422 where there is none */
  readonly takeRoom: (events: readonly PushedEvent[]) => void;
  /** Returns a receipt for each event; null for one that the broker may not have taken. */
  readonly send: (events: readonly PushedEvent[]) => Promise<readonly (Receipt | null)[]>;
  /** Counts bytes of the body, and resolves when the sender may send more. */
  readonly taken: (bytes: number) => Promise<void>;
  /** Ends the connection of a sender that does not take its fates. */
  readonly cutOff: () => void;
}

/**
 * Fates of the lines of an upload, as JSON lines in chunks, in order. A chunk of the body is read once the fates
 * of the chunk before are taken, so a reader or a broker that stalls stalls the sender. In memory are a chunk of
 * the body, at most one unfinished line, and the records and fates of `batchEvents` lines. The last fate of a
 * sender that falls behind the least rate is 408, and nothing more of the body is read; the time that the sender
 * takes for its fates counts.
 */
export async function* fatesOfLines(body: Readable, upload: LineUpload): AsyncGenerator<string, void> {
  const splitter = new LineSplitter(upload.limits.eventBytes);
  const paced = new PacedBody(body, upload.pace);
  const answers = (lines: Iterable<Line>) => answersTo(lines, paced, upload);
  for await (const chunk of paced.chunks()) {
    await upload.taken(chunk.length);
    yield* answers(splitter.take(chunk));
  }
  // A line that the sender did not end before it was cut off may be half an event.
  if (paced.isLate) {
    const late = { line: splitter.unfinished, problem: problemOf(tooSlow(upload.pace)) };
    yield* paced.answer(textOf(late), upload.cutOff);
  } else if (paced.isWhole) yield* answers(splitter.end());
}

async function* answersTo(
  lines: Iterable<Line>,
  paced: PacedBody,
  upload: LineUpload,
): AsyncGenerator<string, void> {
  for (const lot of lotsOf(lines, upload.limits.batchEvents)) {
    const fates = await fatesOfLot(lot, upload);
    yield* paced.answer(fates.map(textOf).join(''), upload.cutOff);
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
  return checked.map(({ line, event, problem }): LineFate => {
    if (problem) return { line, problem };
    const receipt = receipts.next().value;
    return receipt ? { line, receipt } : { line, problem: problemOf(notTaken([event.event.type])) };
  });
}

type CheckedLine =
  | { readonly event: PushedEvent; readonly problem?: undefined }
  | { readonly event?: undefined; readonly problem: Problem };

/** A line alone: what it breaks is told of it, and its neighbours are taken. */
function checkLine(
  bytes: Buffer | null,
  { definition, canSeal, limits, write, takeRoom }: LineUpload,
): CheckedLine {
  try {
    if (bytes === null) throw tooLarge(`A line may have ${String(limits.eventBytes)} bytes.`);
    const events = checkPush([readStructured(bytes)], definition, canSeal);
    requireRights(events, write());
    takeRoom(events);
    const [event] = events;
    return { event: event as PushedEvent };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { problem: problemOf(error) };
  }
}

function tooSlow({ leastRate, patience }: PaceLimits): ProblemError {
  const message = `The upload fell ${String(patience / 1_000)} s behind ${String(leastRate)} bytes a second, the time to take its answers included. It has ended before this line; the lines before have their fates.`;
  const fix =
    'Upload the rest at once when it is there and read the answers meanwhile, or push events as they happen, one by one or in batches.';
  return refusal('too-slow', `${message} ${fix}`, [
    { index: 0, pointer: '', rule: 'upload-rate', message, fix },
  ]);
}

const textOf = (fate: LineFate): string => `${JSON.stringify(fate)}\n`;

const problemOf = ({ problem }: ProblemError): Problem => problem as Problem;
