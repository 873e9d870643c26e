import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { asReviewed, readReviewed } from '../reviewed-bulletin.ts';
import { dealtWith, push, root } from '../stack.ts';
import { setStage } from './stage.ts';

const stage = setStage();
const LOADED = ['seed', 'cbec', 'policies'];

/** Bulletins with a plan beside them, told from sets that are loaded. */
const examples = globSync('docs/bulletins/[0-9]*.jsonl', { cwd: fileURLToPath(root) })
  .sort()
  .map((plan) => {
    const event = JSON.parse(readFileSync(new URL(plan, root), 'utf8')) as {
      readonly data: { readonly bulletin: string };
    };
    return { event, name: event.data.bulletin, page: readReviewed(plan.replace('.jsonl', '.md')) };
  })
  .filter(({ page }) => page.sets.every((set) => LOADED.includes(set)));

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
    for (const language of ['en', 'zh'] as const) {
      const answer = await fetch(`${stage.stack.api.url}/v1/bulletins/${name}.md?lang=${language}`);
      expect(answer.status).toBe(200);
      expect(asReviewed(await answer.text(), language)).toBe(page[language]);
    }
  });
});
