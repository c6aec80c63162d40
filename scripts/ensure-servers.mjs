import { ensureDebianPackage } from './ensure-debian-package.mjs';

const NGINX_STREAM = '/usr/lib/nginx/modules/ngx_stream_module.so';

/** Installs the servers that the tests start themselves, unless they are there. */
export function ensureServers() {
  ensureDebianPackage('redis-server', ['redis-server', '--version']);
  // Brings nginx along. Elsewhere than on Linux, the tests with a cluster are left out.
  if (process.platform === 'linux')
    ensureDebianPackage('libnginx-mod-stream', ['test', '-e', NGINX_STREAM]);
}
