/**
 * Whether what is installed is what the lock file asks for: npm's own record of node_modules against the lock, both
 * parsed. Packages for other platforms may be missing. So an `npm install` by hand needs no second one from us.
 */
export function isInstalled(lock, record) {
  const wanted = lock.packages ?? {};
  const present = record.packages ?? {};
  const missing = Object.entries(wanted).some(([path, { version, optional }]) => {
    if (path === '') return false;
    const found = present[path];
    return found === undefined ? !optional : found.version !== version;
  });
  // The install script of the package `node` puts the platform's Node into a folder of its own.
  const isOurs = (path) => path in wanted || path.startsWith('node_modules/node/');
  return !missing && Object.keys(present).every(isOurs);
}
