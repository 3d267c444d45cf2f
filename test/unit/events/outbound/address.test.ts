import { describe, expect, it } from 'vitest';
import { faultOfUrl, isPublicAddress } from '../../../../shared/events/outbound/address.ts';

describe('addresses to which nothing is sent', () => {
  it.each([
    ['0.0.0.0', 'this network'],
    ['10.0.0.1', 'private'],
    ['10.255.255.255', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['127.0.0.1', 'loopback'],
    ['127.255.0.9', 'loopback'],
    ['169.254.169.254', 'link-local: credentials of an instance'],
    ['100.64.0.1', 'shared by carriers'],
    ['100.127.255.255', 'shared by carriers'],
    ['192.0.0.8', 'protocol assignments'],
    ['192.0.2.1', 'documentation'],
    ['198.18.0.1', 'benchmarks'],
    ['198.51.100.7', 'documentation'],
    ['203.0.113.7', 'documentation'],
    ['224.0.0.1', 'multicast'],
    ['239.255.255.250', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'broadcast'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['::ffff:10.0.0.1', 'an IPv4 address in disguise'],
    ['::ffff:7f00:1', 'an IPv4 address in disguise'],
    ['::ffff:8.8.8.8', 'an IPv4 address in disguise, though a public one'],
    ['64:ff9b::a00:1', 'translated to IPv4'],
    ['fc00::1', 'unique local'],
    ['fd00:ec2::254', 'unique local: credentials of an instance'],
    ['fe80::1', 'link-local'],
    ['fec0::1', 'site-local'],
    ['ff02::1', 'multicast'],
    ['2001:0:4136:e378::1', 'Teredo'],
    ['2002:7f00:1::', '6to4 of loopback'],
    ['2001:db8::1', 'documentation'],
    ['example.com', 'no address'],
    ['', 'no address'],
  ])('%s (%s)', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '100.63.255.255',
    '100.128.0.1',
    '172.15.255.255',
    '172.32.0.1',
    '9.255.255.255',
    '11.0.0.0',
    '169.253.255.255',
    '223.255.255.255',
    '2606:4700::1111',
    '2a00:1450:4001::200e',
    '2003::1',
  ])('but %s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe('URLs', () => {
  it.each([
    ['https://crm.example.com/hooks?from=huifang', undefined],
    ['https://93.184.216.34/hooks', undefined],
    ['https://[2606:4700::1111]/', undefined],
    ['https://crm.example.com:443/', undefined],
    ['crm.example.com', 'must be a URL such as https://example.com/hooks'],
    ['http://crm.example.com/', 'must begin with https://'],
    ['ftp://crm.example.com/', 'must begin with https://'],
    ['https://crm.example.com:8443/', 'must be on port 443'],
    ['https://me:secret@crm.example.com/', 'must not hold a user name or password'],
    ['https://crm.example.com/#here', 'must not hold a fragment'],
  ])('%s: %s', (url, fault) => {
    expect(faultOfUrl(url, false)).toBe(fault);
    expect(faultOfUrl(url, true)).toBe(fault);
  });

  it.each([
    'https://10.1.2.3/',
    'https://169.254.169.254/latest/meta-data',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://0251.0376.0251.0376/',
    'https://[::ffff:169.254.169.254]/',
    'https://[fd00:ec2::254]/',
    'https://intranet/',
    'https://printer.local/',
    'https://metadata.google.internal/',
    'https://localhost/',
    'https://a.localhost./',
    'http://127.0.0.1:8080/',
  ])('%s leads into a private network', (url) => {
    expect(faultOfUrl(url, false)).toBe('must not be an address of this machine or a private network');
  });

  it('of this machine are for trials on this machine only', () => {
    for (const url of ['http://127.0.0.1:8080/', 'http://localhost:9/', 'http://[::1]:9/'])
      expect(faultOfUrl(url, true)).toBeUndefined();
    for (const url of ['https://10.1.2.3/', 'http://169.254.169.254/', 'http://example.com/'])
      expect(faultOfUrl(url, true)).toBeDefined();
  });
});
