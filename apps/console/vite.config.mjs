import { defineConfig } from 'vite';

/** Built beside libs/console, which serves it. Its addresses are absolute: links lead into the page. */
export default defineConfig({
  base: '/console/',
  logLevel: 'warn',
  publicDir: false,
  build: {
    outDir: '../../dist/libs/console/site',
    emptyOutDir: true,
    target: 'es2023',
    // Inline data is not allowed by the page's security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
