// Builds everything that the server hands out, into `dist/`, with `.br` and `.gz` beside each file.
// `node build.mjs widget` or `dashboard` builds one of them; a second word is another folder.
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';

// A test that runs this must get what is handed out, not a build for development.
process.env.NODE_ENV = 'production';

const here = import.meta.dirname;
const [only, out = 'dist'] = process.argv.slice(2);
const dist = resolve(here, out);

/** The loader is one classic script: the page's snippet names it, and nothing else is fetched. */
async function buildLoader() {
  await build({
    root: join(here, 'widget'),
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir: dist,
      emptyOutDir: false,
      target: ['chrome111', 'firefox115', 'safari16.4'],
      modulePreload: false,
      // Not `build.lib`: that keeps the whitespace of every line.
      rolldownOptions: {
        input: join(here, 'widget/loader/main.ts'),
        output: { format: 'iife', entryFileNames: 'widget.js' },
      },
    },
  });
}

/** The page that a link from a mail opens. It shares no file with the panel, whose weight counts. */
async function buildBack() {
  await build({
    root: join(here, 'widget'),
    base: '/assets/back/',
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir: join(dist, 'back'),
      emptyOutDir: true,
      target: ['chrome111', 'firefox115', 'safari16.4'],
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
      modulePreload: false,
      rolldownOptions: { input: join(here, 'widget/back.html') },
    },
  });
}

function* files(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* files(path);
    else yield path;
  }
}

/** What is compressed once here is not compressed for each visitor. */
function compress() {
  for (const path of files(dist)) {
    if (!/\.(js|css|html|svg|json|txt)$/.test(path)) continue;
    const bytes = readFileSync(path);
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
    writeFileSync(
      `${path}.br`,
      brotliCompressSync(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: 11,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      }),
    );
  }
}

if (!only) rmSync(dist, { recursive: true, force: true });
if (only !== 'dashboard') {
  const configFile = join(here, 'widget/vite.config.ts');
  await build({ configFile, logLevel: 'warn', build: { outDir: join(dist, 'widget') } });
  await buildLoader();
  await buildBack();
}
const dashboard = join(here, 'dashboard/vite.config.ts');
if (only !== 'widget' && existsSync(dashboard)) {
  const outDir = join(dist, 'dashboard');
  await build({ configFile: dashboard, logLevel: 'warn', build: { outDir } });
}
compress();
