export { acceptedCoding, acceptedLanguage, acceptedType, CODINGS, type Coding } from './accepted.ts';
export { startedAt } from './document.ts';
export { LAST_CHANGES } from './last-changes.ts';
export { Counter, Gauge, Histogram, Registry } from 'prom-client';
export {
  asHttpAddress,
  asInteger,
  asList,
  asOneOf,
  asText,
  asUrl,
  ConfigError,
  readConfig,
  type ConfigOf,
  type DescribedVariable,
  type Variable,
  type Environment,
  type VariableGroup,
  type Variables,
} from './config.ts';
export {
  keepSecretKeys,
  newSecretKeys,
  parseSecretKeys,
  secretKeysVariable,
  type SecretKeys,
} from './secret-keys.ts';
export { FairRoom, type Leave, type RoomSize } from './fair-room.ts';
export { serviceVariables, type ServiceConfig } from './service-variables.ts';
export { isUntold, leaveUntold, UNTOLD, withoutTimeLimit, type RewriteUrl } from './http.ts';
export { main } from './main.ts';
export {
  plainProblem,
  ProblemError,
  PROBLEM_MEDIA_TYPE,
  type ProblemBody,
  type ProblemOfStatus,
  type WriteProblem,
  type WrittenProblem,
} from './problem.ts';
export { hideChecks } from './service-module.ts';
export { NotPassedOn, passOn, type PassedOn } from './pass-on.ts';
export { readBody } from './read-body.ts';
export { Readiness, type Check, type ReadinessCheck, type ReadinessReport } from './readiness.ts';
export { createAnswers, runService, type RunningService, type ServiceOptions } from './run-service.ts';
export { clientAttributes, processAttributes, sendAttributes, statusAttributes } from './trace/attributes.ts';
export type { TracingConfig } from './trace/settings.ts';
export { spanOf } from './trace/trace-requests.ts';
export { NO_SPAN, tracer } from './trace/tracer.ts';
export { isLoopbackName } from './wire/addresses.ts';
export type { TlsFiles } from './wire/settings.ts';
export { addVary, entityTag, isKnown, NO_CODING, notModified } from './tag-answers.ts';
