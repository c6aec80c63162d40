import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ToolNames } from './tool-names.js';

describe('ToolNames', () => {
  it('leaves names alone that are allowed', () => {
    const names = new ToolNames(['get_weather', 'a-b']);
    expect(names.toWire('get_weather')).toBe('get_weather');
    expect(names.toClient('a-b')).toBe('a-b');
    expect(names.toClient('unheard_of')).toBe('unheard_of');
  });

  it('renames others around the allowed ones', () => {
    const names = new ToolNames(['a.b', 'a_b', 'a/b']);
    expect(['a.b', 'a_b', 'a/b'].map((name) => names.toWire(name))).toEqual([
      'a_b_2',
      'a_b',
      'a_b_3',
    ]);
  });

  it('reserves a name that no tool has', () => {
    expect(new ToolNames([]).reserve('json')).toBe('json');
    expect(new ToolNames(['json']).reserve('json')).toBe('json_2');
  });

  it('is one to one, and to allowed names only', () => {
    const names = fc.array(fc.string({ maxLength: 80, unit: fc.constantFrom('a', '_', '.', 'ü') }));
    fc.assert(
      fc.property(names, (list) => {
        const renamed = new ToolNames(list);
        const wire = new Set(list.map((name) => renamed.toWire(name)));
        expect(wire.size).toBe(new Set(list).size);
        for (const name of wire) expect(name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
        for (const name of list) expect(renamed.toClient(renamed.toWire(name))).toBe(name);
      }),
    );
  });
});
