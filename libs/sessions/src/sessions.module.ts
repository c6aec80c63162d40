import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { SessionContexts } from 'llm-gateway/contracts';
import { IdempotencyClaims } from './idempotency/idempotency-claims.js';
import { IdempotencyStore } from './idempotency/idempotency-store.js';
import { SessionStore } from './session-store.js';
import { SessionStoreProbe } from './session-store.probe.js';
import { SessionsController } from './sessions.controller.js';
import { ConfigurableSessionsModule, SESSIONS_OPTIONS } from './sessions.module-definition.js';
import { SessionsSection } from './sessions.section.js';
import { SessionsService } from './sessions.service.js';
import { OpenStores, openStores } from './stores/open-stores.js';
import { SessionTurns } from './turns/session-turns.js';

/** Conversations that outlive a request. Global, so that chats find it where it is imported. */
@Global()
@Module({
  controllers: [SessionsController],
  providers: [
    SessionsService,
    { provide: OpenStores, inject: [SESSIONS_OPTIONS], useFactory: openStores },
    {
      provide: SessionStore,
      inject: [OpenStores],
      useFactory: ({ sessions }: OpenStores) => sessions,
    },
    {
      provide: IdempotencyStore,
      inject: [OpenStores],
      useFactory: ({ idempotency }: OpenStores) => idempotency,
    },
    IdempotencyClaims,
    SessionTurns,
    SessionStoreProbe,
    SessionsSection,
    { provide: SessionContexts, useExisting: SessionsService },
  ],
  exports: [SessionStore, SessionTurns, SessionContexts, IdempotencyStore, IdempotencyClaims],
})
export class SessionsModule extends ConfigurableSessionsModule implements OnApplicationShutdown {
  constructor(private readonly store: SessionStore) {
    super();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.store.close();
  }
}
