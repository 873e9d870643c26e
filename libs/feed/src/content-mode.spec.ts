import { contentModeOf } from './content-mode.ts';

describe('contentModeOf', () => {
  it.each([
    ['application/cloudevents+json', 'structured'],
    ['Application/CloudEvents+JSON; charset=UTF-8', 'structured'],
    ['application/cloudevents-batch+json;charset="utf-8"', 'batch'],
    ['application/json', 'binary'],
    ['application/json ; profile="a;b=\\"c\\""; Charset = utf8', 'binary'],
    ['application/x-ndjson', 'lines'],
    ['Application/X-NDJSON; charset=utf-8', 'lines'],
    ['application/json; charset=latin1', undefined],
    ['application/json; charset="utf-16"', undefined],
    ['application/json, application/cloudevents+json', undefined],
    ['application/json; charset=utf-8, text/plain', undefined],
    ['application/cloudevents+xml', undefined],
    ['application/cloudevents', undefined],
    ['application/vnd.api+json', undefined],
    ['text/plain', undefined],
    ['constructor', undefined],
    ['__proto__', undefined],
    ['application/json; __proto__=x', 'binary'],
    ['', undefined],
  ])('%s is %s', (contentType, mode) => {
    expect(contentModeOf(contentType)).toBe(mode);
  });

  it.each([' ', '\t', '"', ';', '; ', '=', '\\"', ',', ';charset=', 'a'])(
    'parses a hundred thousand repeats of %j within 500 ms',
    (text) => {
      const began = performance.now();
      contentModeOf(`application/json; charset=${text.repeat(100_000)}"x`);
      expect(performance.now() - began).toBeLessThan(500);
    },
  );
});
