import type { NginxBlocks } from './nginx-process.js';

/** Port 1 of loopback, where nobody listens: kube-proxy refuses a Service without endpoints. */
const NOBODY = 1;

/**
 * A ClusterIP: each new connection goes to a random endpoint and stays there, also when that leaves the
 * endpoints; nothing is tried twice, and no endpoint is judged but by its probe.
 */
export function clusterIp(endpoints: readonly number[]): NginxBlocks {
  const ports = endpoints.length > 0 ? endpoints : [NOBODY];
  const servers = ports.map((port) => `server 127.0.0.1:${port} max_fails=0;`).join('\n');
  return (port) => `
    stream {
      upstream endpoints { random; ${servers} }
      server {
        listen 127.0.0.1:${port} backlog=4096;
        proxy_pass endpoints; proxy_next_upstream off;
        proxy_connect_timeout 1s; proxy_timeout 1h;
      }
    }`;
}

/**
 * A reverse proxy of the cluster, which calls the Service by its ClusterIP over connections that it
 * keeps, passes streams on as they come, and tries nothing twice.
 */
export function reverseProxy(servicePort: number): NginxBlocks {
  return (port, folder) => `
    http {
      access_log off;
      client_body_temp_path ${folder}/client; proxy_temp_path ${folder}/proxy;
      fastcgi_temp_path ${folder}/fastcgi; uwsgi_temp_path ${folder}/uwsgi;
      scgi_temp_path ${folder}/scgi;
      upstream service { server 127.0.0.1:${servicePort} max_fails=0; keepalive 256; }
      server {
        listen 127.0.0.1:${port} backlog=4096;
        location / {
          proxy_pass http://service; proxy_next_upstream off;
          proxy_http_version 1.1; proxy_set_header Connection "";
          proxy_buffering off; proxy_read_timeout 300s;
        }
      }
    }`;
}
