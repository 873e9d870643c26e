import { readFile } from 'node:fs/promises';
import { applyDecorators, Controller, Get, Header } from '@nestjs/common';
import { readCodeNames } from './code-names.ts';

const FOLDER = new URL('../page/', import.meta.url);

/** Everything the page needs comes from here, and nothing it shows is ever read as markup. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

function FileGet(path: string, type: string): MethodDecorator {
  return applyDecorators(
    Get(path),
    Header('content-type', `${type}; charset=utf-8`),
    Header('cache-control', 'no-cache'),
    Header('content-security-policy', POLICY),
    Header('x-content-type-options', 'nosniff'),
    Header('referrer-policy', 'no-referrer'),
  );
}

/** The live page: a few files as they stand, no build, no fetch from elsewhere. */
@Controller()
export class PageController {
  /** The registers come with the release: read once, when first asked for. */
  #names: Promise<string> | undefined;

  @FileGet('', 'text/html')
  page(): Promise<Buffer> {
    return readFile(new URL('index.html', FOLDER));
  }

  @FileGet('page.css', 'text/css')
  style(): Promise<Buffer> {
    return readFile(new URL('page.css', FOLDER));
  }

  @FileGet('page.js', 'text/javascript')
  script(): Promise<Buffer> {
    return readFile(new URL('page.js', FOLDER));
  }

  @FileGet('present.js', 'text/javascript')
  presentation(): Promise<Buffer> {
    return readFile(new URL('present.js', FOLDER));
  }

  @FileGet('labels.json', 'application/json')
  labels(): Promise<string> {
    return (this.#names ??= readCodeNames().then((names) => JSON.stringify(names)));
  }
}
