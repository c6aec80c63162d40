import { invalidField, type InlineSource } from 'llm-gateway/contracts';

// One character at a time: a pattern that repeats would overflow the matcher's stack on megabytes.
const NOT_BASE64 = /[^A-Za-z0-9+/=]/;
const PADDING = /^(={1,2})?$/;

export function isDataUrl(url: string): boolean {
  return /^data:/i.test(url);
}

export function isWebUrl(url: string): boolean {
  return /^https?:\/\//i.test(url) && URL.canParse(url);
}

/** Takes a `data:` URL (RFC 2397) apart. Throws `invalid_request` that names the field. */
export function parseDataUrl(url: string, field: string): InlineSource {
  const comma = url.indexOf(',');
  if (comma < 0) throw invalidField(field, "is a data URL without a ',' before its data");
  const [mediaType = '', ...parameters] = url.slice('data:'.length, comma).split(';');
  const data = url.slice(comma + 1);
  const isEncoded = parameters.some((parameter) => parameter.trim().toLowerCase() === 'base64');
  return {
    type: 'inline',
    mediaType: mediaType.trim().toLowerCase() || 'text/plain',
    base64: isEncoded ? checkBase64(data, field) : encodePercentText(data, field),
  };
}

/** Returns standard base64, padded and without white space. Throws `invalid_request`. */
export function checkBase64(data: string, field: string): string {
  const text = /\s/.test(data) ? data.replace(/\s+/g, '') : data;
  if (text === '') throw invalidField(field, 'holds no data');
  if (!isBase64(text)) throw invalidField(field, 'is not valid base64');
  if (text.length % 4 === 0) return text;
  const digits = text.replaceAll('=', '');
  if (digits.length % 4 === 1) throw invalidField(field, 'is not valid base64: it is cut short');
  return digits.padEnd(Math.ceil(digits.length / 4) * 4, '=');
}

function isBase64(text: string): boolean {
  if (NOT_BASE64.test(text)) return false;
  const padding = text.indexOf('=');
  return padding !== 0 && (padding < 0 || PADDING.test(text.slice(padding)));
}

function encodePercentText(data: string, field: string): string {
  try {
    return Buffer.from(decodeURIComponent(data)).toString('base64');
  } catch {
    throw invalidField(field, 'is a data URL with a broken percent escape');
  }
}
