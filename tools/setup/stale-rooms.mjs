import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Rooms (libs/* and apps/*) whose dist has a module without source; a room with its own build has none. */
export function staleRooms(root) {
  return rooms(root).filter((room) => {
    if (existsSync(join(room, 'build.mjs'))) return false;
    const dist = join(room, 'dist');
    return files(dist)
      .filter((file) => file.endsWith('.js'))
      .some((file) => !existsSync(join(room, 'src', relative(dist, file).replace(/\.js$/, '.ts'))));
  });
}

function rooms(root) {
  return ['libs', 'apps'].flatMap((side) =>
    entries(join(root, side)).map((entry) => join(root, side, entry.name)),
  );
}

function files(folder) {
  return entries(folder).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? files(path) : [path];
  });
}

function entries(folder) {
  return existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
}
