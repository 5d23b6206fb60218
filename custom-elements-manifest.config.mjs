/** What @custom-elements-manifest/analyzer reads; scripts/manifest.ts runs it. */
export default {
  // With the base whose properties some of them inherit.
  globs: ['components/**/*.component.ts', 'components/internal/scope/login-element.ts'],
  litelement: true,
  // package.json is not this tool's to write.
  packagejson: false,
  plugins: [
    {
      name: 'openim-own-events',
      // `new CustomEvent(name)` is no event of that name.
      packageLinkPhase({ customElementsManifest }) {
        for (const { declarations = [] } of customElementsManifest.modules)
          for (const declaration of declarations)
            declaration.events = declaration.events?.filter(({ name }) => name.startsWith('openim-'));
      },
    },
    {
      name: 'openim-published-paths',
      // The manifest is published: it names the modules a page imports, not their sources.
      packageLinkPhase({ customElementsManifest }) {
        const publish = (value) => {
          if (Array.isArray(value)) return value.map(publish);
          if (value === null || typeof value !== 'object') return value;
          return Object.fromEntries(
            Object.entries(value).map(([key, inner]) => [
              key,
              (key === 'path' || key === 'module') && typeof inner === 'string'
                ? inner.replace(/^\/?(components\/.*)\.ts$/, 'dist/$1.js')
                : publish(inner),
            ]),
          );
        };
        customElementsManifest.modules = publish(customElementsManifest.modules);
        customElementsManifest.modules.sort((a, b) => (a.path < b.path ? -1 : 1));
      },
    },
  ],
};
