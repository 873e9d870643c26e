import { AccessAnswer, PolicyInForce, PolicySettings } from '../../shapes/access-api.ts';
import { accessQuestionTerm } from '../../rights/requests.ts';
import { managed } from '../answer.ts';
import { call } from '../call.ts';
import { OPERATE } from './keys.ts';

const tag = 'policy';
const thePolicy = managed('The policy.', PolicyInForce, { tag: true });

export const readPolicy = call('GET', '/v1/policy', {
  tag,
  summary: 'The policy in force',
  about: 'With all defaults. Scope operate.',
  needs: OPERATE,
  answer: thePolicy,
});

export const decidePolicy = call('PUT', '/v1/policy', {
  tag,
  summary: 'Decide the policy',
  about: 'A member left out is its default. Scope operate.',
  needs: OPERATE,
  isMatched: true,
  body: { schema: PolicySettings },
  answer: thePolicy,
  errors: ['Conflict'],
});

export const checkAccess = call('POST', '/v1/check', {
  tag,
  summary: 'Would an event be let in?',
  about: 'Nothing is pushed. Scope operate.',
  needs: OPERATE,
  body: { schema: accessQuestionTerm.schema },
  answer: managed('Whether, and each rule that says no.', AccessAnswer),
  errors: ['NotFound'],
});
