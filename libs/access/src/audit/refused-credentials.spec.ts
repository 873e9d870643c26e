import type { AuditContent } from './chain.ts';
import { RefusedCredentials } from './refused-credentials.ts';

const NEVER = 2 ** 30;

const telling = (clock = () => 0) => {
  const told: AuditContent[] = [];
  const write = (content: AuditContent) => Promise.resolve(told.push(content));
  const refused = new RefusedCredentials(write, { interval: NEVER, clock });
  return { told, refused };
};
const counted = (told: readonly AuditContent[]) =>
  told.map(({ target, after }) => [target, after?.['count']]);

it('refused credentials are told once a minute by key or network, with their number', async () => {
  const { told, refused } = telling();
  for (let times = 0; times < 3; times += 1) refused.note('8Jd02kQmX1pA', '192.0.2.7', false);
  refused.note(undefined, '192.0.2.7', false);
  refused.note(undefined, '192.0.2.200', false);
  refused.note(undefined, '::ffff:192.0.3.1', false);
  refused.note(undefined, '2001:db8:1:2:3::4', false);
  refused.note(undefined, '2001:db8:1:2::', false);
  await refused.tell();
  expect(counted(told)).toEqual([
    ['key/8Jd02kQmX1pA', 3],
    ['network/192.0.2.0/24', 2],
    ['network/192.0.3.0/24', 1],
    ['network/2001:db8:1:2::/64', 2],
  ]);
  expect(told[0]).toEqual({
    actor: { key: '8Jd02kQmX1pA', address: '192.0.2.0/24' },
    action: 'credential.refused',
    target: 'key/8Jd02kQmX1pA',
    outcome: 'refused',
    after: { count: 3 },
  });
  await refused.close();
  expect(told).toHaveLength(4);
});

it('refused credentials of many networks take few entries', async () => {
  const { told, refused } = telling();
  for (let each = 0; each < 1_000; each += 1)
    refused.note(undefined, `10.${String(each % 250)}.${String(each >> 8)}.1`, false);
  await refused.close();
  expect(told).toHaveLength(101);
  expect(told.reduce((sum, { after }) => sum + Number(after?.['count']), 0)).toBe(1_000);
  expect(told.at(-1)).toMatchObject({ target: 'others', actor: {} });
});

it('refused credentials of a day take few entries, and all are counted', async () => {
  const { told, refused } = telling();
  let asked = 0;
  for (let minute = 0; minute < 1_440; minute += 1) {
    for (let each = 0; each < 101; each += 1, asked += 1)
      refused.note(undefined, `10.${String(minute % 250)}.${String(each)}.1`, false);
    await refused.tell();
  }
  await refused.close();
  expect(told.length).toBeLessThan(1_100);
  expect(told.reduce((sum, { after }) => sum + Number(after?.['count']), 0)).toBe(asked);
});

it('a guess at a key that there is never hides among others, and a day of guesses takes few entries', async () => {
  let now = 0;
  const { told, refused } = telling(() => now);
  for (let minute = 0; minute < 1_440; minute += 1) {
    for (let each = 0; each < 200; each += 1) refused.note(undefined, `10.9.${String(each)}.1`, false);
    refused.note('8Jd02kQmX1pA', '192.0.2.7', true);
    await refused.tell();
  }
  const ofKey = () => told.filter(({ target }) => target === 'key/8Jd02kQmX1pA');
  expect(ofKey().reduce((sum, { after }) => sum + Number(after?.['count']), 0)).toBe(1_440);
  expect(ofKey().length).toBeLessThan(130);
  now = 86_400_000;
  const before = ofKey().length;
  refused.note('8Jd02kQmX1pA', '192.0.2.7', true);
  await refused.tell();
  expect(ofKey().length).toBe(before + 1);
  await refused.close();
});
