import { judge } from './judge.mjs';

const report = (vulnerabilities) =>
  JSON.stringify({ auditReportVersion: 2, vulnerabilities, metadata: { dependencies: { total: 400 } } });
const fault = (name, severity, title) => ({ name, severity, via: [{ title, severity }] });

it('no fault is told as none, of how many packages', () => {
  expect(judge(report({}))).toEqual({ lines: ['vulnerabilities: 0 in 400 packages'], isGrave: false });
});

it.each([
  ['low', false],
  ['moderate', false],
  ['high', true],
  ['critical', true],
])('a fault that is %s is grave: %s', (severity, isGrave) => {
  expect(judge(report({ left: fault('left', severity, 'Prototype pollution') }))).toEqual({
    lines: [`${severity}  left: Prototype pollution`, 'vulnerabilities: 1 in 400 packages'],
    isGrave,
  });
});

it('a package that only uses a faulty one is not counted beside it', () => {
  const user = { name: 'user', severity: 'high', via: ['left'] };
  expect(judge(report({ left: fault('left', 'low', 'Slow pattern'), user }))).toEqual({
    lines: ['low  left: Slow pattern', 'vulnerabilities: 1 in 400 packages'],
    isGrave: false,
  });
});

it.each([
  ['{"message":"404 Not Found","error":{"summary":""}}', '404 Not Found'],
  ['no JSON', 'no report'],
  ['', 'no report'],
])('an answer that is no report is told, and says nothing of packages (%j)', (text, why) => {
  expect(judge(text)).toEqual({ lines: [`vulnerabilities: not told (${why})`], isGrave: false });
});
