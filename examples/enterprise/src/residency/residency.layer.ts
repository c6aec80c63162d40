import { Inject, Injectable } from '@nestjs/common';
import {
  CallLayer,
  GatewayError,
  ProviderCallLayer,
  type LayeredCall,
} from 'llm-gateway/contracts';
import { RESIDENT_PROVIDERS } from './residency.tokens.js';

/** Keeps data in the house: no chat, embedding or tool round reaches another provider. */
@Injectable()
@CallLayer({ name: 'residency', order: 10 })
export class ResidencyLayer extends ProviderCallLayer {
  constructor(@Inject(RESIDENT_PROVIDERS) private readonly resident: ReadonlySet<string>) {
    super();
  }

  override async around<Answer>(
    { provider }: LayeredCall,
    next: () => Promise<Answer>,
  ): Promise<Answer> {
    if (this.resident.has(provider.name)) return next();
    throw new GatewayError(
      'permission_denied',
      `Data may not leave for '${provider.name}'. Choose a model of ${[...this.resident].join(', ')}.`,
      { param: 'model' },
    );
  }
}
