import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { newSecretKeys, parseSecretKeys } from '@silkgauge/service';
import { SecretBox } from './secret-box.ts';
import { newSecret, signature } from './signature.ts';

describe('a signature', () => {
  it('is that of the libraries of Standard Webhooks, by the example of their tests', () => {
    const given = {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: 1_614_265_330,
      body: '{"test": 2432232314}',
    };
    expect(signature(given, ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'])).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    );
  });

  it('is the HMAC of id, timestamp and body by the bytes of the secret, one for each secret', () => {
    const secrets = [newSecret(), newSecret()];
    const by = (secret: string) =>
      `v1,${createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
        .update('sg_1.1614265330.{"ü":1}')
        .digest('base64')}`;
    const given = { id: 'sg_1', timestamp: 1_614_265_330, body: '{"ü":1}' };
    expect(signature(given, secrets)).toBe(secrets.map(by).join(' '));
  });

  it('is by a secret of 32 bytes, another one each time', () => {
    expect(Buffer.from(newSecret().replace(/^whsec_/, ''), 'base64')).toHaveLength(32);
    expect(newSecret()).not.toBe(newSecret());
  });
});

describe('a secret box', () => {
  const keys = (...generations: number[]) =>
    parseSecretKeys(generations.map((one) => newSecretKeys().replace(/^1/, String(one))).join(','));

  it('gives back every text, for the same purpose alone', () => {
    const box = new SecretBox(keys(1));
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const closed = box.close(text.toWellFormed(), 'sub_1');
        expect(box.open(closed, 'sub_1')).toBe(text.toWellFormed());
        expect(() => box.open(closed, 'sub_2')).toThrow();
      }),
    );
  });

  it('does not open what was changed, not even by a bit', () => {
    const box = new SecretBox(keys(1));
    const [generation = '', encoded = ''] = box.close('whsec_', 'sub_1').split('.');
    const bytes = Buffer.from(encoded, 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      expect(() => box.open(`${generation}.${changed.toString('base64url')}`, 'sub_1')).toThrow();
    }
  });

  it('encrypts by the newest generation, opens by an older one, and names one that is gone', () => {
    const both = keys(1, 7);
    const old = new SecretBox(new Map([...both].filter(([generation]) => generation === 1)));
    const closed = old.close('whsec_', 'sub_1');
    expect(new SecretBox(both).open(closed, 'sub_1')).toBe('whsec_');
    const renewed = new SecretBox(both).close('whsec_', 'sub_1');
    expect(renewed).toMatch(/^7\./);
    expect(() => old.open(renewed, 'sub_1')).toThrow('generation 7');
  });

  it.each(['', 'abc', '1:short', `0:${'A'.repeat(43)}=`, `1:${'A'.repeat(43)}=,1:${'A'.repeat(43)}=`])(
    'has no keys %p',
    (text) => {
      expect(() => parseSecretKeys(text)).toThrow(RangeError);
    },
  );
});
