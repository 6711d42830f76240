// Starts the panel: takes the loader's first message, makes the client, draws.
import { render } from 'preact';
import { direction, type Translate, translator } from '../../shared/i18n';
import type { FromFrame, Hello, ToFrame } from '../bridge';
import { Client } from '../client/client';
import { hostCall } from '../client/host-calls';
import { openStorage } from '../client/storage';
import { en } from '../locales/en';
import { use } from './context';
import { fetchMore, withMore } from './lazy';
import { chooseLocale, loadTexts } from './locale';
import { Panel, pressed } from './panel';
import './frame.css';

type Post = (message: FromFrame) => void;

/** The key of a rehearsal, which a snippet puts behind the `#` of its site. Each is a visitor of its
 * own. */
const key = location.hash.slice(1);
const site = decodeURIComponent(location.pathname.split('/').pop() ?? '');
const root = document.documentElement;
const panel = document.getElementById('panel') as HTMLElement;
const look = new CSSStyleSheet();
document.adoptedStyleSheets.push(look);
const alone = window.parent === window;

function start(hello: Hello, post: Post): (message: ToFrame) => void {
  let locale = 'en';
  let t: Translate<typeof en> = translator(en, 'en');
  let drawing = false;
  let told = '';
  let shown = '';
  const client = new Client({
    site,
    rehearsal: key,
    storage: openStorage(`baton:${site}:${key.slice(-8)}`, () => localStorage),
    token: hello.token ?? null,
    t: () => t,
    withMore,
    emit: (name, data) => post({ name, data }),
    keepToken: (token) => post({ name: 'token', data: token }),
  });
  const close = alone ? undefined : () => post({ name: 'leave' });
  const draw = () => {
    drawing = false;
    use({ client, locale, t, close });
    render(<Panel />, panel);
    const { unread: count, thread, open, face } = client.store.state;
    if (face && shown !== face.look) {
      shown = face.look;
      look.replaceSync(shown);
    }
    if (open) fetchMore(draw);
    const label = count ? t('open_chat_unread', { count }) : t('open_chat');
    if (told !== label) post({ name: 'unread', data: count, label });
    told = label;
    if (thread.cursor) post({ name: 'known' });
  };
  const speak = async (wanted: (string | undefined)[]) => {
    locale = chooseLocale([...wanted, ...navigator.languages]);
    t = translator(await loadTexts(locale), locale);
    root.lang = locale;
    root.dir = direction(locale);
    draw();
  };

  client.store.subscribe(() => {
    if (!drawing) queueMicrotask(draw);
    drawing = true;
  });
  addEventListener('keydown', pressed);
  void speak(hello.locales).then(() => post({ name: 'ready' }));
  return (message) => {
    if (message.t === 'open') client.open(!!message.user, message.full);
    else if (message.t === 'closed') client.closed();
    else if (message.t === 'page') client.setPage(message);
    else if (message.t !== 'call') return;
    else if (message.name === 'setTheme') root.dataset.theme = String(message.args[0]);
    else if (message.name === 'setLocale') void speak([String(message.args[0])]);
    else hostCall(client, message.name, message.args);
  };
}

function listen({ data, source, ports }: MessageEvent): void {
  const hello = data as Partial<Hello> | null;
  const port = ports[0];
  // Who may frame us is the server's to say (frame-ancestors); here only the framing page counts.
  if (source !== window.parent || !hello?.locales || !port) return;
  removeEventListener('message', listen);
  const hear = start(hello as Hello, (message) => port.postMessage(message));
  port.onmessage = (message) => hear(message.data);
}

if (alone) {
  // Opened by itself, the panel is a page.
  const hear = start({ locales: [] }, () => {});
  hear({ t: 'page', url: location.href, title: document.title, referrer: '' });
  hear({ t: 'open', user: true, full: true });
} else {
  addEventListener('message', listen);
}
