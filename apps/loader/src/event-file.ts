import { nameOf, router, type OutgoingEnvelope, type Outgoing } from './outgoing.ts';
import { readLines } from './read-file.ts';
import type { Feed } from '@silkgauge/contract';
import type { Refusal } from './deliver.ts';
import { LoaderError } from './errors.ts';

/**
 * Reads a file of CloudEvents, one JSON object per line; `-` is standard input, `.gz` is unpacked. Lines are
 * sent unchanged, and `refuse` gets the lines that cannot be routed.
 * @throws LoaderError `data` if the file is damaged or not UTF-8
 */
export async function* readEvents(
  path: string,
  feed: Feed | undefined,
  refuse: (refusal: Refusal) => void,
): AsyncGenerator<readonly Outgoing[]> {
  const route = router(feed);
  let number = 0;
  try {
    for await (const lines of readLines(path)) {
      const events: Outgoing[] = [];
      for (const line of lines) {
        number += 1;
        if (line.trim() === '') continue;
        const event = parseObject(line);
        const routed = event ? route(event, line) : { refused: 'Not a JSON object on one line.' };
        if (!('refused' in routed)) events.push({ ...routed, line: number });
        else
          refuse({
            name: `line ${String(number)}${event ? ` ${nameOf(event)}` : ''}`,
            reasons: [routed.refused],
            line: number,
            rule: event ? 'event-type' : 'event-object',
          });
      }
      yield events;
    }
  } catch (error) {
    throw new LoaderError('data', `${path} cannot be read after line ${String(number)}: ${String(error)}`, {
      cause: error,
    });
  }
}

function parseObject(line: string): OutgoingEnvelope | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
