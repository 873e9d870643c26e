import type { AuditContent } from './chain.ts';
import { RefusedCredentials } from './refused-credentials.ts';

const NEVER = 2 ** 30;

const telling = () => {
  const told: AuditContent[] = [];
  const refused = new RefusedCredentials((content) => Promise.resolve(told.push(content)), NEVER);
  return { told, refused };
};
const counted = (told: readonly AuditContent[]) =>
  told.map(({ target, after }) => [target, after?.['count']]);

it('refused credentials are told once a minute by key or network, with their number', async () => {
  const { told, refused } = telling();
  for (let times = 0; times < 3; times += 1) refused.note('8Jd02kQmX1pA', '192.0.2.7');
  refused.note(undefined, '192.0.2.7');
  refused.note(undefined, '192.0.2.200');
  refused.note(undefined, '::ffff:192.0.3.1');
  refused.note(undefined, '2001:db8:1:2:3::4');
  refused.note(undefined, '2001:db8:1:2::');
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
    refused.note(undefined, `10.${String(each % 250)}.${String(each >> 8)}.1`);
  await refused.close();
  expect(told).toHaveLength(101);
  expect(told.reduce((sum, { after }) => sum + Number(after?.['count']), 0)).toBe(1_000);
  expect(told.at(-1)).toMatchObject({ target: 'others', actor: {} });
});
