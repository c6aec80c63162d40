import { Module, type DynamicModule } from '@nestjs/common';
import { ResidencyLayer } from './residency.layer.js';
import { RESIDENT_PROVIDERS } from './residency.tokens.js';

/** A call layer is found by its decorator, and takes its place by its order. */
@Module({})
export class ResidencyModule {
  static forRoot(resident: ReadonlySet<string>): DynamicModule {
    return {
      module: ResidencyModule,
      providers: [ResidencyLayer, { provide: RESIDENT_PROVIDERS, useValue: resident }],
    };
  }
}
