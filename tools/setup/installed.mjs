/**
 * True if npm's own record of node_modules matches the lock file, both parsed; optional packages may be
 * missing. An `npm install` by hand then needs no second one.
 */
export function isInstalled(lock, record) {
  const wanted = lock.packages ?? {};
  const present = record.packages ?? {};
  const missing = Object.entries(wanted).some(([path, { version, optional }]) => {
    if (path === '') return false;
    const found = present[path];
    return found === undefined ? !optional : found.version !== version;
  });
  // The install script of the package `node` adds a folder with the platform's Node.
  const isOurs = (path) => path in wanted || path.startsWith('node_modules/node/');
  return !missing && Object.keys(present).every(isOurs);
}
