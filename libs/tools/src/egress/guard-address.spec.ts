import { describe, expect, it } from '@jest/globals';
import { guardAddress, literalAddress } from './guard-address.js';

const refusal = (address: string) => {
  try {
    guardAddress(address, 'the-host');
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

describe('guardAddress', () => {
  it.each([
    '169.254.169.254',
    '169.254.170.2',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '::a9fe:a9fe',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::a9fe:a9fe',
    '::ffff:0:a9fe:a9fe',
    '2002:a9fe:a9fe::1',
    'fe80::1',
    'fe80::1%eth0',
    'fe80::a9fe:a9fe%2',
    'fd00:ec2::254',
    'fd00:0ec2:0::0254',
    'fd20:ce::254',
    '100.100.100.200',
    '::ffff:100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    '0.0.0.0',
    '::',
    '255.255.255.255',
    '224.0.0.1',
    'ff02::1',
  ])('refuses %s', (address) => {
    expect(refusal(address)).toBe('address_refused');
  });

  it.each(['127.0.0.1', '::1', '10.0.0.7', '192.168.1.1', '100.64.0.1', 'fd12::1', '8.8.8.8'])(
    'lets %s be called',
    (address) => {
      expect(refusal(address)).toBeUndefined();
    },
  );

  it.each([
    'http://169.254.169.254/',
    'http://169.254.169.254./',
    'http://2852039166/',
    'http://0xa9fea9fe/',
    'http://0251.0376.0251.0376/',
    'http://169.254.43518/',
    'http://①⑥⑨.254.169.254/',
    'http://[::ffff:169.254.169.254]/',
    'http://[64:ff9b::169.254.169.254]/',
    'http://user@169.254.169.254:80/',
  ])('sees through %s', (url) => {
    const address = literalAddress(new URL(url).hostname);
    expect(refusal(address!)).toBe('address_refused');
  });

  it.each(['localhost', 'search.tools.svc.cluster.local', 'fe80.example.com'])(
    'leaves the name %s to the resolver',
    (name) => {
      expect(literalAddress(name)).toBeUndefined();
    },
  );
});
