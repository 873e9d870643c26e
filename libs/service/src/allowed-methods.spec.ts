import { AllowedMethods } from './allowed-methods.ts';

describe('AllowedMethods', () => {
  const allowed = new AllowedMethods();
  allowed.add('/v1/growth', ['GET', 'HEAD']);
  allowed.add('/v1/growth/:series/:period', ['GET']);
  allowed.add('/v1/events', ['POST']);
  allowed.add('/v1/events', ['OPTIONS']);
  allowed.add('/files/*', ['GET']);
  allowed.add('/a.b', ['GET']);

  it.each([
    ['/v1/growth', ['GET', 'HEAD']],
    ['/v1/growth/ZAEZ.CN/2020-01-01%2FP5M', ['GET']],
    ['/v1/growth/ZAEZ.CN', []],
    ['/v1/events', ['OPTIONS', 'POST']],
    ['/files/a/b', ['GET']],
    ['/axb', []],
    ['/v1/events/', []],
  ])('returns for %s the methods %j', (path, methods) => {
    expect(allowed.of(path)).toEqual(methods);
  });
});
