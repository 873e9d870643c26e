/** The month (`2021-03`) that lies `count` months after another month. */
export function monthsFrom(month: string, count: number): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count)).toISOString().slice(0, 7);
}
