/** A text of one of JSON Schema's formats; undefined for a format that is not known. */
export function fillFormat(format: string, variant: number): string | undefined {
  return Object.hasOwn(FORMATS, format) ? FORMATS[format]!(variant) : undefined;
}

const FORMATS: Readonly<Record<string, (variant: number) => string>> = {
  'date-time': (variant) => `${dateOf(variant)}T12:00:00Z`,
  date: dateOf,
  time: (variant) => `12:${twoDigits(Math.floor(variant / 60) % 60)}:${twoDigits(variant % 60)}Z`,
  duration: (variant) => `P${variant + 1}D`,
  email: (variant) => `user${variant + 1}@example.com`,
  'idn-email': (variant) => `user${variant + 1}@example.com`,
  hostname: (variant) => `host${variant + 1}.example.com`,
  'idn-hostname': (variant) => `host${variant + 1}.example.com`,
  ipv4: (variant) => `192.0.${Math.floor(variant / 256) % 256}.${variant % 256}`,
  ipv6: (variant) => `2001:db8::${(variant % 65_535).toString(16)}`,
  uri: (variant) => `https://example.com/${variant + 1}`,
  'uri-reference': (variant) => `/path/${variant + 1}`,
  iri: (variant) => `https://example.com/${variant + 1}`,
  'iri-reference': (variant) => `/path/${variant + 1}`,
  'uri-template': (variant) => `https://example.com/{id}/${variant + 1}`,
  url: (variant) => `https://example.com/${variant + 1}`,
  uuid: (variant) => `00000000-0000-4000-8000-${(variant + 1).toString(16).padStart(12, '0')}`,
  'json-pointer': (variant) => `/item/${variant}`,
  'relative-json-pointer': (variant) => `${variant}/item`,
  regex: (variant) => `^a{${variant + 1}}$`,
  byte: (variant) => Buffer.from(`text${variant + 1}`).toString('base64'),
};

function dateOf(variant: number): string {
  return new Date(Date.UTC(2026, 0, 1 + variant)).toISOString().slice(0, 10);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
