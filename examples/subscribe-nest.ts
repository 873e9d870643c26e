import { Controller, Module, type INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern, Payload, Transport } from '@nestjs/microservices';

/** The newest state of each key, kept by a Nest microservice on Nest's own Kafka transport. */
export const states = new Map<string, any>();

@Controller()
export class GrowthController {
  @EventPattern(process.env['GROWTH_TOPIC'] ?? 'growth-updated.customs')
  updated(@Payload() state: any): void {
    if (state.version > (states.get(state.key)?.version ?? 0)) states.set(state.key, state);
  }
}

@Module({ controllers: [GrowthController] })
export class SubscriberModule {}

export async function subscribe(broker: string, groupId: string): Promise<INestMicroservice> {
  const app = await NestFactory.createMicroservice(SubscriberModule, {
    transport: Transport.KAFKA,
    options: { client: { brokers: [broker] }, consumer: { groupId }, subscribe: { fromBeginning: true } },
  });
  await app.listen();
  return app;
}
