import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { failure } from '@silkgauge/calls';
import { VIEWS } from '@silkgauge/codelists';
import { CALLS, quoted } from '@silkgauge/contract';
import { acceptedCoding, addVary, CODINGS, NO_CODING } from '@silkgauge/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PageFiles } from './page-files.ts';
import { PAGE_HEADERS } from './page-headers.ts';

/** All views serve `index.html`: the page interprets path and query. */
const VIEW_PATHS = VIEWS.codes;

/** Parameters that select figures; the other parameters of the page control display. */
const OF_FIGURES: readonly string[] = Object.keys(CALLS.table.parameters);

/** Resources come from this origin alone, and the browser runs no inline script or style. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = { ...PAGE_HEADERS, 'content-security-policy': POLICY };

/** Asset names hold a digest of the content, so a cached asset never becomes stale. */
const FOR_EVER = 'public, max-age=31536000, immutable';
const ASK_EACH_TIME = 'no-cache';

/** The built page. */
@Controller()
export class PageController {
  readonly #files: PageFiles;

  constructor(files: PageFiles) {
    this.#files = files;
  }

  @Get(['', ...VIEW_PATHS])
  page(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    // The page compares changes of the stream with the codes of its address.
    if (request.url !== request.originalUrl) void reply.redirect(request.url, 302);
    else this.#send('index.html', ASK_EACH_TIME, request, reply);
  }

  /** Redirects a view's address with `.csv` or `.metadata.json` to the table of the same figures. */
  @Get(VIEW_PATHS.flatMap((view) => [`${view}.csv`, `${view}.metadata.json`]))
  figures(@Req() { url }: FastifyRequest, @Res() reply: FastifyReply): void {
    const { pathname, searchParams } = new URL(url, 'http://page');
    const query = [...searchParams].filter(([name]) => OF_FIGURES.includes(name));
    const ending = pathname.slice(pathname.indexOf('.'));
    const asked = query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
    void reply.redirect(`/v1/growth${ending}${asked === '' ? '' : `?${asked}`}`, 302);
  }

  @Get('favicon.svg')
  icon(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.#send('favicon.svg', ASK_EACH_TIME, request, reply);
  }

  @Get('assets/*')
  asset(@Param('*') name: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.#send(`assets/${name}`, FOR_EVER, request, reply);
  }

  #send(place: string, cacheControl: string, request: FastifyRequest, reply: FastifyReply): void {
    if (!this.#files.isBuilt) throw notBuilt();
    const file = this.#files.at(place);
    if (!file) throw failure('not-found', `The page has no file ${quoted(place)}.`);
    const available = CODINGS.filter((coding) => file.coded[coding]);
    const coding = acceptedCoding(request.headers['accept-encoding'], available);
    if (coding === null) throw failure('not-acceptable', NO_CODING);
    const { bytes, tag } = coding === 'identity' ? file.plain : (file.coded[coding] ?? file.plain);
    if (available.length > 0) addVary(reply, 'accept-encoding');
    void reply
      .headers({
        ...HEADERS,
        'content-type': file.type,
        'cache-control': cacheControl,
        'last-modified': file.lastModified,
        etag: tag,
      })
      .headers(coding === 'identity' ? {} : { 'content-encoding': coding })
      .send(bytes);
  }
}

const notBuilt = () =>
  failure(
    'unavailable',
    'The page was not built: npm run build makes it, and it is read when the service starts. Everything else is served.',
  );
