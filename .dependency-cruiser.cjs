/**
 * Who may import whom. ARCHITECTURE.md shows the same as a table; this file is what `npm run deps` checks.
 * A layer that is not named in `layers` may import nothing of ours, and no package at all.
 */
const layers = {
  'src/protocol': { ours: [], packages: [] },
  'src/util': { ours: [], packages: [] },
  'src/connection': { ours: ['src/protocol', 'src/util'], packages: [] },
  'src/storage': { ours: ['src/protocol', 'src/util'], packages: ['idb'] },
  'src/sync': { ours: ['src/connection', 'src/storage', 'src/protocol', 'src/util'], packages: [] },
  'src/sdk': { ours: ['src/sync', 'src/connection', 'src/protocol', 'src/util'], packages: [] },
  'src/session': {
    ours: ['src/sdk', 'src/sync', 'src/protocol', 'src/util'],
    packages: ['@preact/signals-core'],
  },
  components: { ours: ['src/index.ts'], packages: ['lit', '@lit/context', '@preact/signals-core', 'linkify-it'] },
  embed: { ours: ['components/index.ts', 'components/launcher'], packages: [] },
  frameworks: { ours: ['components/index.ts'], packages: ['lit', 'preact', 'react', 'svelte', 'vue'] },
  server: {
    ours: ['src/protocol'],
    packages: [
      'ws',
      'fastify',
      '@fastify/cors',
      '@fastify/multipart',
      'libsql',
      'jose',
      'valibot',
      'pino',
      'prom-client',
      'commander',
    ],
    node: true,
  },
};

/** What a page, a benchmark or another project may import. */
const publicEntries = [
  'src/index.ts',
  'src/protocol/index.ts',
  'components/index\\.ts',
  'components/(?<element>[^/]+)/\\k<element>(\\.component)?\\.ts',
  'embed/(index|script)\\.ts',
  'embed/stub\\.js',
  'server/gateway.ts',
];

const ours = '^(src|components|embed|frameworks|server|demo|test|bench|scripts|docs)/';
const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const inside = (path) => `^${escape(path)}${path.endsWith('.ts') ? '$' : '/'}`;
const fromPackage = (name) => `(^|/)node_modules/(@types/)?${escape(name)}/`;

const layerRules = Object.entries(layers).flatMap(([layer, { ours: allowed, packages, node = false }]) => [
  {
    name: `${layer.replace('/', '-')}-imports`,
    comment: `${layer} may import ${allowed.length > 0 ? allowed.join(', ') : 'nothing'} of ours.`,
    severity: 'error',
    from: { path: inside(layer) },
    to: { path: ours, pathNot: [inside(layer), ...allowed.map(inside)] },
  },
  {
    name: `${layer.replace('/', '-')}-packages`,
    comment: `${layer} may use ${packages.length > 0 ? packages.join(', ') : 'no package'}.`,
    severity: 'error',
    from: { path: inside(layer) },
    to: {
      dependencyTypesNot: ['local', 'localmodule', 'core', 'aliased-tsconfig'],
      pathNot: [ours, ...packages.map(fromPackage)],
    },
  },
  ...(node
    ? []
    : [
        {
          name: `${layer.replace('/', '-')}-no-node`,
          comment: 'Only the gateway runs on Node alone.',
          severity: 'error',
          from: { path: inside(layer) },
          to: { dependencyTypes: ['core'] },
        },
      ]),
]);

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'src-entry',
      comment: 'src/index.ts is the public entry: it may import every layer of src, and nothing else.',
      severity: 'error',
      from: { path: '^src/[^/]+\\.ts$' },
      to: { pathNot: '^src/' },
    },
    {
      name: 'src-entry-is-for-others',
      comment: 'A layer of src imports another layer, never the public entry.',
      severity: 'error',
      from: { path: '^src/[^/]+/' },
      to: { path: '^src/[^/]+\\.ts$' },
    },
    {
      name: 'only-known-layers',
      comment: 'A new layer of src needs its line in the table above.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: Object.keys(layers).map(inside) },
      to: {},
    },
    {
      name: 'demo-bench-and-examples-use-what-is-public',
      comment: 'A page that needs an inner file shows that something public is missing.',
      severity: 'error',
      // The galleries put elements into states that no page can ask for.
      from: { path: '^(demo|bench|docs)/', pathNot: '^demo/(gallery|show-scenes)[^/]*$' },
      to: {
        path: '^(src|components|embed|server)/',
        pathNot: publicEntries.map((entry) => `^${entry}$`),
      },
    },
    {
      name: 'what-all-elements-share-stands-alone',
      comment: 'The files of components/internal itself are for every element; its folders build on them.',
      severity: 'error',
      from: { path: '^components/internal/[^/]+$' },
      to: { path: '^components/internal/[^/]+/' },
    },
    {
      name: 'nothing-imports-demo-test-bench-examples',
      severity: 'error',
      from: { pathNot: '^(demo|test|bench|docs)/' },
      to: { path: '^(demo|test|bench|docs)/', pathNot: '^test/helpers/' },
    },
    {
      name: 'only-tools-import-test-helpers',
      severity: 'error',
      from: { pathNot: '^(test|bench|scripts)/|^demo/gallery[^/]*$|^web-test-runner\\.config\\.ts$' },
      to: { path: '^test/helpers/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nothing imports and that imports nothing is left over.',
      severity: 'error',
      from: {
        orphan: true,
        path: '^(src|components|embed|server)/',
        pathNot: [...publicEntries.map((entry) => `^${entry}$`), '\\.d\\.ts$'],
      },
      to: {},
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'shipped-code-uses-shipped-packages',
      severity: 'error',
      from: { path: '^(src|components|embed|server)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/|^dist/' },
    // What the benchmarks compare with is installed by them alone, and so is what the site of docs/ is made with.
    exclude: { path: '^dist/|^docs/site/|^bench/(node_modules|peers|\\.cache)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
