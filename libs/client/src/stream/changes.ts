import { UnexpectedAnswer } from '../errors.ts';
import { addressOf, type Api, type Filter } from '../http/ask.ts';
import { isObject, parsed } from '../http/bounded.ts';
import { patiently } from '../http/pages.ts';
import type {
  AlertState,
  BulletinState,
  ClaimState,
  GrowthState,
  NoticeState,
  ReleaseState,
} from '../types.ts';
import { connections, type Connecting } from './connections.ts';

/** What a stream can tell, by kind. */
interface Told {
  readonly state: GrowthState;
  readonly notice: NoticeState;
  readonly claim: ClaimState;
  readonly alert: AlertState;
  readonly bulletin: BulletinState;
  readonly release: ReleaseState;
}

/** Types of events, by kind. */
export const TYPES = {
  state: 'growth-updated',
  notice: 'notice-updated',
  claim: 'claim-updated',
  alert: 'alert-updated',
  bulletin: 'bulletin-updated',
  release: 'release-updated',
} as const satisfies Readonly<Record<keyof Told, string>>;

/** What entries of the log are of. */
export type Kind = keyof Told;

const USUAL = ['state', 'notice', 'claim'] as const satisfies readonly Kind[];
/** The kinds of a stream that names none. */
export type UsualKind = (typeof USUAL)[number];

/** A change of the log, as the stream tells it: `id` is its sequence. */
export type Change<K extends Kind = UsualKind> = K extends Kind
  ? { readonly type: (typeof TYPES)[K]; readonly id: string; readonly data: Told[K] }
  : never;

/** In place of changes that are no longer kept: what is at `snapshots`, and the stream behind `after`. */
export interface Resync {
  readonly type: 'resync';
  /** The address of each kind; of states alone where the request named no kinds. */
  readonly snapshots: Readonly<Partial<Record<Kind, string>>>;
  readonly after: string;
}

const ofKinds = (kinds: readonly Kind[] | undefined): Filter => (kinds ? { kinds } : {});

/** The sequence of the newest version of a state, or of what is of some kinds; 0 where there is none. */
export async function endOfLog(api: Api, kinds?: readonly Kind[]): Promise<string> {
  const address = addressOf(api.api, '/v1/changes?latest=1', ofKinds(kinds));
  const { items } = await patiently(api, address);
  const newest: unknown = Array.isArray(items) ? items[0] : undefined;
  const sequence = isObject(newest) ? newest['sequence'] : '0';
  if (typeof sequence !== 'string' || !/^\d+$/.test(sequence))
    throw new UnexpectedAnswer('/v1/changes answered a change without a sequence');
  return sequence;
}

/**
 * Changes after a sequence, over any number of connections: one goes on behind the last change that was taken from
 * here. Events of types that are not known, or of other kinds, are passed over.
 */
export async function* changesAfter<K extends Kind = UsualKind>(
  connecting: Connecting,
  filter: Filter,
  after: string,
  kinds?: readonly K[],
): AsyncGenerator<Change<K> | Resync> {
  let position = after;
  const types: readonly string[] = (kinds ?? USUAL).map((kind) => TYPES[kind]);
  const address = addressOf(connecting.api, '/v1/stream', { ...filter, ...ofKinds(kinds) });
  for await (const { id, event, data } of connections(connecting, address, () => position)) {
    if (event === 'resync') {
      const resync = resyncIn(data);
      yield resync;
      position = resync.after;
    } else if (event !== undefined && types.includes(event)) {
      if (id === undefined || !/^\d+$/.test(id))
        throw new UnexpectedAnswer(`an event ${event} without a sequence`);
      const said = parsed(data, `event ${id}`);
      if (!isObject(said)) throw new UnexpectedAnswer(`event ${id} is no object`);
      yield { type: event, id, data: said } as unknown as Change<K>;
      position = id;
    }
  }
}

function resyncIn(data: string): Resync {
  const said = parsed(data, 'a resync');
  const { snapshot, snapshots, after } = isObject(said) ? said : {};
  if (typeof snapshot !== 'string' || typeof after !== 'string' || !/^\d+$/.test(after))
    throw new UnexpectedAnswer('a resync without snapshot or after');
  if (!isObject(snapshots)) return { type: 'resync', snapshots: { state: snapshot }, after };
  const addresses = Object.entries(snapshots).filter(([, address]) => typeof address === 'string');
  return { type: 'resync', snapshots: Object.fromEntries(addresses), after };
}
