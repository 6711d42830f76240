// The script of the snippet: draws the launcher, makes the panel's frame when somebody means to
// use it, and carries the site's calls to it. Everything else is in the frame.
import type { FromFrame, Hello, ToFrame } from '../bridge';
import { STYLE } from './style';

type Entry = ((...call: unknown[]) => unknown) & { q?: Iterable<unknown>[]; on?: 1 };
type Listener = (data: unknown) => void;
interface Boot {
  site: string;
  attributes?: Record<string, unknown>;
  theme?: 'auto' | 'light' | 'dark';
  locale?: string;
  side?: 'left' | 'right';
}

const READY_MS_MAX = 15_000;
const LOOK_MS = 1_000;

/** `batonLook`, put before this script by the server: a style sheet, and what stands before the
 * button's name. */
const w = window as unknown as { baton?: Entry; batonLook?: string[] };
const d = document;
const root = d.documentElement;
const script = d.currentScript as HTMLScriptElement | null;
const origin = script ? new URL(script.src).origin : '';
const narrow = matchMedia('(max-width:480px)');
const view = visualViewport as VisualViewport;
const queued = w.baton?.q ?? [];
const [css = '', before = ''] = w.batonLook ?? [];
let listeners: [name: string, listener: Listener][] = [];
let boot: Boot | undefined;
let host: HTMLElement;
let box: HTMLElement;
let button: HTMLElement;
let badge: HTMLElement;
let frame: HTMLIFrameElement | undefined;
let channel: MessageChannel;
let opened = false;
let token: string | null;
let looking: ReturnType<typeof setInterval>;
let deadline: ReturnType<typeof setTimeout>;

// The page may forbid storage; then the chat only does not come back by itself.
const remember = (area: 'localStorage' | 'sessionStorage', value?: string) => {
  try {
    const store = window[area];
    const key = `baton:${(boot as Boot).site}`;
    if (value == null) return store[key];
    store[key] = value;
  } catch {}
};
const emit = (name: string, data?: unknown) => {
  for (const [wanted, listener] of listeners) if (wanted === name) listener(data);
};
// What is said before the panel stands waits in the port.
const say = (message: ToFrame) => channel.port1.postMessage(message);
const look = () => say({ t: 'page', url: location.href, title: d.title, referrer: d.referrer });
// The keyboard of a phone covers the page without resizing it: the panel takes what is left.
const fill = () => {
  const full = opened && narrow.matches;
  if (frame) {
    frame.style.cssText = full ? `height:${view.height}px;top:${view.offsetTop}px` : '';
  }
};
const heard = ({ data: { name, data, label } }: MessageEvent<FromFrame>) => {
  // The page's script has no business with the token.
  if (name === 'token') token = data as string;
  else emit(name, data);
  if (name === 'ready') clearTimeout(deadline);
  if (name === 'leave') toggle(false, true);
  if (name === 'hide') shutdown();
  if (name === 'known') remember('localStorage', '1');
  if (name === 'unread') {
    badge.textContent = (data || '') as string;
    button.ariaLabel = before + label;
  }
};
const load = () => {
  if (frame || !boot) return;
  const at = d.createElement('iframe');
  frame = at;
  at.title = 'Chat';
  at.referrerPolicy = 'origin';
  at.src = `${origin}/frame/${boot.site}`;
  at.onload = () => {
    const hello: Hello = { locales: [(boot as Boot).locale, root.lang], token };
    (at.contentWindow as Window).postMessage(hello, origin, [channel.port2]);
  };
  look();
  box.append(at);
  looking = setInterval(look, LOOK_MS);
  view.addEventListener('resize', fill);
  deadline = setTimeout(() => {
    api.boot?.(shutdown() as never);
    emit('error');
  }, READY_MS_MAX);
};
const shutdown = () => {
  const was = boot;
  if (was) {
    toggle(false);
    clearInterval(looking);
    clearTimeout(deadline);
    host.remove();
    boot = frame = undefined;
  }
  return was;
};
const toggle = (to: boolean, user?: boolean) => {
  if (!boot || to === opened) return;
  opened = to;
  load();
  button.ariaExpanded = `${to}`;
  remember('sessionStorage', to ? '1' : '');
  fill();
  if (user) (to ? (frame as HTMLElement) : button).focus();
  say(to ? { t: 'open', user, full: narrow.matches } : { t: 'closed' });
  emit(to ? 'open' : 'close');
};
const draw = ({ side }: Boot) => {
  host = d.createElement('baton-widget');
  channel = new MessageChannel();
  channel.port1.onmessage = heard;
  // The place is at the end of the line; the other side is a line the other way.
  if (side) host.dir = side === 'left' ? 'rtl' : 'ltr';
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE + css);
  const shadow = host.attachShadow({ mode: 'open' });
  shadow.adoptedStyleSheets = [sheet];
  box = shadow.appendChild(d.createElement('div'));
  box.role = 'region';
  button = box.appendChild(d.createElement('button'));
  badge = button.appendChild(d.createElement('i'));
  box.ariaLabel = 'Chat';
  button.ariaLabel = before + box.ariaLabel;
  button.ariaExpanded = `${opened}`;
  button.onpointerenter = button.onfocus = load;
  button.onclick = () => toggle(!opened, true);
  root.append(host);
};
const off = (name: string, listener: Listener) => {
  listeners = listeners.filter((it) => it[0] !== name || it[1] !== listener);
};
// What is not named here is the panel's to do, and waits for it.
const api: Record<string, (...args: never[]) => unknown> = {
  boot(options: Boot) {
    if (boot?.site !== options.site) {
      shutdown();
      boot = options;
      draw(options);
      // A returning visitor may have an answer waiting; the panel loads when the page is done.
      if (remember('localStorage')) setTimeout(load, LOOK_MS);
      if (remember('sessionStorage') && !narrow.matches) toggle(true);
      if (options.theme) call('setTheme', options.theme);
    }
    call('setAttributes', options.attributes);
  },
  shutdown,
  open: () => toggle(true, true),
  close: () => toggle(false),
  toggle: () => toggle(!opened, true),
  show() {
    box.hidden = false;
  },
  hide() {
    box.hidden = true;
  },
  on(name: string, listener: Listener) {
    listeners.push([name, listener]);
    return () => off(name, listener);
  },
  off,
};
const call: Entry = (name, ...rest) => {
  const own = api[name as string];
  if (own) return own(...(rest as never[]));
  if (!boot) return;
  if (name === 'newMessage' || name === 'action') toggle(true, true);
  if (name === 'reset') load();
  if (name === 'setTheme') box.style.colorScheme = `${rest[0]}`.replace('auto', 'light dark');
  say({ t: 'call', name: name as string, args: rest });
};

// The snippet twice is one widget.
if (origin && !w.baton?.on) {
  call.on = 1;
  w.baton = call;
  for (const each of queued) call(...each);
}
