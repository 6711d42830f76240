// Runs in the browser while no dashboard is open: shows a notice that was pushed, and opens what it
// is about. It keeps no pages: an inbox that is not live would mislead.
interface Notice {
  title: string;
  body: string;
  /** Where a click leads. */
  path: string;
  /** A later notice of the same takes the place of an earlier one. */
  tag: string;
}

interface PushMessage extends Event {
  data: { json(): Notice } | null;
  waitUntil(work: Promise<unknown>): void;
}
interface Click extends Event {
  notification: Notification;
  waitUntil(work: Promise<unknown>): void;
}
interface Window {
  visibilityState: string;
  focus(): Promise<unknown>;
  postMessage(message: unknown): void;
}
interface Worker {
  registration: ServiceWorkerRegistration;
  clients: {
    matchAll(options: { type: 'window' }): Promise<Window[]>;
    openWindow(path: string): Promise<unknown>;
    claim(): Promise<void>;
  };
  skipWaiting(): Promise<void>;
  addEventListener<E>(name: string, listener: (event: E) => void): void;
}

const worker = self as unknown as Worker;
const windows = () => worker.clients.matchAll({ type: 'window' });

worker.addEventListener<Event>('install', () => void worker.skipWaiting());
worker.addEventListener<PushMessage>('activate', (event) =>
  event.waitUntil(worker.clients.claim()),
);

worker.addEventListener<PushMessage>('push', (event) => {
  const notice = event.data?.json();
  if (notice) event.waitUntil(show(notice));
});

/** A dashboard that is looked at tells by itself. */
async function show({ title, body, tag, path }: Notice): Promise<void> {
  if ((await windows()).some((it) => it.visibilityState === 'visible')) return;
  const icon = '/app/icon-192.png';
  await worker.registration.showNotification(title, { body, tag, icon, data: path });
}

worker.addEventListener<Click>('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(String(event.notification.data)));
});

async function open(path: string): Promise<void> {
  const [first] = await windows();
  if (!first) return void (await worker.clients.openWindow(path));
  await first.focus();
  first.postMessage({ open: path });
}
