import { acceptedType } from './accepted.ts';
import type { FastifyRequest } from 'fastify';
import { PROBLEM_MEDIA_TYPE } from './problem.ts';

/** True if whoever asks reads pages, as a browser does, and not problem details or JSON. */
export const readsPages = ({ headers }: Pick<FastifyRequest, 'headers'>): boolean =>
  acceptedType(headers, [PROBLEM_MEDIA_TYPE, 'application/json', 'text/html']) === 'text/html';

/** Headers of a page without scripts, styles and pictures. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
} as const;

/** A problem as a page for people, with a link to the first page. */
export const problemPage = ({
  title,
  detail = '',
}: {
  readonly title: string;
  readonly detail?: string;
}): string =>
  [
    '<!doctype html><html lang="en"><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">',
    `<title>${escaped(title)}</title><h1>${escaped(title)}</h1><p>${escaped(detail)}</p>`,
    '<p><a href="/">Silkgauge</a></p></html>',
  ].join('\n');

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
