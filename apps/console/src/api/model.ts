import { requestJson } from './send-request.js';

export interface Model {
  readonly id: string;
  readonly provider: string;
}

export async function listModels(): Promise<readonly Model[]> {
  return (await requestJson<{ data: readonly Model[] }>('/v1/models')).data;
}
