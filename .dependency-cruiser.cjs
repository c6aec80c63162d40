// Who may import whom: the table in docs/ARCHITECTURE.md. Specs may use libs/testing.
const lib = (name) => `^libs/${name}/`;
const SPECS = '\\.(e2e-)?spec\\.ts$';

/** A lib may import these libs of ours and no others. */
const allow = (name, allowed) => ({
  name: `${name}-imports`,
  severity: 'error',
  comment: `libs/${name} may import ${allowed.join(', ') || 'nothing of ours'}.`,
  from: { path: lib(name), pathNot: SPECS },
  to: { path: '^(libs|apps|examples|bench)/', pathNot: [name, ...allowed].map(lib) },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'libs-through-index',
      severity: 'error',
      comment: 'Everything enters a lib through its index.ts.',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/([^/]+)/src/(?!index\\.ts$)', pathNot: '^libs/$1/' },
    },
    {
      name: 'apps-through-index',
      severity: 'error',
      from: { path: '^(apps|examples|bench|documents|deployment)/' },
      to: { path: '^libs/([^/]+)/src/(?!index\\.ts$)' },
    },
    {
      name: 'apps-apart',
      severity: 'error',
      from: { path: '^((?:apps|examples)/[^/]+)/' },
      to: { path: '^(apps|examples|bench)/', pathNot: '^$1/' },
    },
    {
      name: 'contracts-pure',
      severity: 'error',
      comment: 'contracts: no SDK, no I/O.',
      from: { path: lib('contracts'), pathNot: SPECS },
      to: {
        pathNot: ['^libs/contracts/', '^node_modules/@nestjs/(common|core)/', '^(node:)?util$'],
      },
    },
    {
      name: 'no-testing-in-production',
      severity: 'error',
      from: { path: '^(libs|apps|examples)/', pathNot: [SPECS, lib('testing'), '/e2e/'] },
      to: { path: lib('testing') },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^libs/', pathNot: ['\\.d\\.ts$', SPECS] },
      to: {},
    },
    allow('contracts', []),
    allow('connections', []),
    allow('import-graph', []),
    allow('signals', []),
    allow('bootstrap', ['contracts', 'http', 'health', 'signals']),
    allow('http', ['contracts']),
    allow('provider', ['contracts', 'connections']),
    allow('resilience', ['contracts']),
    allow('observability', ['contracts']),
    allow('sessions', ['contracts', 'http']),
    allow('configuration', ['contracts', 'http']),
    allow('tools', ['contracts', 'http', 'configuration', 'connections']),
    allow('chat', ['contracts', 'http', 'provider', 'tools', 'sessions']),
    allow('console', ['contracts', 'http']),
    allow('health', ['contracts', 'http']),
    allow('testing', ['contracts', 'provider', 'http', 'chat', 'sessions', 'tools']),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js'],
    },
  },
};
