import { describe, expect, it } from '@jest/globals';
import { SettingsReader } from './settings-reader.js';

function readerOf(value: string | undefined) {
  const faults: string[] = [];
  return { read: new SettingsReader({ X: value }, faults), faults };
}

describe('SettingsReader', () => {
  it.each([undefined, '', '  ', '\n'])('takes %j for absent', (value) => {
    const { read, faults } = readerOf(value);
    expect(read.text('X', 'fallback', 'About it')).toBe('fallback');
    expect(read.integer('X', 7, { minimum: 0, maximum: 9 }, 'About it')).toBe(7);
    expect(read.flag('X', true, 'About it')).toBe(true);
    expect(read.choice('X', 'b', ['a', 'b'], 'About it')).toBe('b');
    expect(faults).toEqual([]);
  });

  it('trims text, which may end in the line break of a file', () => {
    expect(readerOf(' a b \n').read.text('X', '', 'About it')).toBe('a b');
  });

  it.each([
    ['0', 0],
    ['65535', 65_535],
    [' 80 ', 80],
    ['0080', 80],
  ])('reads %j as a number', (value, expected) => {
    const { read, faults } = readerOf(value);
    expect(read.integer('X', 1, { minimum: 0, maximum: 65_535 }, 'About it')).toBe(expected);
    expect(faults).toEqual([]);
  });

  it.each(['-1', '65536', '1.5', '1e3', '0x10', 'eighty', '8080 8081', 'NaN', 'Infinity'])(
    'refuses %j as a port',
    (value) => {
      const { read, faults } = readerOf(value);
      expect(read.integer('X', 1, { minimum: 0, maximum: 65_535 }, 'About it')).toBe(1);
      expect(faults).toEqual([`X is '${value}'; set it to a whole number from 0 to 65535.`]);
    },
  );

  it.each([
    ['true', true],
    ['TRUE', true],
    ['1', true],
    ['yes', true],
    ['on', true],
    ['false', false],
    ['0', false],
    ['No', false],
    ['off', false],
  ])('reads %j as a flag', (value, expected) => {
    const { read, faults } = readerOf(value);
    expect(read.flag('X', !expected, 'About it')).toBe(expected);
    expect(faults).toEqual([]);
  });

  it('refuses another word as a flag, and goes on with the fallback', () => {
    const { read, faults } = readerOf('maybe');
    expect(read.flag('X', true, 'About it')).toBe(true);
    expect(faults).toEqual(["X is 'maybe'; set it to true or false."]);
  });

  it.each([
    ['http://gateway:8080', 'http://gateway:8080'],
    ['https://gateway.example/llm/', 'https://gateway.example/llm'],
  ])('reads the address %s', (value, expected) => {
    const { read, faults } = readerOf(value);
    expect(read.url('X', 'http://localhost:1', 'About it')).toBe(expected);
    expect(faults).toEqual([]);
  });

  it.each(['gateway:8080', 'gateway', 'ftp://gateway', 'http://'])(
    'refuses %j as an address',
    (value) => {
      const { read, faults } = readerOf(value);
      expect(read.url('X', 'http://localhost:1', 'About it')).toBe('http://localhost:1');
      expect(faults).toEqual([`X is '${value}'; set it to an address like http://localhost:1.`]);
    },
  );

  it('reads a choice in any case', () => {
    expect(readerOf('DEBUG').read.choice('X', 'info', ['debug', 'info'], 'About it')).toBe('debug');
  });

  it('lists the choices to whoever misses them', () => {
    const { read, faults } = readerOf('loud');
    expect(read.choice('X', 'info', ['debug', 'info'], 'About it')).toBe('info');
    expect(faults).toEqual(["X is 'loud'; set it to one of debug, info."]);
  });

  it('reads a list and leaves out what is empty', () => {
    expect(readerOf(' a, b,,c ').read.list('X', '', 'About it')).toEqual(['a', 'b', 'c']);
  });

  it('tells of each setting that it read, also of those that are wrong', () => {
    const { read } = readerOf('nine');
    read.integer('X', 7, { minimum: 0, maximum: 9 }, 'How many');
    read.flag('Y', true, 'Whether');
    expect(read.settings).toEqual([
      { name: 'X', about: 'How many', fallback: '7', expected: 'a whole number from 0 to 9' },
      { name: 'Y', about: 'Whether', fallback: 'true', expected: 'true or false' },
    ]);
  });
});
