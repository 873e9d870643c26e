import { parse } from 'content-type';

/** CloudEvents content mode of a push; `lines` is one structured event a line. */
export type ContentMode = 'structured' | 'batch' | 'binary' | 'lines';

/** Media type of an upload of lines, and of its answer. */
export const LINES_TYPE = 'application/x-ndjson';

const MODES = new Map<string, ContentMode>([
  ['application/cloudevents+json', 'structured'],
  ['application/cloudevents-batch+json', 'batch'],
  ['application/json', 'binary'],
  [LINES_TYPE, 'lines'],
]);

export const MEDIA_TYPES = [...MODES.keys()];

const UTF_8 = ['utf-8', 'utf8'];

/** Mode of a Content-Type; undefined for unsupported types and for charsets other than UTF-8. */
export const contentModeOf = (contentType: string): ContentMode | undefined => {
  const { type, parameters } = parse(contentType);
  const { charset = 'utf-8' } = parameters;
  return UTF_8.includes(charset.toLowerCase()) ? MODES.get(type) : undefined;
};
