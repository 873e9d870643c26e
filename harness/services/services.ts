import { startEmbeddedServices, type Services } from './embedded-services.ts';

/** Starts the provider in `TEST_SERVICES`: `embedded` (default) or `containers`. */
export async function startServices(
  provider: string = process.env['TEST_SERVICES'] ?? 'embedded',
): Promise<Services> {
  switch (provider) {
    case 'embedded':
      return startEmbeddedServices();
    case 'containers': {
      // Loaded on demand: testcontainers is large.
      const { startContainerServices } = await import('./containers.ts');
      return startContainerServices();
    }
    default:
      throw new Error(`TEST_SERVICES is "${provider}"; it can be "embedded" or "containers"`);
  }
}
