// A site that nobody allowed to show the widget: a page on a port of its own with the snippet.
import { once } from 'node:events';
import { createServer } from 'node:http';

/** `named`: with the site in the script's address, as snippets have it now. */
export async function foreignSite(server, { named = false } = {}) {
  const page = await (await fetch(server.shop)).text();
  const site = page.match(/data-site="([^"]+)"/)?.[1];
  const html = `<!doctype html><html lang="en"><title>Elsewhere</title><main><h1>Elsewhere</h1></main>
<script>
  window.baton = window.baton || function () { (baton.q = baton.q || []).push(arguments); };
  baton('boot', { site: '${site}' });
</script>
<script async src="${server.origin}/widget.js${named ? `?site=${site}` : ''}"></script>`;
  const host = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html').end(html);
  });
  host.listen(0, '127.0.0.1');
  await once(host, 'listening');
  return {
    address: `http://127.0.0.1:${host.address().port}/`,
    site,
    close: () => {
      host.closeAllConnections();
      host.close();
    },
  };
}
