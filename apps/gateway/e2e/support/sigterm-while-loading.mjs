// Loaded before a program, by `node --import`: the program is sent SIGTERM when it begins to load the
// first of the packages that it uses.
import { registerHooks } from 'node:module';

const hooks = registerHooks({
  load(url, context, next) {
    if (url.includes('/node_modules/')) {
      hooks.deregister();
      process.kill(process.pid, 'SIGTERM');
    }
    return next(url, context);
  },
});
