import type { CloudEvent } from '../cloud-event.ts';
import { checkedAs, eventsOf } from '../../../../harness/fixtures/bundled.ts';

describe('policy notices', () => {
  let events: ReadonlyMap<string, CloudEvent>;
  const notice = (id: string) => checkedAs(events.get(id), 'silkgauge.notice.published.v1');

  beforeAll(async () => {
    events = new Map((await eventsOf('policies')).map((event) => [event.id, event]));
  });

  it('has all notices but the one in the set of the article', () => {
    expect(events.size).toBe(27);
    expect(events.has('GACC-2020-75')).toBe(false);
    expect([...events.keys()].map((id) => notice(id).notice)).toEqual([...events.keys()]);
  });

  it('names customs districts, modes and flow', () => {
    expect(notice('GACC-2020-92').data.scope).toMatchObject({
      modes: ['9710', '9810'],
      flow: 'X',
      areas: expect.arrayContaining(['CN-D22', 'CN-D90']) as string[],
    });
    expect(notice('GACC-2020-92').data.scope.areas).toHaveLength(12);
    expect(notice('GACC-2024-167-B').data.scope.areas).toHaveLength(20);
  });

  it('limits a national notice to China', () => {
    expect(notice('GACC-2021-47').data.scope).toMatchObject({ areas: ['CN'], flow: 'X' });
    expect(notice('GACC-2018-194').data.scope).toEqual({ areas: ['CN'], modes: ['9610', '1210', '1239'] });
  });

  it('maps unlisted places to an unknown area inside China', () => {
    expect(notice('MOFCOM-2020-15').data.scope.areas).toEqual(['CN-C-_U']);
    expect(notice('GACC-2016-75').data.scope).toMatchObject({ areas: ['CN-C-_U'], modes: ['1239'] });
  });

  it('lists the cities of a batch of pilot zones, the two Taizhou apart', () => {
    expect(notice('SC-ZONE-1').data.scope.areas).toEqual(['CN-C-3301']);
    expect(notice('SC-ZONE-5').data.scope.areas).toHaveLength(46);
    expect(notice('SC-ZONE-5').data.scope.areas).toContain('CN-C-3310');
    expect(notice('SC-ZONE-6').data.scope.areas).toContain('CN-C-3212');
    expect(notice('SC-ZONE-2').data.scope.areas).toEqual(expect.arrayContaining(['CN-TJ', 'CN-C-3302']));
  });

  it('takes a date known to the month as its last day', () => {
    expect(notice('SC-ZONE-1')).toMatchObject({ effectiveFrom: '2015-03-31' });
    expect(notice('SC-ZONE-8').data).toMatchObject({
      announcedOn: '2025-04-28',
      effectiveFrom: '2025-04-30',
    });
  });

  it('ends notices that ended, and leaves open the one that became national', () => {
    expect(notice('MOFCOM-2017-TRANS').effectiveTo).toBe('2018-12-31');
    expect(notice('GACC-2020-92').effectiveTo).toBeNull();
  });

  it('links the waves of the pilot of B2B export supervision to its first notice', () => {
    const links = [...events.keys()].flatMap((id) => {
      const { extends: before } = notice(id).data;
      return before === undefined ? [] : [[id, before]];
    });
    expect(links).toEqual([
      ['GACC-2020-92', 'GACC-2020-75'],
      ['GACC-2021-47', 'GACC-2020-75'],
    ]);
  });

  it('limits American notices to imports of the United States', () => {
    expect(notice('US-DM-1')).toMatchObject({ effectiveFrom: '2025-02-04', effectiveTo: '2025-02-07' });
    expect(notice('US-DM-1').data.scope).toMatchObject({ areas: ['US'], flow: 'M' });
  });
});
