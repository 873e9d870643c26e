import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { watch } from '../../examples/client/states-over-http.ts';

it('the example over HTTP tells why it ended, and lets the process live', async () => {
  const api = createServer((_, response) => response.writeHead(401).end());
  await once(api.listen(0, '127.0.0.1'), 'listening');
  const address = `http://127.0.0.1:${String((api.address() as AddressInfo).port)}`;
  const why = await new Promise((resolve) => watch(address, () => undefined, resolve));
  api.close();
  expect(why).toMatchObject({ name: 'Refused', status: 401 });
});

/** The examples in Python, with stand-ins for their packages: what they do with odd input needs no broker. */
function python(program: string): unknown {
  const folder = fileURLToPath(new URL('../../examples/python/', import.meta.url));
  const { stdout, stderr } = spawnSync('python3', ['-B', '-c', `${STAND_INS}\n${program}`, folder], {
    encoding: 'utf8',
  });
  if (stderr) throw new Error(stderr);
  return JSON.parse(stdout);
}

const STAND_INS = `
import json, sys, types
sys.path.insert(0, sys.argv[1])
class WebhookVerificationError(Exception): pass
class Webhook:
    def __init__(self, secret): pass
    def verify(self, body, headers): raise WebhookVerificationError()
standardwebhooks = types.ModuleType("standardwebhooks")
standardwebhooks.Webhook, standardwebhooks.WebhookVerificationError = Webhook, WebhookVerificationError
sys.modules["standardwebhooks"] = standardwebhooks
requests = types.ModuleType("requests")
class ConnectionError(Exception): pass
class Timeout(Exception): pass
class ChunkedEncodingError(Exception): pass
requests.ConnectionError, requests.Timeout = ConnectionError, Timeout
requests.exceptions = types.SimpleNamespace(ChunkedEncodingError=ChunkedEncodingError)
sys.modules["requests"] = requests
`;

it('verify.py answers 400 to a length that is none, and reads nothing of it', () => {
  const statuses = python(`
import io, os, verify
os.environ["SILKGAUGE_SECRET"] = "whsec_x"
class Body(io.BytesIO):
    def read(self, size=-1):
        assert 0 <= size <= verify.LARGEST
        return super().read(size)
def answered(length):
    sink = verify.Sink.__new__(verify.Sink)
    sink.headers, sink.rfile, said = {"content-length": length}, Body(b"{}"), []
    sink.send_response, sink.end_headers = said.append, lambda: None
    sink.do_POST()
    return said
print(json.dumps([answered(length) for length in ("-1", "many", "99999999", "2")]))`);
  expect(statuses).toEqual([[400], [400], [400], [400]]);
});

it('push.py sends again after an answer that broke off, and waits by itself where Retry-After is a date', () => {
  const told = python(`
import push
waits, answers = [], [ChunkedEncodingError(), (503, {"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"}), (503, {"retry-after": "7"}), (202, {})]
push.time = types.SimpleNamespace(sleep=waits.append)
class Answer:
    def __init__(self, status_code, headers): self.status_code, self.headers = status_code, headers
    def raise_for_status(self): pass
    def json(self): return {"receipts": ["taken"]}
def post(*_, **__):
    answer = answers.pop(0)
    if isinstance(answer, Exception): raise answer
    return Answer(*answer)
requests.post = post
print(json.dumps([push.push("http://door", []), waits]))`);
  expect(told).toEqual([['taken'], [1, 2, 7]]);
});
