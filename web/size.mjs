// The weight of what a visitor and a teammate download. Fails above the budgets.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

/** Gzipped bytes at most; KB are 1000 bytes. */
export const BUDGETS = {
  loader: 2_000,
  chat: 20_000,
  language: 2_000,
  // What the first message does not need.
  more: 12_500,
  // Forms, and the buttons of actions.
  forms: 7_000,
  back: 8_000,
  dashboard: 200_000,
  route: 60_000,
};

const weigh = (path) => gzipSync(readFileSync(path), { level: 9 }).length;

/** What a page fetches by itself: its own file, and the scripts and styles that it names. */
function named(html, base) {
  const text = readFileSync(html, 'utf8');
  const names = [...text.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map((it) => it[1]);
  return names.map((it) => it.slice(it.indexOf(base) + base.length));
}

export function measure(dist = join(import.meta.dirname, 'dist')) {
  const page = pageOf(dist);
  const rows = [{ what: 'loader', bytes: weigh(join(dist, 'widget.js')), budget: BUDGETS.loader }];
  rows.push(...page('widget', 'frame.html', 'chat', BUDGETS.chat, 'language', BUDGETS.language));
  rows.push(...page('back', 'back.html', 'back', BUDGETS.back, 'back', BUDGETS.back));
  if (existsSync(join(dist, 'dashboard/index.html'))) {
    rows.push(
      ...page('dashboard', 'index.html', 'dashboard', BUDGETS.dashboard, 'route', BUDGETS.route),
    );
  }
  return rows;
}

const pageOf = (dist) => (folder, html, what, budget, lazy, lazyBudget) => {
  const root = join(dist, folder);
  const first = named(join(root, html), `/assets/${folder}/`);
  const initial = [html, ...first].reduce((sum, it) => sum + weigh(join(root, it)), 0);
  const rest = readdirSync(join(root, 'assets'))
    // The preview is a page of the settings.
    .filter((it) => it.endsWith('.js') && !first.includes(`assets/${it}`))
    .filter((it) => !it.startsWith('preview'))
    .map((it) => {
      const [part] =
        (folder === 'widget' && /^(more|identify|details|thread|forms|check)/.exec(it)) || [];
      const more = part === 'forms' ? 'forms' : part && 'more';
      return {
        what: `${more ?? lazy} ${it}`,
        bytes: weigh(join(root, 'assets', it)),
        budget: more ? BUDGETS[more] : lazyBudget,
      };
    });
  return [{ what, bytes: initial, budget }, ...rest];
};

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  let heavy = false;
  for (const { what, bytes, budget } of measure()) {
    heavy ||= bytes > budget;
    const mark = bytes > budget ? 'TOO HEAVY' : 'ok';
    console.log(`${String(bytes).padStart(8)} / ${String(budget).padStart(7)}  ${mark}  ${what}`);
  }
  process.exitCode = heavy ? 1 : 0;
}
