const line: (() => void)[] = [];

/** Does one work a turn of the event loop, so that what many timers ask for at one time delays no delivery. */
export function inTurn(work: () => void): void {
  line.push(work);
  if (line.length === 1) setImmediate(next);
}

function next(): void {
  line[0]?.();
  line.shift();
  if (line.length > 0) setImmediate(next);
}
