import type { Cause } from '@silkgauge/contract';
import type { OrderDocument, RehearsedPush } from '@silkgauge/decisions';
import type { FigureIdentity } from '@silkgauge/growth';

/** What a step of the desk would be: states with the same causes, or one order. */
export type PushedStep = {
  /** Place of its event in the push. */
  readonly event: number;
} & (
  | {
      readonly kind: 'states';
      readonly changed: readonly { readonly key: string; readonly period: string }[];
      /** How many versions of states the push has come to with it. */
      readonly versions: number;
    }
  | { readonly kind: 'order'; readonly key: string; readonly order: OrderDocument }
);

/** The steps of a push, in order. States come with figures and orders without, so a push has one or the other. */
export function stepsOf(
  push: Pick<RehearsedPush, 'changes' | 'registered' | 'events'> & Partial<Pick<RehearsedPush, 'lifts'>>,
): readonly PushedStep[] {
  return push.lifts ? liftingIn(push) : [...statesIn(push), ...ordersIn(push)];
}

/** A lifting is one step of the desk, whatever its events are. */
function liftingIn({ changes, events }: Pick<RehearsedPush, 'changes' | 'events'>): readonly PushedStep[] {
  const states = new Map(
    changes.map(({ seriesKey: key, period }) => [JSON.stringify([key, period]), { key, period }]),
  );
  const step = { kind: 'states', event: events.length - 1, versions: changes.length } as const;
  return states.size === 0 ? [] : [{ ...step, changed: [...states.values()] }];
}

function* statesIn({ changes, events }: Pick<RehearsedPush, 'changes' | 'events'>): Generator<PushedStep> {
  for (let at = 0; at < changes.length;) {
    const causes = causesOf(changes[at]?.document);
    const first = JSON.stringify(causes);
    let end = at + 1;
    while (end < changes.length && JSON.stringify(causesOf(changes[end]?.document)) === first) end += 1;
    const changed = changes.slice(at, end).map(({ seriesKey: key, period }) => ({ key, period }));
    const event = Math.max(...causes.map((cause) => placeOf(events, cause)));
    yield { kind: 'states', event, changed, versions: end };
    at = end;
  }
}

const causesOf = (document = '{}'): readonly Cause[] =>
  (JSON.parse(document) as { readonly change?: { readonly causes: readonly Cause[] } }).change?.causes ?? [];

function* ordersIn({
  registered,
  events,
}: Pick<RehearsedPush, 'registered' | 'events'>): Generator<PushedStep> {
  for (const { kind, key, document } of registered) {
    if (kind !== 'order') continue;
    const order = JSON.parse(document) as OrderDocument;
    yield { kind: 'order', event: placeOf(events, order), key, order };
  }
}

/** The place of the delivery of an event that counts; -1 for one that was there before. */
const placeOf = (events: RehearsedPush['events'], { source, id }: FigureIdentity): number =>
  events.findIndex((event) => event.source === source && event.id === id && isAccepted(event));

export const isAccepted = ({ outcome }: Pick<RehearsedPush['events'][number], 'outcome'>): boolean =>
  outcome === 'applied' || outcome === 'superseded';
