import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import {
  CallLayer,
  type LayeredCall,
  type ProviderCallLayer,
  discoverByName,
} from 'llm-gateway/contracts';

type Run = <Answer>(call: LayeredCall, invoke: () => Promise<Answer>) => Promise<Answer>;

/** The layers around every adapter call, composed once: the smallest order is outermost. */
@Injectable()
export class CallLayers {
  run: Run = (_call, invoke) => invoke();
  names: readonly string[] = [];

  constructor(private readonly discovery: DiscoveryService) {}

  discover(): void {
    const found = discoverByName(this.discovery, CallLayer, 'call layer').sort(
      (one, other) => one.options.order - other.options.order,
    );
    this.names = found.map(({ options }) => options.name);
    this.run = found
      .map(({ instance }) => instance as ProviderCallLayer)
      .reduceRight<Run>(
        (inner, layer) => (call, invoke) => layer.around(call, () => inner(call, invoke)),
        this.run,
      );
  }
}
