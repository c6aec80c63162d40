import { Module } from '@nestjs/common';
import { ChatController } from './chat.controller.js';
import { ConfigurableChatModule } from './chat.module-definition.js';
import { ChatService } from './chat.service.js';
import { EmbeddingsController } from './embeddings/embeddings.controller.js';
import { EmbeddingsService } from './embeddings/embeddings.service.js';
import { IdempotentChats } from './idempotency/idempotent-chats.js';
import { ModelsController } from './models/models.controller.js';
import { ModelsService } from './models/models.service.js';
import { SessionChats } from './sessions/session-chats.js';
import { ChatTools } from './tools/chat-tools.js';

/** OpenAI's endpoints for chat, embeddings and models. Needs a global `ProviderModule`. */
@Module({
  controllers: [ChatController, EmbeddingsController, ModelsController],
  providers: [
    ChatService,
    SessionChats,
    ChatTools,
    IdempotentChats,
    EmbeddingsService,
    ModelsService,
  ],
  exports: [ChatService],
})
export class ChatModule extends ConfigurableChatModule {}
