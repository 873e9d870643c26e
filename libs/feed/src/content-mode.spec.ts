import { contentModeOf } from './content-mode.ts';

describe('contentModeOf', () => {
  it.each([
    ['application/cloudevents+json', 'structured'],
    ['Application/CloudEvents+JSON; charset=UTF-8', 'structured'],
    ['application/cloudevents-batch+json;charset="utf-8"', 'batch'],
    ['application/json', 'binary'],
    ['application/json; profile=x; charset=utf8', 'binary'],
    ['application/json; charset=latin1', undefined],
    ['application/json; charset=utf-8; charset=utf-16', undefined],
    ['application/cloudevents+xml', undefined],
    ['application/cloudevents', undefined],
    ['application/vnd.api+json', undefined],
    ['text/plain', undefined],
    ['constructor', undefined],
    ['__proto__', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s is %s', (contentType, mode) => {
    expect(contentModeOf(contentType)).toBe(mode);
  });
});
