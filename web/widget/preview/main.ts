// A page of a site that shows the real widget, inside the settings. It takes looks from the page
// around it and from nobody else.
import { STYLE } from '../loader/style';
import type { PreviewMessage } from './message';
import './preview.css';

type Baton = (name: string, ...rest: unknown[]) => unknown;
const page = window as unknown as { baton: Baton & { q?: unknown[][] } };
const site = decodeURIComponent(location.pathname.split('/').pop() ?? '');
const sheet = new CSSStyleSheet();
let seen: string | undefined;

function show({ launcher, theme, face, label, closed }: PreviewMessage): void {
  const host = document.querySelector('baton-widget');
  const button = host?.shadowRoot?.querySelector('button');
  if (!host?.shadowRoot || !button) return;
  document.documentElement.dataset.theme = theme;
  sheet.replaceSync(STYLE + launcher);
  host.shadowRoot.adoptedStyleSheets = [sheet];
  button.ariaLabel = `${label ? `${label}: ` : ''}Chat`;
  page.baton('setTheme', theme);
  page.baton('preview', face);
  // Whoever changes the launcher wants to see it.
  if (seen !== undefined && seen !== closed) page.baton('close');
  seen = closed;
}

function start(): void {
  const script = document.createElement('script');
  script.src = `/widget.js?site=${encodeURIComponent(site)}`;
  script.onload = () => {
    try {
      // Open, without taking the focus from whoever fills in the form.
      sessionStorage[`baton:${site}`] = '1';
    } catch {}
    page.baton('boot', { site });
    addEventListener('message', ({ source, origin, data }) => {
      if (source === parent && origin === location.origin) show(data as PreviewMessage);
    });
    parent.postMessage('ready', location.origin);
  };
  document.head.append(script);
}

start();
