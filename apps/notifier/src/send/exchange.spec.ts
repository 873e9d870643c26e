import { setImmediate as turn } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import { Exchange, type Answer } from './exchange.ts';

/** An exchange whose answer a test gives, and whether its connection was cut off. */
function begun(timeout = 10_000) {
  let answer: Answer | undefined;
  let isCut = false;
  const exchange = new Exchange({
    timeout,
    begun: () => undefined,
    statusSoFar: () => null,
    settled: (settled) => {
      answer = settled;
    },
    over: () => undefined,
  });
  const controller = {
    abort: () => {
      isCut = true;
    },
  } as unknown as Dispatcher.DispatchController;
  exchange.onRequestStart(controller);
  return { exchange, controller, isCut: () => isCut, answer: () => answer };
}

const KIB = 1_024;

it('no more than 16 KiB of a body are read, and its status counts', () => {
  const { exchange, controller, isCut, answer } = begun();
  exchange.onResponseStart(controller, 200, {});
  for (let at = 0; at < 16; at += 1) exchange.onResponseData(controller, Buffer.alloc(KIB));
  expect(isCut()).toBe(false);
  exchange.onResponseData(controller, Buffer.alloc(1));
  expect(isCut()).toBe(true);
  exchange.onResponseError(controller, new Error('cut off'));
  expect(answer()).toMatchObject({ status: 200, error: null });
});

it('no more than 16 KiB of interim answers are read', () => {
  const { exchange, controller, isCut, answer } = begun();
  let interim = 0;
  for (; !isCut() && interim < 100; interim += 1)
    exchange.onResponseStart(controller, 103, { link: 'x'.repeat(KIB) });
  expect(interim).toBe(16);
  expect(answer()).toMatchObject({ status: null, error: 'status' });
});

it('of sinks that are silent at one time one is given up a turn, so that deliveries to others come between', async () => {
  const all = Array.from({ length: 50 }, () => begun(1));
  const given = () => all.filter(({ isCut, answer }) => isCut() && answer()?.error === 'timeout').length;
  const steps = new Set<number>();
  for (let before = 0; before < all.length;) {
    await turn();
    steps.add(given() - before);
    before = given();
  }
  expect(Math.max(...steps)).toBe(1);
});

it('an answer that comes before its turn to be given up counts', async () => {
  const others = Array.from({ length: 50 }, () => begun(1));
  const last = begun(1);
  while (!others.some(({ isCut }) => isCut())) await turn();
  last.exchange.onResponseStart(last.controller, 204, {});
  last.exchange.onResponseEnd();
  while (!others.every(({ isCut }) => isCut())) await turn();
  await turn();
  expect([last.isCut(), last.answer()]).toMatchObject([false, { status: 204, error: null }]);
});
