import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { SessionStore } from './session-store.js';
import { SessionsController } from './sessions.controller.js';
import { ConfigurableSessionsModule, SESSIONS_OPTIONS } from './sessions.module-definition.js';
import { SessionsService } from './sessions.service.js';
import { openSessionStore } from './stores/open-session-store.js';
import { SessionTurns } from './turns/session-turns.js';

/** Conversations that outlive a request. Global, so that chats find it where it is imported. */
@Global()
@Module({
  controllers: [SessionsController],
  providers: [
    SessionsService,
    { provide: SessionStore, inject: [SESSIONS_OPTIONS], useFactory: openSessionStore },
    SessionTurns,
  ],
  exports: [SessionStore, SessionTurns],
})
export class SessionsModule extends ConfigurableSessionsModule implements OnApplicationShutdown {
  constructor(private readonly store: SessionStore) {
    super();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.store.close();
  }
}
