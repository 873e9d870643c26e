import { startEmbeddedServices, type Services } from './embedded-services.ts';

/** The provider that `TEST_SERVICES` names: `embedded` (also when unset) or `containers`. */
export async function startServices(
  provider: string = process.env['TEST_SERVICES'] ?? 'embedded',
): Promise<Services> {
  switch (provider) {
    case 'embedded':
      return startEmbeddedServices();
    case 'containers': {
      // Loaded on demand: testcontainers is large, and only this provider needs it.
      const { startContainerServices } = await import('./containers.ts');
      return startContainerServices();
    }
    default:
      throw new Error(`TEST_SERVICES is "${provider}"; it can be "embedded" or "containers"`);
  }
}
