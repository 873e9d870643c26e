export { allowedMethods } from './allowed-methods.ts';
export { Call, needsOfCall, Route } from './call.ts';
export { accepted, badRequest, failure } from './failure.ts';
export { jsonBody } from './json-body.ts';
