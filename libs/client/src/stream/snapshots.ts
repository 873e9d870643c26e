import { UnexpectedAnswer } from '../errors.ts';
import { addressOf, type Api } from '../http/ask.ts';
import { isObject } from '../http/bounded.ts';
import { itemsOf, patiently, statesOf } from '../http/pages.ts';
import { TYPES, type Kind, type Resync } from './changes.ts';

/** What stands at present, as changes tell it. */
interface Present {
  readonly type: (typeof TYPES)[Kind];
  readonly id: string;
  readonly data: unknown;
}

/**
 * What a resync leads to, kind by kind: states, alerts and releases of their lists, bulletins one by one. Notices and
 * claims are not among them, as their lists have no places in the log.
 */
export async function* presentAt(api: Api, { snapshots }: Resync): AsyncGenerator<Present> {
  const { state, alert, release, bulletin } = snapshots;
  if (state !== undefined)
    for await (const data of statesOf(api, addressOf(api.api, state)))
      yield { type: TYPES.state, id: data.sequence, data };
  for (const [kind, address] of Object.entries({ alert, release }) as [Kind, string | undefined][])
    if (address !== undefined)
      for await (const data of itemsOf(api, addressOf(api.api, address))) yield presentOf(kind, data);
  if (bulletin !== undefined)
    for await (const item of itemsOf(api, addressOf(api.api, bulletin))) {
      // Without a version there is none on the stream either.
      if (!isObject(item) || typeof item['bulletin'] !== 'string' || item['version'] === null) continue;
      const path = `/v1/bulletins/${encodeURIComponent(item['bulletin'])}`;
      yield presentOf('bulletin', await patiently(api, addressOf(api.api, path)));
    }
}

function presentOf(kind: Kind, data: unknown): Present {
  const id = isObject(data) ? data['sequence'] : undefined;
  if (typeof id !== 'string' || !/^\d+$/.test(id))
    throw new UnexpectedAnswer(`what should be of the kind ${kind} has no sequence`);
  return { type: TYPES[kind], id, data };
}
