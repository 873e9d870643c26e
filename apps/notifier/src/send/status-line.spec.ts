import { StatusLine } from './status-line.ts';

const heard = (...chunks: readonly string[]): StatusLine => {
  const line = new StatusLine();
  line.begin();
  for (const chunk of chunks) if (line.isHearing) line.hear(Buffer.from(chunk, 'latin1'));
  return line;
};

it.each<[string, string[], number | null]>([
  ['a whole line', ['HTTP/1.1 204 No Content\r\nx-a: b'], 204],
  ['a byte at a time', [...'HTTP/1.0 503 Away\r\n'], 503],
  ['no reason', ['HTTP/1.1 200\r\n'], 200],
  ['an interim answer before', ['HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 ', '200 OK\n'], 200],
  ['half a line', ['HTTP/1.1 200 OK'], null],
  ['an interim answer alone', ['HTTP/1.1 100 Continue\r\n\r\n'], null],
  ['another protocol', ['SSH-2.0-OpenSSH_9.9\r\n'], null],
  ['a status of four digits', ['HTTP/1.1 2000 OK\r\n'], null],
  ['no status', ['HTTP/1.1 OK\r\n'], null],
])('of %s', (_name, chunks, status) => {
  expect(heard(...chunks).status).toBe(status);
});

it('keeps no more than four kilobytes, and hears anew for the next answer', () => {
  const line = heard(...Array<string>(10_000).fill('x'.repeat(1_000)));
  expect([line.isHearing, line.status]).toEqual([false, null]);
  line.begin();
  line.hear(Buffer.from('HTTP/1.1 200 OK\r\n'));
  expect(line.status).toBe(200);
});
