/** How the CloudEvents of a push are written; told by the Content-Type alone. */
export type ContentMode = 'structured' | 'batch' | 'binary';

const MODES = new Map<string, ContentMode>([
  ['application/cloudevents+json', 'structured'],
  ['application/cloudevents-batch+json', 'batch'],
  ['application/json', 'binary'],
]);

export const MEDIA_TYPES = [...MODES.keys()];

const PARAMETER = /^\s*([^\s=;]+)\s*=\s*("?)([^"]*)\2\s*$/;

/** The mode of a Content-Type; undefined for any that is not taken, a charset other than UTF-8 included. */
export const contentModeOf = (contentType: string | undefined): ContentMode | undefined => {
  const [mediaType = '', ...parameters] = (contentType ?? '').split(';');
  const mode = MODES.get(mediaType.trim().toLowerCase());
  const charsets = parameters.flatMap((parameter) => {
    const [, name = '', , value = ''] = PARAMETER.exec(parameter) ?? [];
    return name.toLowerCase() === 'charset' ? [value.toLowerCase()] : [];
  });
  return charsets.every((charset) => charset === 'utf-8' || charset === 'utf8') ? mode : undefined;
};
