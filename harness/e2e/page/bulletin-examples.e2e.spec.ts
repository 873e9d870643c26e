import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dealtWith, push, root } from '../stack.ts';
import { setStage } from './stage.ts';

const stage = setStage();
const LOADED = ['seed', 'cbec', 'policies'];

const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
/** The sets that a bulletin says it is told from. */
const setsOf = (page: string): readonly string[] =>
  (/bundled sets: ([a-z, -]+)\. -->/.exec(page)?.[1] ?? '').split(', ');

/** Bulletins with a plan beside them, told from sets that are loaded. */
const examples = globSync('docs/bulletins/[0-9]*.jsonl', { cwd: fileURLToPath(root) })
  .sort()
  .map((plan) => {
    const event = JSON.parse(read(plan)) as { readonly data: { readonly bulletin: string } };
    return { event, name: event.data.bulletin, page: read(plan.replace('.jsonl', '.md')) };
  })
  .filter(({ page }) => setsOf(page).every((set) => LOADED.includes(set)));

/** As the examples are written: without the place in the log, and with the language in the labels of footnotes. */
const asWritten = (markdown: string, language: string): string =>
  markdown.replace(/\?asOf=\d+/g, '').replace(/\[\^(\d+)\]/g, `[^${language}-$1]`);

describe('a reviewed bulletin of docs/bulletins', () => {
  beforeAll(async () => {
    const { status, body } = await push(
      stage.stack.policy,
      examples.map(({ event }) => event),
    );
    expect(status).toBe(202);
    await dealtWith(stage.stack, (body as { receipts: Parameters<typeof dealtWith>[1] }).receipts);
  });

  it('is there for each example whose data are loaded', () => {
    expect(examples.map(({ name }) => name)).toEqual([
      'china-2021',
      'forecast',
      'two-readings',
      'notice',
      'comparison',
    ]);
  });

  it.each(examples)('is what a running system tells: $name', async ({ name, page }) => {
    const [, english, chinese] = /^<!--.*?-->\n\n(.*)\n---\n\n(.*)$/s.exec(page) ?? [];
    for (const [language, told] of [
      ['en', english],
      ['zh', chinese],
    ] as const) {
      const answer = await fetch(`${stage.stack.api.url}/v1/bulletins/${name}.md?lang=${language}`);
      expect(answer.status).toBe(200);
      expect(asWritten(await answer.text(), language)).toBe(told);
    }
  });
});
