// Notices on this device while no dashboard is open: the browser's push service brings them.
import { call } from './api';

export type PushState = 'unsupported' | 'install_first' | 'denied' | 'off' | 'on';

const isSupported = () =>
  'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

/** Safari on a phone brings notices only to an app on the home screen. */
const mustInstall = () =>
  /iPhone|iPad/.test(navigator.userAgent) && !matchMedia('(display-mode: standalone)').matches;

const registration = () => navigator.serviceWorker.register('/sw.js');

export async function pushState(): Promise<PushState> {
  if (mustInstall()) return 'install_first';
  if (!isSupported()) return 'unsupported';
  if (Notification.permission === 'denied') return 'denied';
  const subscription = await (await registration()).pushManager.getSubscription();
  return subscription ? 'on' : 'off';
}

/** Asks for leave, subscribes and tells the server. Must come from a click. */
export async function switchOn(): Promise<PushState> {
  if ((await Notification.requestPermission()) !== 'granted') return pushState();
  const { key } = await call<{ key: string }>('GET', '/api/push');
  const { pushManager } = await registration();
  // One made for another key, of a server before, cannot be used.
  await (await pushManager.getSubscription())?.unsubscribe();
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  try {
    await tell(made);
  } catch (error) {
    await made.unsubscribe();
    throw error;
  }
  return 'on';
}

export async function switchOff(): Promise<PushState> {
  const made = await (await registration()).pushManager.getSubscription();
  if (made) {
    await call('DELETE', '/api/push', { endpoint: made.endpoint });
    await made.unsubscribe();
  }
  return 'off';
}

export async function tryPush(): Promise<void> {
  const made = await (await registration()).pushManager.getSubscription();
  if (made) await call('POST', '/api/push/test', { endpoint: made.endpoint });
}

/** A subscription that stands is this session's from now on: the one it was made in may be over. */
export async function renewPush(): Promise<void> {
  if (!isSupported() || Notification.permission !== 'granted') return;
  const known = await navigator.serviceWorker.getRegistration('/');
  const made = await known?.pushManager.getSubscription();
  if (made) await tell(made);
}

/** Whoever signs in here next has not asked for notices. */
export async function forgetPush(): Promise<void> {
  if (!isSupported()) return;
  const known = await navigator.serviceWorker.getRegistration('/');
  await (await known?.pushManager.getSubscription())?.unsubscribe();
}

/** A click on a notice, in a window that is open already. */
export function onOpened(open: (path: string) => void): () => void {
  if (!isSupported()) return () => {};
  const heard = ({ data }: MessageEvent<{ open?: string }>) => {
    if (data?.open) open(data.open);
  };
  navigator.serviceWorker.addEventListener('message', heard);
  return () => navigator.serviceWorker.removeEventListener('message', heard);
}

function tell(made: PushSubscription): Promise<void> {
  const { keys } = made.toJSON();
  const body = { endpoint: made.endpoint, key: keys?.p256dh ?? '', auth: keys?.auth ?? '' };
  return call('POST', '/api/push', body);
}
