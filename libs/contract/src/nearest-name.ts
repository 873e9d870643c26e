/** The known name with the smallest edit distance; letter case and separators do not count. */
export function nearestName(unknown: string, known: readonly string[]): string | undefined {
  return nearest(unknown, known)?.name;
}

/** Like {@link nearestName}, but only for a probable typing error: at most a third of the letters differ. */
export function likelyName(unknown: string, known: readonly string[]): string | undefined {
  const found = nearest(unknown, known);
  if (!found) return undefined;
  const letters = Math.max(bare(unknown).length, bare(found.name).length);
  return found.distance <= Math.max(1, Math.floor(letters / 3)) && found.distance < letters
    ? found.name
    : undefined;
}

/** Bounds the search in a hostile event, which may have a hundred thousand unknown members. */
const MOST_CANDIDATES = 32;

/** The unknown member that is probably a misspelling of a missing one. */
export function misspeltMember(
  missing: string,
  members: object,
  isKnown: (name: string) => boolean,
): string | undefined {
  const candidates: string[] = [];
  for (const name of Object.keys(members)) {
    if (candidates.length === MOST_CANDIDATES) break;
    if (!isKnown(name)) candidates.push(name);
  }
  return likelyName(missing, candidates);
}

/** Names are cut to this length: the time of a comparison grows with the square. */
const LONGEST = 64;

const bare = (name: string): string =>
  name
    .slice(0, LONGEST)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');

function nearest(unknown: string, known: readonly string[]): { name: string; distance: number } | undefined {
  const wanted = bare(unknown);
  let best: { name: string; distance: number } | undefined;
  for (const name of known) {
    const distance = editDistance(wanted, bare(name));
    if (!best || distance < best.distance) best = { name, distance };
  }
  return best;
}

/** Optimal string alignment: Levenshtein distance in which a swap of neighbours counts once. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, at(beforeLast, j - 2) + 1);
      }
      row.push(least);
    }
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Infinity;
