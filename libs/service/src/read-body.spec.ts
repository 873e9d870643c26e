import { readBody } from './read-body.ts';

const answer = (...chunks: readonly string[]) => {
  let isCancelled = false;
  const left = [...chunks];
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const next = left.shift();
      if (next === undefined) controller.close();
      else controller.enqueue(Buffer.from(next));
    },
    cancel: () => {
      isCancelled = true;
    },
  });
  return { response: new Response(body), isCancelled: () => isCancelled };
};

it('a body is read whole up to the limit', async () => {
  expect(String(await readBody(answer('ab', 'cd').response, 4))).toBe('abcd');
  expect(String(await readBody(new Response(null), 4))).toBe('');
});

it('a longer body is null, and its rest is not read', async () => {
  const { response, isCancelled } = answer('ab', 'cd', 'e', ...Array<string>(100).fill('f'));
  expect(await readBody(response, 4)).toBeNull();
  expect(isCancelled()).toBe(true);
});
