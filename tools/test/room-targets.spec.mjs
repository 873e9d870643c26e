import { existsSync, readFileSync, readdirSync } from 'node:fs';

const root = new URL('../../', import.meta.url);
const read = (path) => JSON.parse(readFileSync(new URL(path, root), 'utf8'));
const rooms = ['libs', 'apps'].flatMap((side) =>
  readdirSync(new URL(side, root), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() && existsSync(new URL(`${side}/${entry.name}/package.json`, root))
      ? [`${side}/${entry.name}`]
      : [],
  ),
);
const tested = (room, ending) =>
  readdirSync(new URL(room, root), { recursive: true }).some(
    (file) => file.endsWith(ending) && !file.includes('node_modules'),
  );

describe('every room is an Nx project with the usual targets', () => {
  const { targetDefaults } = read('nx.json');

  it.each([...rooms, 'harness', 'tools'])('%s', (room) => {
    const isBuilt = rooms.includes(room);
    const { targets } = isBuilt ? read(`${room}/package.json`).nx : read(`${room}/project.json`);
    const e2e = tested(room, '.e2e.spec.ts') ? ['e2e'] : [];
    const generated = existsSync(new URL(`${room}/types.mjs`, root)) ? ['types'] : [];
    expect(Object.keys(targets).toSorted()).toEqual([
      ...(isBuilt ? ['build'] : []),
      ...[...e2e, 'lint', 'test', ...generated],
    ]);
    for (const [name, own] of Object.entries(targets))
      expect({ ...targetDefaults[name], ...own }).toMatchObject({ command: expect.any(String), cache: true });
  });

  it('no other folder has tests', () => {
    const others = readdirSync(root).filter(
      (name) =>
        !/^(\.|node_modules$|apps$|libs$|harness$|tools$)/.test(name) &&
        existsSync(new URL(`${name}/`, root)),
    );
    expect(others.filter((folder) => tested(folder, '.spec.ts') || tested(folder, '.spec.mjs'))).toEqual([]);
  });
});
