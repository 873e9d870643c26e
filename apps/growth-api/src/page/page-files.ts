import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { CODINGS, entityTag, type Coding } from '@silkgauge/service';

/** Content types by file extension; other files are not served. */
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
  /** Time of the build, as in `Last-Modified`. */
  readonly lastModified: string;
  readonly plain: Representation;
  /** Compressed files that the build wrote beside the plain file. */
  readonly coded: Readonly<Partial<Record<Coding, Representation>>>;
}

/** The page by path, read once at start: all answers are of one build, no request becomes a file path. */
export class PageFiles {
  readonly #files: ReadonlyMap<string, PageFile>;

  constructor(files: ReadonlyMap<string, PageFile>) {
    this.#files = files;
  }

  /** Reads a folder; an absent folder has no files. */
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

  /** A file by its path in the folder, such as `assets/index-C4x9.js`. */
  at(place: string): PageFile | undefined {
    return this.#files.get(place);
  }

  /**
   * Address of the style sheet that the build made of a source such as `chinese-fonts`, whose name has a digest;
   * null before a build.
   */
  styleSheet(source: string): string | null {
    const place = [...this.#files.keys()].find(
      (one) => one.startsWith(`assets/${source}-`) && /^[\w-]{8}\.css$/.test(one.slice(source.length + 8)),
    );
    return place === undefined ? null : `/${place}`;
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
    lastModified: statSync(path).mtime.toUTCString(),
    plain: represent(path),
    coded: Object.fromEntries(coded) as PageFile['coded'],
  };
}

function represent(path: string): Representation {
  const bytes = readFileSync(path);
  return { bytes, tag: entityTag(bytes) };
}
