// Builds everything that the server hands out, into `dist/`, with `.br` and `.gz` beside each file.
// `node build.mjs widget` or `dashboard` builds one of them; a second word is another folder.
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';

// A test that runs this must get what is handed out, not a build for development.
process.env.NODE_ENV = 'production';

const here = import.meta.dirname;
const [only, out = 'dist'] = process.argv.slice(2);
const dist = resolve(here, out);

/** One classic script each: the page's snippet names the loader, and nothing else is fetched. */
async function buildScript(source, name) {
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
        input: join(here, 'widget/loader', source),
        output: { format: 'iife', entryFileNames: name },
      },
    },
  });
}

/** What runs while no dashboard is open: one file at the root, so that it serves every page. */
async function buildServiceWorker() {
  await build({
    root: join(here, 'dashboard'),
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: dist,
      emptyOutDir: false,
      target: ['chrome123', 'firefox128', 'safari17.5'],
      modulePreload: false,
      rolldownOptions: {
        input: join(here, 'dashboard/src/sw.ts'),
        output: { format: 'iife', entryFileNames: 'sw.js' },
      },
    },
  });
}

/** A page for the settings, built by itself: what visitors download must not be parted for it. */
async function buildPreview() {
  await build({
    root: join(here, 'widget'),
    base: '/assets/widget/',
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir: join(dist, 'widget'),
      emptyOutDir: false,
      target: ['chrome123', 'firefox128', 'safari17.5'],
      assetsInlineLimit: 0,
      modulePreload: false,
      rolldownOptions: { input: join(here, 'widget/preview.html') },
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
  await buildPreview();
  await buildBack();
  await buildScript('main.ts', 'widget.js');
  // What stands in the frame of a site that may not show the panel.
  await buildScript('refused.ts', 'refused.js');
}
const dashboard = join(here, 'dashboard/vite.config.ts');
if (only !== 'widget' && existsSync(dashboard)) {
  const outDir = join(dist, 'dashboard');
  await build({ configFile: dashboard, logLevel: 'warn', build: { outDir } });
  await buildServiceWorker();
  cpSync(join(here, 'dashboard/app'), join(dist, 'app'), { recursive: true });
}
compress();
