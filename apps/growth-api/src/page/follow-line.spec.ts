import { KINDS } from '@silkgauge/contract';
import { followLine } from './follow-line.ts';

const AT = { url: 'https://api.example/v1/subscriptions', needsKey: true };

it('has a line for a shell, which takes it as one address and one body', () => {
  const html = followLine(
    { type: KINDS.alert.type, exact: { rule: 'over' } },
    { language: 'en', subscribeAt: { url: "http://a'b/v1/subscriptions", needsKey: false } },
  );
  expect(html.replaceAll('&quot;', '"').replaceAll('&#39;', "'")).toContain(
    String.raw`<code>curl 'http://a'\''b/v1/subscriptions' -H 'content-type: application/json' -d '{"sink":"https://example.org/hook","protocol":"HTTP","types":["${KINDS.alert.type}"],"filters":[{"exact":{"rule":"over"}}]}'</code>`,
  );
});

it('tells the ways that there are, in both languages, and nothing where there is none', () => {
  const calendar = '/v1/releases.ics';
  const told = (language: 'en' | 'zh', subscribeAt: typeof AT | null = null) =>
    followLine({ calendar, type: KINDS.release.type }, { language, subscribeAt });
  expect(told('en')).toBe('<p>Follow: <a href="/v1/releases.ics">Calendar</a></p>');
  expect(told('zh')).toBe('<p>订阅： <a href="/v1/releases.ics">日历</a></p>');
  expect(told('zh', AT)).toContain('；推送到您的地址（webhook）：');
  expect(told('en', AT)).toContain('-H &quot;Authorization: Bearer $SILKGAUGE_KEY&quot;');
  expect(followLine({ type: KINDS.release.type }, { language: 'en', subscribeAt: null })).toBe('');
});
