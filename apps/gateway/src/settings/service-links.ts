import type { Environment } from 'llm-gateway/contracts';

const PORT = 'LLM_GATEWAY_PORT';
const ADDRESS = /^(tcp|udp|sctp):\/\//;

/** https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables */
const SERVICE_LINK =
  /^LLM_GATEWAY_(\w+_)?(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)$/;
const PORT_LINK = /^LLM_GATEWAY_(\w+_)?PORT$/;

/**
 * The environment without the variable that Kubernetes writes over a setting of ours: for a Service
 * named `llm-gateway` it gives each pod of the namespace `LLM_GATEWAY_PORT=tcp://10.0.0.1:8080`.
 */
export function withoutServiceLinks(environment: Environment): Environment {
  if (!ADDRESS.test(environment[PORT]?.trim() ?? '')) return environment;
  return { ...environment, [PORT]: undefined };
}

/** Is this a variable that Kubernetes made for a Service whose name begins with `llm-gateway`? */
export function isServiceLink(name: string, value: string): boolean {
  return SERVICE_LINK.test(name) || (PORT_LINK.test(name) && ADDRESS.test(value.trim()));
}
