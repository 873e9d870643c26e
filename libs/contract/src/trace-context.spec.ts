import { sampledTraceparent, traceContext } from './trace-context.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';
const SAMPLED = `00-${TRACE}-${SPAN}-01`;

describe('a trace context', () => {
  it('is a valid traceparent, with its tracestate', () => {
    expect(traceContext(SAMPLED, 'vendor=1,other=2')).toEqual({
      traceparent: SAMPLED,
      tracestate: 'vendor=1,other=2',
    });
    expect(traceContext(SAMPLED, undefined)).toEqual({ traceparent: SAMPLED });
  });

  it.each([
    ['none', undefined],
    ['two of them', [SAMPLED, SAMPLED]],
    ['two in one header', `${SAMPLED}, ${SAMPLED}`],
    ['capital letters', SAMPLED.toUpperCase()],
    ['no trace', `00-${'0'.repeat(32)}-${SPAN}-01`],
    ['no span', `00-${TRACE}-${'0'.repeat(16)}-01`],
    ['the version ff', `ff-${TRACE}-${SPAN}-01`],
    ['half of it', SAMPLED.slice(0, 40)],
    ['more behind it', `${SAMPLED}-00`],
    ['a new line', `${SAMPLED}\n`],
  ])('is null for %s', (_, traceparent) => {
    expect(traceContext(traceparent, 'vendor=1')).toBeNull();
    if (typeof traceparent !== 'object') expect(sampledTraceparent(traceparent)).toBeUndefined();
  });

  it.each([
    ['empty', ''],
    ['long', 'a'.repeat(513)],
    ['not printable', 'a=\u0001'],
  ])('leaves out a tracestate that is %s', (_, tracestate) => {
    expect(traceContext(SAMPLED, tracestate)).toEqual({ traceparent: SAMPLED });
  });
});

it('a traceparent is sampled by the lowest bit of its flags', () => {
  expect(sampledTraceparent(SAMPLED)).toBe(SAMPLED);
  for (const [flags, sampled] of [
    ['00', false],
    ['02', false],
    ['03', true],
    ['ff', true],
  ] as const)
    expect(sampledTraceparent(`00-${TRACE}-${SPAN}-${flags}`) !== undefined).toBe(sampled);
});
