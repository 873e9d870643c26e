import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Indexes of what is imported by name and is no library. */
const FACES = {
  testing: 'harness/index.ts',
  aggregation: 'apps/aggregation/src/index.ts',
  loader: 'apps/loader/src/index.ts',
};

/** Source files that git tracks or would add, as paths from the root. */
export function sourceFiles() {
  const listed = spawnSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx', '*.mjs'],
    { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  return listed.stdout.split('\n').filter((file) => file !== '');
}

/** Text of a file, path from the root; null for a file deleted without `git rm`. */
export function textOf(file) {
  try {
    return readFileSync(join(root, file), 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Imports of each file of `{ path: text }`, types included: `{ file: [file, ...] }`; a room is its index. */
export function importGraph(texts) {
  const graph = new Map();
  for (const [file, text] of texts) {
    const imported = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
    const targets = imported.map((name) => targetOf(file, name)).filter((target) => texts.has(target));
    graph.set(file, [...new Set(targets)]);
  }
  return graph;
}

function targetOf(file, name) {
  const room = /^@silkgauge\/([a-z-]+)$/.exec(name)?.[1];
  return room ? (FACES[room] ?? `libs/${room}/src/index.ts`) : posix.join(posix.dirname(file), name);
}

/** Circles of a graph: strongly connected groups of at least two files (Tarjan), sorted. */
export function circlesOf(graph) {
  const order = new Map();
  const lowest = new Map();
  const open = [];
  const circles = [];
  const visit = (file) => {
    order.set(file, order.size);
    lowest.set(file, order.get(file));
    open.push(file);
    for (const next of graph.get(file)) {
      if (!order.has(next)) visit(next);
      if (open.includes(next)) lowest.set(file, Math.min(lowest.get(file), lowest.get(next)));
    }
    if (lowest.get(file) !== order.get(file)) return;
    const group = open.splice(open.indexOf(file));
    if (group.length > 1) circles.push(group.toSorted());
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return circles;
}
