import { createHash, type Hash } from 'node:crypto';
import { canonicalJson, type StateDocument } from '@silkgauge/contract';
import { isEmpty } from '@silkgauge/decisions';
import { partialAsOf, periodBounds } from '@silkgauge/growth';
import {
  CONTENT_SECTIONS,
  readContent,
  splitDocument,
  type ContentSection,
  type Queryable,
  type StateRow,
} from '@silkgauge/read-model';

/** One line of the content of a read model. */
export interface ContentLine {
  readonly key: string;
  readonly content: unknown;
  /** Canonical JSON of the content. */
  readonly text: string;
}

/** Number of lines of a section, and their digest. */
export interface SectionDigest {
  readonly section: ContentSection;
  readonly count: number;
  /** SHA-256, hexadecimal. */
  readonly digest: string;
}

export interface ModelDigest {
  /** SHA-256 of all sections, hexadecimal. */
  readonly digest: string;
  readonly sections: readonly SectionDigest[];
}

/** Part of the digest: other rules of content have to change it. */
const FORMAT = 'silkgauge-content@5';

export class Digesting {
  readonly #sections = new Map<ContentSection, { hash: Hash; count: number }>();

  add(section: ContentSection, line: ContentLine): void {
    let of = this.#sections.get(section);
    if (!of) this.#sections.set(section, (of = { hash: createHash('sha256'), count: 0 }));
    of.hash.update(`${line.key}\0${line.text}\n`);
    of.count += 1;
  }

  end(): ModelDigest {
    const whole = createHash('sha256').update(FORMAT);
    const sections = CONTENT_SECTIONS.map((section) => {
      const { hash, count } = this.#sections.get(section) ?? { hash: createHash('sha256'), count: 0 };
      const digest = hash.digest('hex');
      whole.update(`\n${section} ${digest}`);
      return { section, count, digest };
    });
    return { digest: whole.digest('hex'), sections };
  }
}

/** Digest of the read model on which the transaction `tx` works. */
export async function digestOf(tx: Queryable): Promise<ModelDigest> {
  const digesting = new Digesting();
  for (const section of CONTENT_SECTIONS) {
    for await (const line of readLines(tx, section)) digesting.add(section, line);
  }
  return digesting.end();
}

/** Lines of a section in order of the key's bytes, each key once. */
export async function* readLines(tx: Queryable, section: ContentSection): AsyncGenerator<ContentLine> {
  let line: ContentLine | null = null;
  for await (const next of section === 'states' ? stateLines(tx) : plainLines(tx, section)) {
    if (line?.key === next.key) line = joined(line, next);
    else {
      if (line) yield line;
      line = next;
    }
  }
  if (line) yield line;
}

async function* plainLines(tx: Queryable, section: ContentSection): AsyncGenerator<ContentLine> {
  for await (const page of readContent(tx, section)) {
    for (const { key, content } of page) yield lineOf(key, JSON.parse(content ?? 'null'));
  }
}

async function* stateLines(tx: Queryable): AsyncGenerator<ContentLine> {
  for await (const page of readContent(tx, 'states')) {
    for (const row of page) {
      const content = stateContent(row);
      if (content !== null) yield lineOf(row.key, content);
    }
  }
}

function lineOf(key: string, content: unknown): ContentLine {
  return { key, content, text: canonicalJson(content) };
}

/** Merges lines of one identity: equal contents into one, different contents into a list. */
function joined(line: ContentLine, next: ContentLine): ContentLine {
  if (line.text === next.text) return line;
  const all = new Map(
    [...(Array.isArray(line.content) ? (line.content as unknown[]) : [line.content]), next.content].map(
      (content) => [canonicalJson(content), content],
    ),
  );
  const sorted = [...all].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    key: line.key,
    content: sorted.map(([, content]) => content),
    text: `[${sorted.map(([text]) => text).join(',')}]`,
  };
}

/**
 * Content of a state that no order of arrival may change; null for an empty state. The flag `partial-period`
 * depends on `knownAt`, so the flag is only checked against that instant.
 */
function stateContent(row: StateRow): object | null {
  const pointer = pointsRight(row) ? {} : { pointer: 'not as the newest version of the key says' };
  const state = parseDocument(row.content);
  if (!state) return { unreadable: row.content, ...pointer };
  const { change: _, ...content } = state;
  if (isEmpty(content) && !('pointer' in pointer)) return null;
  const asOf = partialAsOf(content, row.period, row.known_at?.toISOString() ?? '');
  const isSo = asOf.flags.includes('partial-period') === content.flags.includes('partial-period');
  const flags = content.flags.filter((flag) => flag !== 'partial-period');
  return {
    ...content,
    flags: isSo ? flags : [...flags, 'partial-period otherwise than knownAt says'],
    ...pointer,
  };
}

function pointsRight({ is_newest, period, period_start, period_end }: StateRow): boolean {
  const bounds = periodBounds(period);
  return is_newest && period_start === (bounds?.start ?? null) && period_end === (bounds?.end ?? null);
}

/** Undefined for a text that is no document. */
export function parseDocument(document: string | null): StateDocument | undefined {
  try {
    const { said, change: why } = splitDocument(document ?? '');
    const parsed = JSON.parse(said + why) as StateDocument;
    const { level, growth, other, flags, change } = parsed;
    const sides: unknown[] = [level, ...Object.values(growth), ...Object.values(other), change];
    const isWhole = sides.every((one) => typeof one === 'object' && one !== null);
    return isWhole && flags.every((flag: unknown) => typeof flag === 'string') ? parsed : undefined;
  } catch {
    return undefined;
  }
}
