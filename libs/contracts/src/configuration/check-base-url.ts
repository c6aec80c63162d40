/**
 * An operator's base URL without its trailing slashes. Throws an `Error` that begins with the
 * source, which is a variable or a place in a file.
 */
export function checkBaseUrl(text: string, source: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new Error(`${source} is '${text}', which is not an address like https://host/path.`);
  if (url.username || url.password)
    throw new Error(
      `${source} holds a user name or password; send them with 'headers' in providers.json instead.`,
    );
  if (url.search || url.hash)
    throw new Error(
      `${source} is '${text}'; take '${url.search}${url.hash}' out of it and use 'query' in providers.json.`,
    );
  return text.replace(/\/+$/, '');
}
