import axios, { type AxiosInstance } from 'axios';

const MAXIMUM_REDIRECTS = 3;

/** What all requests of tools have in common; each has its deadline from its call. */
export function createToolClient(
  agents: Pick<AxiosInstance['defaults'], 'httpAgent' | 'httpsAgent'>,
): AxiosInstance {
  return axios.create({
    ...agents,
    // Services are in the cluster; a proxy of the environment is not for them.
    proxy: false,
    maxRedirects: MAXIMUM_REDIRECTS,
    responseType: 'text',
    // It is JSON already; axios would copy arguments, and lose those named like a prototype's.
    transformRequest: (body: unknown) => body,
    transformResponse: (text: unknown) => text,
    validateStatus: () => true,
  });
}
