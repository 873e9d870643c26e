export default async function globalTeardown() {
  await globalThis.silkgaugeServices?.stop();
}
