import { startStack, type Stack } from '../stack.ts';
import { checkReleases, type Checked, type Vintages } from './check-releases.ts';
import { japanVintages } from './japan.ts';
import { usVintages } from './us.ts';

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
});

afterAll(async () => {
  await stack?.stop();
});

async function checked(vintages: Vintages): Promise<Checked[]> {
  const releases: Checked[] = [];
  for await (const release of checkReleases(stack, vintages)) releases.push(release);
  return releases;
}

const differencesIn = (releases: readonly Checked[]) => releases.flatMap(({ differences }) => differences);

it('US releases R1 to R10: after each, levels, growth and the sums of years are those of its table alone, the month it lost and the lines it doubled included', async () => {
  const releases = await checked(usVintages((line) => /\/(00|85|62)$/.test(line)));
  expect(differencesIn(releases)).toEqual([]);
  expect(releases.map(({ release }) => release)).toEqual([
    ...Array.from({ length: 10 }, (_, at) => `R${String(at + 1)}`),
    'all states',
  ]);
  // Six lines of 95 months in 8 years; the second release adds a month, the third brings one back.
  expect(releases.map(({ keys }) => keys).slice(0, 3)).toEqual([6 * 103, 6 * 104, 6 * 104]);
});

it('Japan releases J01 to J47, China and the world: after each, years, the year to date and the month are those of its table', async () => {
  const goods = ['_T', 'JPC-MOTOR-VEHICLES', 'JPC-CARS', 'JPC-IC', 'JPC-COAL-NES', 'JPC-AUDIO-VISUAL'];
  const takes = (line: string) => {
    const [, area = '', group = ''] = line.split('/');
    return ['CN', '_T'].includes(area) && goods.includes(group);
  };
  const releases = await checked(japanVintages(takes));
  expect(differencesIn(releases)).toEqual([]);
  expect(releases).toHaveLength(48);
});
