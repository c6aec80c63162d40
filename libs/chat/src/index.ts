export { ChatModule } from './chat.module.js';
export type { ChatModuleOptions } from './chat.module-definition.js';
export { ChatService } from './chat.service.js';
export { ChatCompletionRequest } from './openai/chat-completion-request.schema.js';
export { EmbeddingsRequest } from './embeddings/embeddings-request.schema.js';
