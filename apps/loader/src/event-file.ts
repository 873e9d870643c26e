import { nameOf, router, type OutgoingEnvelope, type Outgoing } from './outgoing.ts';
import { readLines } from './read-file.ts';
import type { Feed } from '@silkgauge/contract';
import type { Refusal } from './deliver.ts';
import { LoaderError } from './errors.ts';

/**
 * The events of a file of CloudEvents, one JSON object a line; `-` is standard input, `.gz` is unpacked, empty lines
 * are skipped. An event leaves as it stands in the file, byte for byte: the doors judge it. What cannot even be
 * routed goes to `refuse` by its line.
 * @throws LoaderError `data` when the file cannot be read to its end: damaged, or not UTF-8.
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
        if (!('refused' in routed)) events.push(routed);
        else
          refuse({
            name: `line ${String(number)}${event ? ` ${nameOf(event)}` : ''}`,
            reasons: [routed.refused],
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
