import { Feed } from 'feed';
import { SaxesParser } from 'saxes';
import { tell } from '../tell.ts';
import { SEED_PLAN } from '../spec/seed-plan.fixture.ts';
import { seedWorld } from '../spec/seed-world.fixture.ts';
import { event, GROWTH, LEVEL, level, print, told, toldOf, withdrawal } from '../spec/events.fixture.ts';
import { fileWorld } from '../spec/event-world.fixture.ts';
import { numerals, sentencesOf } from '../spec/told.fixture.ts';
import type { Bulletin, Telling } from '../bulletin.ts';
import { nextVersion } from '../versions/next-version.ts';
import { toAtomContent, toHtml } from './html.ts';
import { toMarkdown } from './markdown.ts';
import { toText } from './text.ts';

const made = (before: readonly Bulletin[], telling: Telling | null): Bulletin => {
  const next = nextVersion(before[0] ?? null, telling, {
    ...{ bulletin: 'spec', sequence: '96110', told: '96105', knownAt: '2020-07-16T02:00:00.000Z' },
    plan: { version: 1, source: '/spec', id: 'plan' },
    because: { reason: 'reported', causes: [] },
  });
  if (!next) throw new Error('No version');
  return next;
};
const article = made([], tell(SEED_PLAN, seedWorld()));
const one = level('4.72', { id: 'level' });
const first = made([], told(fileWorld([one]), [{ id: 'total', ...LEVEL }]));
const corrected = made(
  [first],
  told(fileWorld([one, level('4.80', { id: 'later', corrects: { source: '/spec', id: 'level' } })]), [
    { id: 'total', ...LEVEL },
    { id: 'no', say: 'policy', notice: 'N' },
  ]),
);

const EVIL =
  '<script>alert(1)</script> ]]> & "a" \u0001\u0007\u001b[31m\u202Ereversed [x](javascript:alert(1)) ![i](y) `c` *b* https://evil.example www.evil.example # h\n# not a heading\n\n- no list | ~~s~~ $x$ @me';
const hostile = made(
  [],
  told(
    fileWorld([
      event('statement.attributed', 's', {
        ...{ speaker: EVIL, affiliation: EVIL, about: { notice: 'N' }, quote: EVIL },
        evidence: { document: 'https://example.org/"onmouseover="alert(1)"<b>', quote: 'x', language: 'en' },
      }),
      event('notice.published', 'n', {
        ...{ notice: 'N', issuer: EVIL, title: EVIL, announcedOn: '2020-06-12', effectiveFrom: '2020-07-01' },
        ...{ scope: {}, evidence: { document: 'javascript:alert(1)', quote: 'x' } },
      }),
    ]),
    [{ id: 'said', say: 'opinion', event: { source: '/spec', id: 's' } }],
    [{ id: 'pilot', say: 'policy', notice: 'N' }],
  ),
);

/** The elements and texts of well-formed XML. */
function parsed(xml: string) {
  const elements: { name: string; attributes: Record<string, string> }[] = [];
  let text = '';
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => elements.push({ name, attributes }));
  for (const name of ['text', 'cdata'] as const) parser.on(name, (some: string) => (text += some));
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
  return { elements, text };
}
/** Elements of HTML that have no end. */
const asXml = (html: string): string => html.replaceAll('<br>', '<br/>');

