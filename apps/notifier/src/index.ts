/** For the harness alone, which writes thousands of subscriptions as the service stores them. */
export { secretPurpose } from './engine/subscriber.ts';
export { SecretBox } from './sign/secret-box.ts';
export { newSecret } from './sign/signature.ts';
