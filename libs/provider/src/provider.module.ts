import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AnthropicAdapter } from './adapters/anthropic/anthropic.adapter.js';
import { GeminiAdapter } from './adapters/gemini/gemini.adapter.js';
import { OllamaAdapter } from './adapters/ollama/ollama.adapter.js';
import { OpenAiCompatibleAdapter } from './adapters/openai-compatible/openai-compatible.adapter.js';
import { SimulatorAdapter } from './adapters/simulator/simulator.adapter.js';
import { ConfigurableProviderModule } from './provider.module-definition.js';
import { AdapterRegistry } from './registry/adapter-registry.js';
import { AdaptersSection } from './registry/adapters.section.js';
import { CallLayers } from './registry/call-layers.js';
import { ModelCatalog } from './registry/model-catalog.js';
import { ProviderDirectory } from './registry/provider-directory.js';
import { ProviderGateway } from './registry/provider-gateway.js';
import { UpstreamClient } from './upstream/upstream-client.js';

/**
 * Adapters, routing and the way to the upstreams. Adapters and call layers of any other module of
 * the application join by discovery.
 */
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    UpstreamClient,
    AdapterRegistry,
    CallLayers,
    ModelCatalog,
    ProviderDirectory,
    ProviderGateway,
    AdaptersSection,
    OpenAiCompatibleAdapter,
    AnthropicAdapter,
    GeminiAdapter,
    OllamaAdapter,
    SimulatorAdapter,
  ],
  exports: [ProviderDirectory, ProviderGateway, UpstreamClient],
})
export class ProviderModule extends ConfigurableProviderModule {}
