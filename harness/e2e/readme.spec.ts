import { readFileSync } from 'node:fs';
import { checkEvent } from '@silkgauge/contract';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const readme = read('README.md');
const blocksOf = (text: string) =>
  [...text.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, language, block]) => ({
    language,
    text: block ?? '',
  }));
const blocks = blocksOf(readme);

it.each([
  ['README.md', ['webhook', 'states-by-topic']],
  ['libs/client/README.md', ['push', 'states-over-http', 'states-by-topic', 'stream', 'webhook']],
])('the examples in %s are the tested ones', (path, names) => {
  const shown = blocksOf(read(path)).filter((block) => block.language === 'ts');
  expect(shown.map(({ text }) => text)).toEqual(names.map((name) => read(`examples/client/${name}.ts`)));
});

it('the event in the README is accepted, and the next address serves its growth', () => {
  const curl =
    blocks.find(({ language, text }) => language === 'sh' && text.includes('/v1/events'))?.text ?? '';
  const checked = checkEvent(JSON.parse(/-d '([\s\S]*)'/.exec(curl)?.[1] ?? ''));
  if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
  if (checked.event.type !== 'silkgauge.figure.reported.v1') throw new Error(checked.event.type);
  const { seriesKey, figure } = checked.event;
  expect(readme).toContain(`http://127.0.0.1:4100/v1/growth/${seriesKey}/${figure.period}`);
});

it('every linked file and every named npm script exists', () => {
  const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, path]) => path ?? '');
  expect(links.length).toBeGreaterThan(3);
  for (const path of links) expect(() => read(path.endsWith('/') ? `${path}README.md` : path)).not.toThrow();
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  for (const [, name = ''] of readme.matchAll(/npm run (?:--silent )?([a-z:-]*[a-z])/g))
    expect(Object.keys(scripts)).toContain(name);
});