describe('the formats of a bulletin', () => {
  it.each(['en', 'zh'] as const)(
    'text has all sentences, corrections first and refusals last: %s',
    (language) => {
      const text = toText(article, language);
      for (const sentence of sentencesOf(article, language)) expect(text).toContain(sentence.text);
      expect(text.trimEnd().split('\n').at(-1)).toContain('cause (no-causal-claim): ');
      const lines = toText(corrected, language)
        .split('\n\n')
        .map((block) => block.split('\n')[0]);
      expect(lines[0]).toBe(corrected[language].headline);
      expect(lines[1]).toBe({ en: 'Corrections', zh: '更正' }[language]);
      expect(lines.at(-1)).toBe({ en: 'Not told', zh: '未写入' }[language]);
    },
  );

  it('text says what was said and what is said now', () => {
    expect(toText(corrected, 'en')).toContain(
      [
        `It said: ${first.en.paragraphs[0]?.sentences[0]?.text ?? ''}`,
        `It says now: ${corrected.en.paragraphs[0]?.sentences[0]?.text ?? ''}`,
      ].join('\n'),
    );
  });

  it('HTML has the language of the printed words of a figure, in both languages', () => {
    const words = { value: '2', unit: 'times', wording: 'fold' };
    const evidence = { document: 'https://example.org/q', quote: '翻番', kind: 'official' };
    const printed = toldOf(GROWTH, print({ ...words, evidence: { ...evidence, language: 'zh' } }));
    const unstated = toldOf(GROWTH, print({ ...words, evidence }));
    for (const language of ['en', 'zh'] as const) {
      expect(toHtml(made([], printed), language)).toContain('<span class="quote" lang="zh">翻番</span>');
      expect(toHtml(made([], unstated), language)).toContain('<span class="quote">翻番</span>');
    }
  });

  it('of a withdrawal say that it is one', () => {
    const gone = made([first], null);
    expect(toText(gone, 'en')).toMatch(
      /^This bulletin is withdrawn\.\n\nCorrections\nIt said: .*\nThis is no longer reported\.\n$/,
    );
    expect(toMarkdown(gone, 'zh')).toContain('本简报已撤回。');
    expect(toHtml(gone, 'zh')).toContain('<p class="withdrawn">本简报已撤回。</p>');
    const wrong = withdrawal('figure', { ref: { source: '/spec', id: 'level' }, reason: 'wrong' });
    const empty = made([first], told(fileWorld([one, wrong]), [{ id: 'total', ...LEVEL }]));
    expect(toText(empty, 'en')).toContain('total (withdrawn): What this rests on was withdrawn.');
  });

  it('Markdown has a footnote for each numeral, with print, document and the way to explain', () => {
    const markdown = toMarkdown(article, 'en', 'https://api.example');
    const notes = markdown.match(/^\[\^\d+\]: .*$/gm) ?? [];
    const all = new Set(
      sentencesOf(article, 'en')
        .flatMap(numerals)
        .map(({ ref, value }) => JSON.stringify([ref, value])),
    );
    expect(notes).toHaveLength(all.size);
    expect(notes[0]).toBe(
      '[^1]: 26.2 percent; “the CBEC trade monitored by the authority increased by 26.2 percent during the January-June period”; <https://en.imsilkroad.com/p/314906.html>; [how it was found](<https://api.example/v1/growth/GACC.CN.CBEC.PLATFORM.\\_T.\\_T.\\_T.\\_T.CNY/2020-S1/explain?asOf=96105>)'.replaceAll(
        '\\',
        '',
      ),
    );
    for (const number of notes.keys()) expect(markdown).toContain(`[^${String(number + 1)}]`);
    expect(markdown).toContain('14.2 percentage points[^4]');
    expect(markdown).toContain('worked out by contribution-of-rates\\@1');
    expect(markdown).toContain('2020-01-01%2FP5M/explain');
  });

  it('HTML has the value, key, version and member of each numeral, and needs no script', () => {
    const html = toHtml(article, 'zh');
    const { elements, text } = parsed(asXml(html));
    const data = elements.filter(({ name }) => name === 'data').map(({ attributes }) => attributes);
    expect(data).toHaveLength(sentencesOf(article, 'zh').flatMap(numerals).length);
    expect(data).toContainEqual({
      ...{ value: '4720000000', 'data-key': 'ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY/2020-S1' },
      ...{ 'data-version': '1', 'data-member': 'level.reported' },
    });
    for (const sentence of sentencesOf(article, 'zh')) expect(text).toContain(sentence.text);
    expect(elements.map(({ name }) => name)).not.toContain('script');
    expect(html.indexOf('class="refused"')).toBeGreaterThan(html.lastIndexOf('data-sentence'));
    const correction = toHtml(corrected, 'en');
    expect(correction.indexOf('class="corrections"')).toBeLessThan(correction.indexOf('data-sentence'));
  });

  it.each(['en', 'zh'] as const)('hostile text is text in HTML: %s', (language) => {
    const { elements, text } = parsed(asXml(toHtml(hostile, language)));
    expect(new Set(elements.map(({ name }) => name))).toEqual(
      new Set(['article', 'h1', 'p', 'span', 'em', 'a']),
    );
    for (const { attributes } of elements) {
      expect(Object.keys(attributes).filter((name) => name.startsWith('on'))).toEqual([]);
      expect(attributes['href'] ?? 'https:').toMatch(/^https:/);
    }
    expect(text).toContain('<script>alert(1)</script> ]]> & "a" ');
    expect(text).not.toMatch(/[\u0001\u0007\u001b\u202E]/);
  });

  it('hostile text is text in a feed: the content of an entry ends nowhere early', () => {
    const feed = new Feed({
      ...{
        id: 'https://example.org/',
        title: 'spec',
        link: 'https://example.org/',
        feed: 'https://example.org/feed',
      },
      updated: new Date(0),
    });
    const content = toAtomContent(hostile, 'en');
    feed.addItem({
      id: 'urn:silkgauge:x',
      title: 'x',
      link: 'https://example.org',
      date: new Date(0),
      content,
    });
    const { elements, text } = parsed(feed.atom1());
    expect(elements.map(({ name }) => name)).not.toContain('script');
    expect(content).not.toMatch(/[\0-\x08\x0b-\x1f]|\]\]>/);
    expect(text.trim()).toContain(content);
    parsed(asXml(`<div>${content}</div>`));
  });

  it('hostile text is text in Markdown and in plain text', () => {
    const markdown = toMarkdown(hostile, 'en');
    expect(markdown).not.toMatch(
      /(?<!\\)[`<]script|(?<!\\)\]\(javascript|(?<!\\)!\[|[\u0001\u0007\u001b\u202E]/,
    );
    expect(markdown).not.toMatch(/^# not|^- no list/m);
    expect(markdown).toContain('\\<script\\>');
    expect(markdown).toContain('https\\://evil.example www\\.evil.example');
    const text = toText(hostile, 'zh');
    expect(text).not.toMatch(/[\u0001\u0007\u001b\u202E]/);
    expect(text).not.toMatch(/^- no list/m);
  });

  it('JSON keeps words of events as they are', () => {
    const again = JSON.parse(JSON.stringify(hostile)) as Bulletin;
    expect(again).toEqual(hostile);
    expect(JSON.stringify(again.en)).toContain(JSON.stringify(EVIL).slice(1, -1));
  });
});
