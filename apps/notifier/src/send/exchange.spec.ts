import type { Dispatcher } from 'undici';
import { Exchange, type Answer } from './exchange.ts';

/** An exchange whose answer a test gives, and whether its connection was cut off. */
function begun() {
  let answer: Answer | undefined;
  let isCut = false;
  const exchange = new Exchange({
    timeout: 10_000,
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
