import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { entityTag } from '../http/entity-tag.ts';
import { CODINGS, type Coding } from '../http/accepted-coding.ts';

/** Content types of what a page is made of; a file of another ending is not served. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

const ENDINGS: Readonly<Record<Coding, string>> = { br: '.br', gzip: '.gz' };

export interface Representation {
  readonly bytes: Buffer;
  readonly tag: string;
}

export interface PageFile {
  readonly type: string;
  readonly plain: Representation;
  /** What the build wrote beside it. */
  readonly coded: Readonly<Partial<Record<Coding, Representation>>>;
}

/**
 * The built page, in memory by address: read once, at the start, so that what is served is of one build, is there, and can be
 * nothing else. No request ever becomes a path.
 */
export class PageFiles {
  readonly #files: ReadonlyMap<string, PageFile>;

  constructor(files: ReadonlyMap<string, PageFile>) {
    this.#files = files;
  }

  /** The files of a folder; none where it is not there. */
  static in(folder: string): PageFiles {
    if (!existsSync(folder)) return new PageFiles(new Map());
    const found = readdirSync(folder, { recursive: true, withFileTypes: true });
    const paths = found.flatMap((entry) =>
      entry.isFile() && extname(entry.name) in TYPES ? [join(entry.parentPath, entry.name)] : [],
    );
    return new PageFiles(
      new Map(paths.map((path) => [relative(folder, path).split(sep).join('/'), readFile(path)])),
    );
  }

  /** A file by its place in the folder, such as `assets/index-C4x9.js`. */
  at(place: string): PageFile | undefined {
    return this.#files.get(place);
  }

  get isBuilt(): boolean {
    return this.#files.has('index.html');
  }
}

function readFile(path: string): PageFile {
  const coded = CODINGS.filter((coding) => existsSync(path + ENDINGS[coding])).map((coding) => [
    coding,
    represent(path + ENDINGS[coding]),
  ]);
  return {
    type: TYPES[extname(path)] ?? '',
    plain: represent(path),
    coded: Object.fromEntries(coded) as PageFile['coded'],
  };
}

function represent(path: string): Representation {
  const bytes = readFileSync(path);
  return { bytes, tag: entityTag(bytes) };
}
