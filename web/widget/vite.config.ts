import { defineConfig, type Plugin } from 'vite';

/** The widget's lazy files have no styles or files of their own to fetch first, so the helper that
 * Vite puts around each `import()`, most of a kilobyte, is a plain call here. */
const plainImports: Plugin = {
  name: 'plain-imports',
  enforce: 'pre',
  load: {
    filter: { id: /vite\/preload-helper/ },
    handler: () => 'export const __vitePreload = (load) => load();',
  },
};

// The panel: a page of its own in the visitor's frame.
export default defineConfig({
  root: import.meta.dirname,
  base: '/assets/widget/',
  plugins: [plainImports],
  // The classic calls are shorter than what the automatic runtime writes.
  oxc: {
    jsx: { runtime: 'classic', pragma: 'h', pragmaFrag: 'Fragment' },
    jsxInject: "import { h, Fragment } from 'preact';",
  },
  build: {
    outDir: '../dist/widget',
    emptyOutDir: true,
    target: ['chrome111', 'firefox115', 'safari16.4'],
    // `light-dark()` as it is: written out for older browsers it would weigh more than it gives.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    // What the panel needs at once is named in its page, so that nothing waits for another.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: `${import.meta.dirname}/frame.html`,
      // Else what the lazy files share with the page would be a file of its own, and the page heavier.
      output: {
        codeSplitting: {
          groups: [
            { name: 'frame', test: /app\/main\.tsx$/, includeDependenciesRecursively: true },
          ],
        },
      },
    },
  },
});
