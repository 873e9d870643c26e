import { circlesOf, importGraph, sourceFiles, textOf } from './import-graph.mjs';

const circlesIn = (texts) => circlesOf(importGraph(new Map(Object.entries(texts))));

describe('import circles', () => {
  it('do not exist in the repository', () => {
    const texts = sourceFiles().flatMap((file) => {
      const text = textOf(file);
      return text === null ? [] : [[file, text]];
    });
    const graph = importGraph(new Map(texts));
    // Without any import found, no circle would be found either.
    expect(graph.get('libs/contract/src/index.ts')).toContain('libs/contract/src/events/figure.ts');
    expect(circlesOf(graph)).toEqual([]);
  });

  it('are found across several files, through imports of types and exports', () => {
    const circle = {
      'libs/a/src/one.ts': "import { two } from './two.ts';",
      'libs/a/src/two.ts': "export type { Three } from './deep/three.ts';",
      'libs/a/src/deep/three.ts': "import type { One } from '../one.ts';",
      'libs/a/src/index.ts': "export { one } from './one.ts';",
    };
    expect(circlesIn(circle)).toEqual([
      ['libs/a/src/deep/three.ts', 'libs/a/src/one.ts', 'libs/a/src/two.ts'],
    ]);
  });

  it('are found through the name of a room', () => {
    expect(
      circlesIn({
        'libs/a/src/index.ts': "export { b } from '@silkgauge/b';",
        'libs/b/src/index.ts': "import '@silkgauge/a';",
      }),
    ).toEqual([['libs/a/src/index.ts', 'libs/b/src/index.ts']]);
  });

  it('are not two ways to one file', () => {
    expect(
      circlesIn({
        'one.mjs': "import './two.mjs'; import './three.mjs';",
        'two.mjs': "import './three.mjs';",
        'three.mjs': "import 'node:fs';",
      }),
    ).toEqual([]);
  });
});
