import { AUDIT_TOPIC, topics } from '@silkgauge/contract';
import { ensureTopics } from '@silkgauge/kafka';
import { Registry } from '@silkgauge/service';
import { eventually, readTopic, testBrokers, topicPrefix } from '@silkgauge/testing';
import { readAuditEntry } from '../audit/read-entry.ts';
import { ProcessAccess } from './process-access.ts';

it('the audit is told of a start as soon as the broker takes that', async () => {
  const prefix = topicPrefix();
  const kafka = { brokers: [testBrokers()] };
  const warnings: string[] = [];
  const access = new ProcessAccess({
    ...{ name: 'silkgauge-spec', kafka, topicPrefix: prefix, publicKeys: null, registry: new Registry() },
    logger: {
      warn: (_details, message) => {
        warnings.push(message);
      },
    },
  });
  access.start();
  await eventually(() => warnings.includes('the audit is not told of this start yet'));
  await ensureTopics(kafka, topics(prefix));
  const [entry] = await eventually(async () => {
    const found = await readTopic(kafka, prefix + AUDIT_TOPIC);
    return found.length > 0 && found.map(({ value }) => readAuditEntry(value));
  });
  expect(entry).toMatchObject({ action: 'process.started', target: 'silkgauge-spec', outcome: 'done', n: 1 });
  await access.close();
});
