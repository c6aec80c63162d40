import { Injectable, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { describe, expect, it } from '@jest/globals';
import {
  Adapter,
  CallLayer,
  CallScope,
  ProviderAdapter,
  ProviderCallLayer,
  type LayeredCall,
} from 'llm-gateway/contracts';
import { AdapterRegistry } from './adapter-registry.js';
import { CallLayers } from './call-layers.js';

const call: LayeredCall = { provider: {}, model: {}, scope: new CallScope() } as LayeredCall;

function adapterNamed(name: string) {
  @Injectable()
  @Adapter({ name })
  class SomeAdapter extends ProviderAdapter {
    override async complete(): Promise<never> {
      throw new Error('Not called here.');
    }
    override async *stream() {}
  }
  return SomeAdapter;
}

function layerNamed(name: string, order: number, trace: string[] = []) {
  @Injectable()
  @CallLayer({ name, order })
  class SomeLayer extends ProviderCallLayer {
    override async around<Answer>(
      _call: LayeredCall,
      next: () => Promise<Answer>,
    ): Promise<Answer> {
      trace.push(`${name} in`);
      const answer = await next();
      trace.push(`${name} out`);
      return answer;
    }
  }
  return SomeLayer;
}

/** An application out of modules, each with these providers. */
async function applicationOf(...modules: (new () => object)[][]) {
  const imports = modules.map((providers, index) => {
    class SomeModule {}
    Object.defineProperty(SomeModule, 'name', { value: `Module${index + 1}` });
    Module({ providers })(SomeModule);
    return SomeModule;
  });
  const testing = await Test.createTestingModule({
    imports: [DiscoveryModule, ...imports],
    providers: [AdapterRegistry, CallLayers],
  }).compile();
  return { adapters: testing.get(AdapterRegistry), layers: testing.get(CallLayers) };
}

describe('AdapterRegistry', () => {
  it('finds the adapters of all modules by their names', async () => {
    const One = adapterNamed('one');
    const { adapters } = await applicationOf([One, adapterNamed('two')], [adapterNamed('three')]);
    adapters.discover();
    expect([...adapters.names].sort()).toEqual(['one', 'three', 'two']);
    expect(adapters.get('one')).toBeInstanceOf(One);
  });

  it('names what there is when an adapter is asked for that there is not', async () => {
    const { adapters } = await applicationOf([adapterNamed('one'), adapterNamed('two')]);
    adapters.discover();
    expect(() => adapters.get('tow')).toThrow("There is no adapter 'tow'. Known are: one, two.");
  });

  it('refuses two of one name and names both modules', async () => {
    const { adapters } = await applicationOf([adapterNamed('one')], [adapterNamed('one')]);
    expect(() => adapters.discover()).toThrow(
      "Two adapters are named 'one': in Module1 and in Module2.",
    );
  });
});

describe('CallLayers', () => {
  it('puts the smallest order outermost, whatever the order of modules', async () => {
    const trace: string[] = [];
    const { layers } = await applicationOf(
      [layerNamed('inner', 300, trace)],
      [layerNamed('outer', 100, trace), layerNamed('middle', 200, trace)],
    );
    layers.discover();
    const answer = await layers.run(call, async () => {
      trace.push('call');
      return 'answer';
    });
    expect(answer).toBe('answer');
    expect(layers.names).toEqual(['outer', 'middle', 'inner']);
    expect(trace).toEqual([
      'outer in',
      'middle in',
      'inner in',
      'call',
      'inner out',
      'middle out',
      'outer out',
    ]);
  });

  it('calls straight through without layers, discovered or not', async () => {
    const { layers } = await applicationOf([]);
    expect(await layers.run(call, async () => 1)).toBe(1);
    layers.discover();
    expect(await layers.run(call, async () => 2)).toBe(2);
  });

  it('passes a failure on through every layer', async () => {
    const { layers } = await applicationOf([layerNamed('a', 1), layerNamed('b', 2)]);
    layers.discover();
    const failure = new Error('Failed.');
    await expect(layers.run(call, () => Promise.reject(failure))).rejects.toBe(failure);
  });

  it('refuses two of one name', async () => {
    const { layers } = await applicationOf([layerNamed('a', 1)], [layerNamed('a', 2)]);
    expect(() => layers.discover()).toThrow(
      "Two call layers are named 'a': in Module1 and in Module2.",
    );
  });
});
