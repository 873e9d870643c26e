import { eventually, testDatabase, type TestDatabase } from '@silkgauge/testing';
import { connect } from '../read-model.ts';
import { findDeadMembers, forgetMember, removeMember, standForMember } from './members.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const session = () => connect(database.url, 'spec');

it('a member is dead after the end of its session, and one process alone finds the member', async () => {
  const [mine, other, third] = await Promise.all([session(), session(), session()]);
  await standForMember(mine, 'g', 'mine');
  await standForMember(other, 'g', 'other');
  await standForMember(third, 'another group', 'third');
  expect(await findDeadMembers(mine, 'g', ['mine'])).toEqual([]);
  await Promise.all([other.end(), third.end()]);
  const found = await eventually(async () => {
    const dead = await findDeadMembers(mine, 'g', ['mine']);
    return dead.length > 0 && dead;
  });
  expect(found.map(({ memberId }) => memberId)).toEqual(['other']);
  const late = await session();
  expect(await findDeadMembers(late, 'g', ['mine'])).toEqual([]);
  for (const dead of found) await forgetMember(mine, dead);
  expect(await findDeadMembers(late, 'g', ['mine'])).toEqual([]);
  await mine.end();
  const [dead] = await eventually(async () => {
    const list = await findDeadMembers(late, 'g', []);
    return list.length > 0 && list;
  });
  expect(dead?.memberId).toBe('mine');
  await late.end();
});

it('a dead member is found again if its finder ends too', async () => {
  const [dying, finder, heir] = await Promise.all([session(), session(), session()]);
  await standForMember(dying, 'h', 'dying');
  await dying.end();
  await eventually(async () => (await findDeadMembers(finder, 'h', [])).length === 1);
  await finder.end();
  await eventually(async () => (await findDeadMembers(heir, 'h', [])).length === 1);
  await heir.end();
});

it('a removed member is never found, and a member that registered again is alive', async () => {
  const [first, second, looking] = await Promise.all([session(), session(), session()]);
  await standForMember(first, 'i', 'left');
  await removeMember(first, 'left');
  await standForMember(first, 'i', 'moved');
  await standForMember(second, 'i', 'moved');
  await first.end();
  expect(await findDeadMembers(looking, 'i', [])).toEqual([]);
  await Promise.all([second.end(), looking.end()]);
});
