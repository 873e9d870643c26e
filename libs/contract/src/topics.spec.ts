import { EVENT_TYPES } from './events/families.ts';
import { OUTPUT_TOPICS } from './kinds/table.ts';
import {
  clearTopic,
  EMBARGO_TOPICS,
  embargoTopic,
  embargoTopicIn,
  FEEDS,
  feedDeclared,
  inputTopicIn,
  INPUT_TOPICS,
  TOPIC_TYPES,
  deadLetterTopic,
  domainOf,
  feedsOf,
  doorTopic,
  topics,
  typesOf,
} from './topics.ts';

describe('the topics', () => {
  it('take all types of all feeds, and from none ticks, uses of early access and what doors have encrypted', () => {
    const own = ['silkgauge.clock.ticked.v1', 'silkgauge.embargoed.v1', 'silkgauge.release.opened.v1'];
    for (const type of EVENT_TYPES) expect(feedsOf(type).length > 0).toBe(!own.includes(type));
    expect(feedsOf('silkgauge.figure.reported.v1')).toEqual(
      expect.arrayContaining(['customs-feed', 'platform-sales']),
    );
    expect(feedsOf('silkgauge.sale.recorded.v1')).toEqual(['platform-sales']);
    expect(feedsOf('silkgauge.statement.attributed.v1')).toEqual(['policy-notice']);
    expect(feedsOf('silkgauge.statement.withdrawn.v1')).toEqual(['policy-notice']);
    expect(feedsOf('silkgauge.reporter.described.v1')).toEqual(feedsOf('silkgauge.figure.reported.v1'));
  });

  it('are chosen by feed and type', () => {
    expect(doorTopic('customs-feed', 'silkgauge.figure.reported.v1')).toBe('customs.figures');
    expect(doorTopic('platform-sales', 'silkgauge.figure.withdrawn.v1')).toBe('platform.figures');
    expect(doorTopic('platform-sales', 'silkgauge.sale.recorded.v1')).toBe('platform.sales');
    expect(doorTopic('policy-notice', 'silkgauge.notice.published.v1')).toBe('policy.notices');
    expect(doorTopic('customs-feed', 'silkgauge.sale.recorded.v1')).toBeUndefined();
    for (const feed of FEEDS) {
      expect(new Set(typesOf(feed).map((type) => doorTopic(feed, type)))).toEqual(
        new Set(feedDeclared(feed).topics),
      );
      expect(doorTopic(feed, 'silkgauge.job.reported.v1')).toBe('push.jobs');
    }
  });

  it('belong to a domain, except notices, orders and ticks', () => {
    const domains = Object.fromEntries(INPUT_TOPICS.map((topic) => [topic, domainOf(topic)]));
    expect(domains).toMatchObject({
      ...{ 'customs.figures': 'customs', 'platform.sales': 'platform', 'platform.figures': 'platform' },
      ...{ 'policy.notices': null, 'newsroom.orders': null, 'clock.ticks': null },
      ...{ 'customs.embargoed': 'customs', 'platform.embargoed': 'platform' },
    });
  });

  it('are inputs, that of jobs, outputs, a dead-letter topic for each but that, and three of access, with the prefix', () => {
    const letters = [...INPUT_TOPICS, ...OUTPUT_TOPICS].map(deadLetterTopic);
    const access = ['silkgauge.access', 'silkgauge.access-usage', 'silkgauge.audit'];
    expect(topics('test.').map(({ name }) => name)).toEqual(
      [...INPUT_TOPICS, 'push.jobs', ...OUTPUT_TOPICS, ...letters, ...access].map((name) => `test.${name}`),
    );
  });

  it('keep keys, policy and audit for ever, and compact last use, on one partition and with append time', () => {
    const specs = topics('', { 'silkgauge.access': 12 }).slice(-3);
    const ofEach = specs.map(({ partitions, config }) => [partitions, config['message.timestamp.type']]);
    expect(ofEach).toEqual(specs.map(() => [1, 'LogAppendTime']));
    expect(specs.map(({ config }) => config['cleanup.policy'])).toEqual(['delete', 'compact', 'delete']);
    expect(specs[2]?.config).toMatchObject({ 'retention.ms': '-1', 'retention.bytes': '-1' });
  });

  it('keep inputs for ever with append time, compact outputs, and keep jobs for 180 days', () => {
    const config = Object.fromEntries(topics().map((spec) => [spec.name, spec.config]));
    for (const topic of INPUT_TOPICS) {
      expect(config[topic]).toMatchObject({
        'cleanup.policy': 'delete',
        'retention.ms': '-1',
        'message.timestamp.type': 'LogAppendTime',
      });
    }
    for (const topic of OUTPUT_TOPICS) expect(config[topic]?.['cleanup.policy']).toBe('compact');
    expect(config['push.jobs']).toMatchObject({
      'cleanup.policy': 'compact,delete',
      'retention.ms': '15552000000',
      'message.timestamp.type': 'LogAppendTime',
    });
    // What is audited, replayed and rebuilt from has no compacted topic in it.
    expect(INPUT_TOPICS).not.toContain('push.jobs');
  });

  it('have room for the largest push and its dead letters', () => {
    const room = (topic: string) =>
      Number(topics().find(({ name }) => name === topic)?.config['max.message.bytes']);
    for (const topic of INPUT_TOPICS) {
      expect(room(topic)).toBeGreaterThan(5 * 1024 * 1024);
      expect(room(deadLetterTopic(topic))).toBeGreaterThan(room(topic));
    }
  });

  it('give all orders of the newsroom one order, on one partition', () => {
    const own = 'silkgauge.release.opened.v1';
    for (const type of TOPIC_TYPES['newsroom.orders'])
      expect(doorTopic('policy-notice', type)).toBe(type === own ? undefined : 'newsroom.orders');
    expect(TOPIC_TYPES['newsroom.orders']).toHaveLength(9);
    expect(TOPIC_TYPES['newsroom.orders']).toContain(own);
    const partitions = Object.fromEntries(
      topics('', { 'newsroom.orders': 12 }).map((spec) => [spec.name, spec.partitions]),
    );
    expect([partitions['newsroom.orders'], partitions['newsroom.orders.dlq']]).toEqual([1, 1]);
  });

  it('hold back events of figures on one topic for each domain, with one partition', () => {
    const specs = topics('', { 'customs.embargoed': 12 }).filter(({ name }) => name.endsWith('.embargoed'));
    expect(specs.map(({ partitions }) => partitions)).toEqual([1, 1]);
    expect(EMBARGO_TOPICS.map(clearTopic)).toEqual(['customs.figures', 'platform.figures']);
    expect(clearTopic('test.platform.embargoed')).toBe('test.platform.figures');
    expect(clearTopic('platform.sales')).toBe('platform.sales');
    expect(['a.embargoed.customs.embargoed', 'platform.embargoed'].map(embargoTopicIn)).toEqual(
      EMBARGO_TOPICS,
    );
    expect(embargoTopicIn('customs.embargoed.dlq')).toBeUndefined();
    expect((['customs.figures', 'platform.figures', 'platform.sales'] as const).map(embargoTopic)).toEqual([
      ...['customs.embargoed', 'platform.embargoed', undefined],
    ]);
  });

  it('are told from names with any prefix', () => {
    for (const topic of INPUT_TOPICS) expect(inputTopicIn(`test.${topic}`)).toBe(topic);
    expect(inputTopicIn('customs.figures.dlq')).toBeUndefined();
  });

  it('give the clock one partition, however many are asked for', () => {
    const specs = topics('', { 'clock.ticks': 12 }).filter(({ name }) => name.startsWith('clock.ticks'));
    expect(specs.map(({ partitions }) => partitions)).toEqual([1, 1]);
  });

  it('have the requested number of partitions, by default four', () => {
    const partitions = Object.fromEntries(
      topics('', { 'platform.sales': 12 }).map((spec) => [spec.name, spec.partitions]),
    );
    expect(partitions['platform.sales']).toBe(12);
    expect(partitions['platform.sales.dlq']).toBe(12);
    expect(partitions['customs.figures']).toBe(4);
  });
});
