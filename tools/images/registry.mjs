/** Indexes of images for several machines first, so that a digest holds for each machine. */
const ACCEPT = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');
const LIMIT = 20_000;

/**
 * The digest that a registry has for a name and a tag, such as postgres:18. Asks for a token where the registry wants one.
 * @returns {Promise<string>} sha256:<64 hexadecimal digits>
 */
export async function digestOf(image, registry) {
  const [, name = '', tag = ''] = /^([a-z0-9][a-z0-9._/-]*):([\w][\w.-]*)$/.exec(image) ?? [];
  if (name === '') throw new RangeError(`${image} is no name with a tag, such as postgres:18`);
  const repository = name.includes('/') ? name : `library/${name}`;
  const url = new URL(`/v2/${repository}/manifests/${tag}`, registry);
  let answer = await head(url);
  if (answer.status === 401) answer = await head(url, await tokenFor(answer, repository));
  if (answer.status !== 200) throw new Error(`${url.host} answers ${String(answer.status)} for ${image}`);
  const digest = answer.headers.get('docker-content-digest') ?? '';
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) throw new Error(`${url.host} tells no digest of ${image}`);
  return digest;
}

const head = (url, token) =>
  fetch(url, {
    method: 'HEAD',
    headers: { accept: ACCEPT, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    signal: AbortSignal.timeout(LIMIT),
  });

/** A token to read with, from where the refusal says (WWW-Authenticate: Bearer realm, service). */
async function tokenFor(refusal, repository) {
  const challenge = refusal.headers.get('www-authenticate') ?? '';
  const told = Object.fromEntries(
    [...challenge.matchAll(/(realm|service)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  );
  if (!/^bearer /i.test(challenge) || !URL.canParse(told.realm ?? ''))
    throw new Error(`the registry asks for a credential, and not for a token: ${challenge}`);
  const url = new URL(told.realm);
  if (told.service !== undefined) url.searchParams.set('service', told.service);
  url.searchParams.set('scope', `repository:${repository}:pull`);
  const answer = await fetch(url, { signal: AbortSignal.timeout(LIMIT) });
  if (!answer.ok) throw new Error(`${url.host} gives no token: ${String(answer.status)}`);
  const { token, access_token: other } = await answer.json();
  const given = token ?? other;
  if (typeof given !== 'string') throw new Error(`${url.host} gives no token`);
  return given;
}
