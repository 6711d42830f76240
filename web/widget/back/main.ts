// The page that a link from a mail opens: it trades the link for a session of this browser, and
// shows the thread in the panel itself.
//
// Opening the page trades nothing: programs that look at mails open links too, and some of them run
// scripts. It takes a press.
import type { components } from '../../shared/api';
import { direction, pickLocale, translator } from '../../shared/i18n';
import { BACK, type en } from '../locales/back';
import { Kept } from './kept';
import { showPanel } from './panel';
import './back.css';

type Schemas = components['schemas'];
type CameBack = Schemas['CameBack'];
type Key = keyof typeof en;

const locale = pickLocale(navigator.languages, Object.keys(BACK));
const t = translator(BACK[locale] ?? BACK.en, locale);
const place = document.getElementById('place') as HTMLElement;
const token = location.hash.slice(1);
const kept = new Kept(token);

interface Said {
  title: string;
  about: string;
  button?: [Key, () => Promise<void> | void];
}

function element<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, text = '') {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

/** One thing at a time: what is the case, and what can be done. */
function say({ title, about, button }: Said): void {
  document.title = title;
  const card = element('section');
  const heading = element('h1', title);
  heading.tabIndex = -1;
  card.append(heading, element('p', about));
  if (button) {
    const [label, press] = button;
    const made = element('button', t(label));
    made.type = 'button';
    made.onclick = () => {
      made.disabled = true;
      void press();
    };
    card.append(made);
  }
  place.replaceChildren(card);
  heading.focus();
}

const plain = (key: 'dead' | 'used' | 'expired' | 'signed_in' | 'failed' | 'asked'): Said => ({
  title: t(key),
  about: t(`${key}_about`),
});

/** The answer, or null where nobody answered. */
async function ask(path: string): Promise<Response | null> {
  try {
    return await fetch(`/api/back/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
      signal: AbortSignal.timeout(15_000),
    });
  } catch {
    return null;
  }
}

function failed(again: () => Promise<void>, answer: Response | null): void {
  const about = answer?.status === 429 ? t('slow') : t('failed_about');
  say({ title: t('failed'), about, button: ['retry', again] });
}

async function look(): Promise<void> {
  const answer = await ask('open');
  if (answer?.status === 410 || answer?.status === 422) return say(plain('dead'));
  if (!answer?.ok) return failed(look, answer);
  const { state, workspace }: Schemas['BackView'] = await answer.json();
  if (state === 'signed_in') return say(plain(state));
  if (state !== 'fresh') return say({ ...plain(state), button: ['again', again] });
  say({
    title: t('fresh', { workspace }),
    about: t('fresh_about'),
    button: ['open', enter],
  });
}

async function enter(): Promise<void> {
  const answer = await ask('use');
  // Another browser was faster, or its time ran out meanwhile: the look says which.
  if (answer?.status === 410) return look();
  if (!answer?.ok) return failed(enter, answer);
  const back: CameBack = await answer.json();
  kept.keep(back);
  show(back);
}

async function again(): Promise<void> {
  const answer = await ask('again');
  if (answer?.status === 410) return look();
  if (!answer?.ok) return failed(again, answer);
  say(plain('asked'));
}

function show(back: CameBack): void {
  document.title = back.workspace;
  const top = element('nav');
  top.append(element('strong', back.workspace));
  if (back.page) {
    const link = element('a', t('page'));
    link.href = back.page;
    top.append(link);
  }
  const frame = element('iframe');
  frame.title = t('fresh', { workspace: back.workspace });
  place.replaceChildren(top, frame);
  showPanel(frame, back, () => {
    say({ title: t('closed'), about: '', button: ['open', () => show(back)] });
  });
}

document.documentElement.lang = locale;
document.documentElement.dir = direction(locale);
say({ title: t('opening'), about: '' });
const known = kept.read();
if (known) show(known);
else if (token) void look();
else say(plain('dead'));
