import { Injectable } from '@nestjs/common';
import { HealthSection, type HealthReporter } from 'llm-gateway/contracts';
import { SessionStore } from './session-store.js';

@Injectable()
@HealthSection({ name: 'sessions', detailedOnly: true })
export class SessionsSection implements HealthReporter {
  constructor(private readonly store: SessionStore) {}

  report(): unknown {
    return { store: this.store.description };
  }
}
