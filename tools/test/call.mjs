/** What the arguments of `npm test` ask for: targets of every room, or Jest's arguments; and the slowest files. */
export function readCall(given) {
  const rest = given.filter((one) => one !== '--slowest' && one !== '--all');
  const slowest = given.includes('--slowest');
  if (rest.length > 0) return { jest: rest, slowest };
  return { targets: given.includes('--all') ? ['test', 'e2e'] : ['test'], slowest };
}
