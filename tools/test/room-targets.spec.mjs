import { readFileSync, readdirSync } from 'node:fs';

const root = new URL('../../', import.meta.url);
const read = (path) => JSON.parse(readFileSync(new URL(path, root), 'utf8'));
const rooms = ['libs', 'apps'].flatMap((side) =>
  readdirSync(new URL(side, root), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [`${side}/${entry.name}`] : [],
  ),
);

describe('every room is an Nx project with the usual targets', () => {
  const { targetDefaults } = read('nx.json');

  it.each(rooms)('%s', (room) => {
    const { targets } = read(`${room}/package.json`).nx;
    expect(Object.keys(targets)).toEqual(['build', 'lint', 'test']);
    for (const [name, own] of Object.entries(targets))
      expect({ ...targetDefaults[name], ...own }).toMatchObject({ command: expect.any(String), cache: true });
  });
});
