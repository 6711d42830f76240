// Stands in the frame on a site that is not among the allowed ones: tells the site's developer, and
// the loader to show the visitor nothing.
addEventListener('message', ({ source, origin, ports: [port] }) => {
  if (source !== window.parent || !port) return;
  console.warn(
    `Baton: ${origin} may not show this chat. Add it to the allowed sites in the dashboard: Settings, Assistants.`,
  );
  port.postMessage({ name: 'ready' });
  port.postMessage({ name: 'hide' });
  port.postMessage({ name: 'error', data: { code: 'site_not_allowed', origin } });
});
