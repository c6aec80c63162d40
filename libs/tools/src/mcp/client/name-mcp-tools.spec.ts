import { describe, expect, it } from '@jest/globals';
import { nameMcpTools } from './name-mcp-tools.js';

const LONG = 'a_tool_with_a_name_that_goes_on_and_on_until_nobody_reads_it_to_its_end';

describe('nameMcpTools', () => {
  it('puts the server before the tool', () => {
    expect(nameMcpTools('github', ['create_issue']).get('create_issue')).toBe(
      'github__create_issue',
    );
  });

  it('replaces what providers do not take', () => {
    const names = nameMcpTools('my server', ['files.read', 'größe']);
    expect([...names.values()]).toEqual(['my_server__files_read', 'my_server__gr__e']);
  });

  it('shortens to 64 characters, and keeps apart what begins alike', () => {
    const names = [...nameMcpTools('s', [`${LONG}_1`, `${LONG}_2`]).values()];
    expect(names.map(({ length }) => length)).toEqual([64, 64]);
    expect(new Set(names).size).toBe(2);
    expect(names[0]).toMatch(/^s__a_tool_with.*_[0-9a-f]{8}$/);
  });

  it('keeps apart names that come out alike, whatever their order', () => {
    const tools = ['a.b', 'a_b', 'a b'];
    const names = nameMcpTools('s', tools);
    expect(names.get('a_b')).toBe('s__a_b');
    expect(new Set(names.values()).size).toBe(3);
    expect(nameMcpTools('s', tools.toReversed())).toEqual(names);
  });
});
