// The dashboard as an app: it can be installed, and tells of who waits while it is closed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { world } from './lib/people.mjs';
import { until } from './lib/wait.mjs';

const here = world();
let owner;

const origin = () => new URL(here.server.dashboard).origin;

/** The part of the app that runs while it is closed. */
async function background() {
  const context = owner.page.context();
  return context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
}

/** Has the background count the messages it is done with, which a delivery does not wait for. */
async function countHandled() {
  await (await background()).evaluate(() => {
    self.handled = 0;
    const { waitUntil } = ExtendableEvent.prototype;
    ExtendableEvent.prototype.waitUntil = function (work) {
      waitUntil.call(
        this,
        work.finally(() => self.handled++),
      );
    };
  });
}

/** Clicks the notice of that title, as far as a program can, and tells what came of it. */
async function click(title) {
  return (await background()).evaluate(async (wanted) => {
    const notices = () => self.registration.getNotifications();
    const notification = (await notices()).find((it) => it.title === wanted);
    const [work, opened] = [[], []];
    // A browser lets only a person's own click do these.
    self.WindowClient.prototype.focus = async () => {};
    self.Clients.prototype.openWindow = async (path) => opened.push(path);
    const event = new NotificationEvent('notificationclick', { notification });
    event.waitUntil = (it) => work.push(it);
    self.dispatchEvent(event);
    await Promise.all(work);
    return { opened, left: (await notices()).map((it) => it.title) };
  }, title);
}

test('a browser finds what it needs to install it', async () => {
  owner = await here.owner({ permissions: ['notifications'] });
  const tools = await owner.page.context().newCDPSession(owner.page);
  const { data, errors } = await tools.send('Page.getAppManifest');
  assert.deepEqual(errors, []);
  const manifest = JSON.parse(data);
  for (const { src, sizes, type } of manifest.icons) {
    const found = await owner.page.request.get(new URL(src, origin()).href);
    assert.equal(found.headers()['content-type'], type, `${src} (${sizes})`);
  }
  const { installabilityErrors } = await tools.send('Page.getInstallabilityErrors');
  // A profile of a test is private, where nothing is installed.
  const others = installabilityErrors.filter((it) => it.errorId !== 'in-incognito');
  assert.deepEqual(others, []);
});

test('the settings say what the browser can do', async () => {
  const { page } = owner;
  await page.goto(`${origin()}/settings/account`);
  const toggle = page.getByRole('switch', { name: 'Also while Baton is closed' });
  await toggle.waitFor();
  // There is no push service to be reached from here, which a browser says by refusing.
  await toggle.click();
  await page.getByText('The browser could not ask for notices').waitFor();
  assert.equal(await toggle.getAttribute('aria-checked'), 'false');
  here.forgive(/incognito/);
});

test('a notice shows when no dashboard is in front', async () => {
  const { page } = owner;
  const context = page.context();
  const worker = await background();
  const tools = await context.newCDPSession(page);
  const registered = new Promise((tell) => {
    tools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      if (registrations[0]) tell(registrations[0].registrationId);
    });
  });
  await tools.send('ServiceWorker.enable');
  const registrationId = await registered;
  await countHandled();
  const handled = () => worker.evaluate(() => self.handled);
  const push = async (title) => {
    const before = await handled();
    const notice = { title, body: 'My order', path: '/inbox/waiting', tag: title };
    await tools.send('ServiceWorker.deliverPushMessage', {
      origin: origin(),
      registrationId,
      data: JSON.stringify(notice),
    });
    await until('the message to be handled', async () => (await handled()) > before);
  };
  const titles = () =>
    worker.evaluate(async () =>
      (await self.registration.getNotifications()).map(({ title }) => title),
    );
  await push('While it is looked at');
  await page.goto(here.server.shop);
  await push('Maya is waiting');
  assert.deepEqual(await titles(), ['Maya is waiting']);
});

test('a click on it opens the dashboard where it leads', async () => {
  assert.deepEqual(await click('Maya is waiting'), { opened: ['/inbox/waiting'], left: [] });
});

test('a click leads there a dashboard that is open', async () => {
  const { page } = owner;
  await page.goto(`${origin()}/settings/account`);
  await page.getByRole('switch', { name: 'Also while Baton is closed' }).waitFor();
  await (await background()).evaluate(() =>
    self.registration.showNotification('Maya wrote', { data: '/inbox/mine' }),
  );
  assert.deepEqual(await click('Maya wrote'), { opened: [], left: [] });
  await page.waitForURL('**/inbox/mine');
});
