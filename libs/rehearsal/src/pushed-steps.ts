import type { Cause } from '@silkgauge/contract';
import type { OrderDocument, RehearsedPush } from '@silkgauge/decisions';
import type { FigureIdentity } from '@silkgauge/growth';
import type { ChangedState } from '@silkgauge/judging';
import { splitDocument, stateKey } from '@silkgauge/read-model';

/** What a step of the desk would be: states with the same causes, or one order. */
export type PushedStep = {
  /** Places of its first and its last event in the push. */
  readonly first: number;
  readonly last: number;
} & (
  | {
      readonly kind: 'states';
      readonly changed: readonly ChangedState[];
      /** How many versions of states the push has come to with it. */
      readonly versions: number;
    }
  | { readonly kind: 'order'; readonly key: string; readonly order: OrderDocument }
);

type ChangesOf = Pick<RehearsedPush, 'changes' | 'domainOf' | 'events'>;

/** The steps of a push, in order. States come with figures and orders without, so a push has one or the other. */
export function stepsOf(
  push: Pick<RehearsedPush, 'changes' | 'domainOf' | 'registered' | 'events'> &
    Partial<Pick<RehearsedPush, 'lifts'>>,
): readonly PushedStep[] {
  return push.lifts ? liftingIn(push) : [...statesIn(push), ...ordersIn(push)];
}

/** A lifting is one step of the desk, whatever its events are. */
function liftingIn({ changes, domainOf, events }: ChangesOf): readonly PushedStep[] {
  const states = new Map(changedIn(changes, domainOf).map((one) => [stateKey(one.key, one.period), one]));
  const step = { kind: 'states', first: 0, last: events.length - 1, versions: changes.length } as const;
  return states.size === 0 ? [] : [{ ...step, changed: [...states.values()] }];
}

function* statesIn({ changes, domainOf, events }: ChangesOf): Generator<PushedStep> {
  const causes = changes.map(({ document }) => causesOf(document));
  const texts = causes.map((some) => JSON.stringify(some));
  for (let at = 0; at < changes.length;) {
    let end = at + 1;
    while (end < changes.length && texts[end] === texts[at]) end += 1;
    const changed = changedIn(changes.slice(at, end), domainOf);
    yield { kind: 'states', ...placesOf(causes[at] ?? [], events), changed, versions: end };
    at = end;
  }
}

const changedIn = (
  changes: RehearsedPush['changes'],
  domainOf: RehearsedPush['domainOf'],
): readonly ChangedState[] =>
  changes.flatMap(({ seriesKey: key, period }) => {
    const domain = domainOf(key);
    return domain ? [{ key, period, domain }] : [];
  });

/** What a state says is much, and says nothing of its causes. */
function causesOf(document: string): readonly Cause[] {
  const { change } = splitDocument(document);
  return (JSON.parse(`{${change.slice(1)}`) as { readonly change: { readonly causes: readonly Cause[] } })
    .change.causes;
}

function placesOf(causes: readonly Cause[], events: RehearsedPush['events']) {
  const places = causes.map((cause) => placeOf(events, cause)).filter((place) => place >= 0);
  if (places.length === 0) return { first: 0, last: -1 };
  return { first: Math.min(...places), last: Math.max(...places) };
}

function* ordersIn({
  registered,
  events,
}: Pick<RehearsedPush, 'registered' | 'events'>): Generator<PushedStep> {
  for (const { kind, key, document } of registered) {
    if (kind !== 'order') continue;
    const order = JSON.parse(document) as OrderDocument;
    const place = placeOf(events, order);
    yield { kind: 'order', first: place, last: place, key, order };
  }
}

/** The place of the delivery of an event that counts; -1 for one that was there before. */
const placeOf = (events: RehearsedPush['events'], { source, id }: FigureIdentity): number =>
  events.findIndex((event) => event.source === source && event.id === id && isAccepted(event));

export const isAccepted = ({ outcome }: Pick<RehearsedPush['events'][number], 'outcome'>): boolean =>
  outcome === 'applied' || outcome === 'superseded';
