import { Presets, SingleBar } from 'cli-progress';

/** Progress display of a push. */
export interface Progress {
  start(name: string, total: number | undefined): void;
  advance(count: number): void;
  /** Writes a permanent line. */
  note(text: string): void;
  stop(): void;
}

export type Output = Pick<NodeJS.WriteStream, 'write'> & { readonly isTTY?: boolean };

/** A bar on a terminal; otherwise, as in logs, a line per tenth. */
export function progressOn(output: Output): Progress {
  return output.isTTY ? bar(output as NodeJS.WriteStream) : lines(output);
}

function bar(stream: NodeJS.WriteStream): Progress {
  const single = new SingleBar(
    {
      stream,
      format: '{name} |{bar}| {percentage}% {value}/{total} {speed} events/s{left}',
      hideCursor: true,
      clearOnComplete: true,
      stopOnComplete: false,
      forceRedraw: true,
    },
    Presets.shades_classic,
  );
  const speed = speedometer();
  let total: number | undefined;
  let done = 0;
  return {
    start(name, expected) {
      total = expected;
      done = 0;
      speed.restart();
      single.start(expected ?? 1, 0, { name: name.padEnd(13), speed: '0', left: '' });
    },
    advance(count) {
      done += count;
      if (total === undefined) single.setTotal(done);
      single.update(done, { speed: speed.of(done), left: speed.left(done, total) });
    },
    note(text) {
      stream.clearLine(0);
      stream.cursorTo(0);
      stream.write(`${text}\n`);
    },
    stop: () => {
      single.stop();
    },
  };
}

/** Events per line if the total is unknown. */
const EVERY = 50_000;

function lines(output: Output): Progress {
  const speed = speedometer();
  let name = '';
  let step = EVERY;
  let total: number | undefined;
  let done = 0;
  const note = (text: string): void => void output.write(`${text}\n`);
  return {
    start(newName, expected) {
      name = newName;
      total = expected;
      done = 0;
      step = Math.max(expected === undefined ? EVERY : Math.ceil(expected / 10), 1000);
      speed.restart();
    },
    advance(count) {
      const before = Math.floor(done / step);
      done += count;
      if (Math.floor(done / step) === before || done === total) return;
      const of = total === undefined ? '' : ` of ${total.toLocaleString('en')}`;
      note(
        `${name}: ${done.toLocaleString('en')}${of}, ${speed.of(done)} events/s${speed.left(done, total)}`,
      );
    },
    note,
    stop: () => undefined,
  };
}

interface Speedometer {
  restart(): void;
  /** Events per second. */
  of(done: number): string;
  /** The time that is left at this speed, behind a comma; nothing where it is not known. */
  left(done: number, total: number | undefined): string;
}

function speedometer(): Speedometer {
  let since = performance.now();
  return {
    restart: () => {
      since = performance.now();
    },
    of: (done) => perSecond(done, performance.now() - since),
    left: (done, total) =>
      total === undefined || done === 0
        ? ''
        : `, ${timeLeft(((performance.now() - since) * (total - done)) / done)}`,
  };
}

/** Whole seconds, or minutes from two on. */
export function timeLeft(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  return seconds < 120 ? `${String(seconds)} s left` : `${String(Math.ceil(seconds / 60))} min left`;
}

/** Events per second, rounded. */
export function perSecond(events: number, milliseconds: number): string {
  return Math.round((events * 1000) / Math.max(milliseconds, 1)).toLocaleString('en');
}
