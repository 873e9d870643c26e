import { checkEvent, type CheckedEvent } from '@silkgauge/contract';
import { figure, sale } from '@silkgauge/testing';
import { TracedPush } from './traced-push.ts';

const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const OTHER = '00-4bf92f3577b34da6a3ce929d0e0e4736-1111111111111111-01';

const checked = ({ type, data }: ReturnType<typeof sale>, more: object = {}): CheckedEvent => {
  const found = checkEvent({ specversion: '1.0', id: '1', source: '/s', type, data, ...more });
  if (!found.ok) throw new Error(JSON.stringify(found.faults));
  return found.event;
};
const sold = () => checked(sale({ amount: '1', orderedAt: '2024-05-01T10:00:00Z' }));
const printed = (more: object = {}) =>
  checked(figure('ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY', '2020-S1', { value: '4' }), more);
const tracesOf = (events: readonly CheckedEvent[]) =>
  events.map(({ extensions }) => extensions?.['traceparent']);

it('every figure of a push carries its trace, and of its sales the first, over all parts of the push', () => {
  const push = new TracedPush({ traceparent: TRACEPARENT, tracestate: 'a=1' });
  const events = push.mark([printed(), sold(), sold(), printed()]);
  expect(tracesOf(events)).toEqual([TRACEPARENT, TRACEPARENT, undefined, TRACEPARENT]);
  expect(events[0]?.extensions).toEqual({ traceparent: TRACEPARENT, tracestate: 'a=1' });
  expect(tracesOf(push.mark([sold(), printed()], OTHER))).toEqual([undefined, OTHER]);
});

it('an event with a trace of its own keeps it, whatever it is', () => {
  const push = new TracedPush({ traceparent: TRACEPARENT, tracestate: 'a=1' });
  const [event] = push.mark([printed({ traceparent: 'mine', other: 'kept' })]);
  expect(event?.extensions).toEqual({ traceparent: 'mine', other: 'kept' });
});

it('an event with as many attributes as there may be gets none more, which would be refused', () => {
  const push = new TracedPush({ traceparent: TRACEPARENT });
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${String(at)}`, 'x']));
  const [full, free] = push.mark([printed(many(63)), printed(many(62))]);
  expect(tracesOf([full!, free!])).toEqual([undefined, TRACEPARENT]);
});
