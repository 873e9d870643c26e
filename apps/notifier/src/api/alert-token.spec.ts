import { newSecretKeys, parseSecretKeys } from '@silkgauge/service';
import { SecretBox } from '../sign/secret-box.ts';
import { isTokenOf, newAlertToken, readAlertToken } from './alert-token.ts';

const SINK = 'https://example.org/alerts';
const DAY = 86_400_000;
const box = new SecretBox(parseSecretKeys(newSecretKeys()));
const token = newAlertToken(box, 'sub_1', SINK, 1_000);
const isGood = (text: string, sink = SINK, now = 1_000, by = box): boolean => {
  const read = readAlertToken(text);
  return read !== null && isTokenOf(read, sink, by, now);
};

it('a token is good for its alert sink and subscription, for a day', () => {
  expect([isGood(token), isGood(token, SINK, 999 + DAY), isGood(token, SINK, 1_000 + DAY)]).toEqual([
    ...[true, true, false],
  ]);
  expect(isGood(token, 'https://example.org/other')).toBe(false);
  expect(isGood(token.replace('sub_1', 'sub_2'))).toBe(false);
  expect(isGood(token.replace(String(1_000 + DAY), String(1_001 + DAY)))).toBe(false);
  expect(isGood(token, SINK, 1_000, new SecretBox(parseSecretKeys(newSecretKeys())))).toBe(false);
});

it.each(['', 'x', 'sub_1', 'sub_1.1', 'sub_1.x.1.abc', 'sub_1.1.9.abc', `${token}.`])(
  '%p is no token',
  (text) => {
    expect(isGood(text, SINK, 0)).toBe(false);
  },
);
