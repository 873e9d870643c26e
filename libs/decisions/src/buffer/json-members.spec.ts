import fc from 'fast-check';
import { jsonMembers, jsonObject, openJsonObject } from './json-members.ts';

const value = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' });
const name = fc.stringMatching(/^[A-Za-z0-9_$-]{1,9}$/);
const object = fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key });

it('splits an object into the texts of its members and joins them again', () => {
  fc.assert(
    fc.property(object, (entries) => {
      const text = JSON.stringify(Object.fromEntries(entries));
      const members = jsonMembers(text);
      const whole = JSON.parse(text) as object;
      expect([...members]).toEqual(
        Object.entries(whole).map(([key, member]) => [key, JSON.stringify(member)]),
      );
      expect(jsonObject(members)).toBe(text);
    }),
  );
});

it('splits an unclosed object, to which members may be added', () => {
  fc.assert(
    fc.property(object, (entries) => {
      const text = JSON.stringify(Object.fromEntries(entries));
      const members = jsonMembers(text);
      const open = openJsonObject(members);
      expect(`${open}}`).toBe(text);
      expect([...jsonMembers(open)]).toEqual([...members]);
    }),
  );
});

it('finds the end of a string with any content', () => {
  const odd = ['\\', '\\\\', '"', '\\"', '","', '{', ']', '\\u0022'];
  const text = JSON.stringify({ odd, after: 1 });
  expect(jsonMembers(text)).toEqual(
    new Map([
      ['odd', JSON.stringify(odd)],
      ['after', '1'],
    ]),
  );
});
