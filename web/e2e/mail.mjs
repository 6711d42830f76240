// Mail out, against somebody else's mail server: set up by clicking, invited, forgotten, answered
// while away, back by the link, an outage, and transcripts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isAccessible } from './lib/accessible.mjs';
import { world } from './lib/people.mjs';
import { certificate, linkIn, Post } from './lib/post.mjs';
import { until } from './lib/wait.mjs';

const MAYA = 'maya@home.example';
const here = world(() => ({ settings: { BATON_REPLY_MAIL_SECONDS: '1' } }));
let post;
let strict;
let owner;
let page;
let back;

before(async () => {
  post = await Post.start();
});
after(async () => {
  await post?.stop();
  await strict?.stop();
});

/** The owner's dashboard has a name of its own for the server, as the demo's links do. */
const visit = (it, path) => {
  const origin = it === page ? here.server.dashboard : here.server.origin;
  return it.goto(new URL(path, origin).href);
};

async function save() {
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Saved.').last().waitFor();
  await page.getByRole('button', { name: 'Save changes' }).and(page.locator(':disabled')).waitFor();
}

async function invite(email) {
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByText(`On its way to ${email}`).waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
}

/** Sends a test mail and reads the verdict. */
async function tries(heading) {
  await page.getByRole('button', { name: 'Send a test mail' }).click();
  const verdict = page.locator('[aria-live=polite]').filter({ hasText: heading });
  await verdict.waitFor();
  return verdict.textContent();
}

test('mail is set up by clicking, and a test mail arrives', async () => {
  owner = await here.owner();
  page = owner.page;
  await visit(page, '/settings/mail');
  await page.getByText('No mail yet').waitFor();
  assert.ok(await page.getByRole('button', { name: 'Send a test mail' }).isDisabled());
  await page.getByRole('textbox', { name: 'Server' }).fill('127.0.0.1');
  await page.getByLabel('Port').fill(String(post.port));
  await page.getByLabel('Security').selectOption('None');
  await page.getByText('so nobody can listen in').waitFor();
  await page.getByLabel('Sender name').fill('Fern & Thimble');
  await page.getByLabel('Sender address').fill('chat@shop.example');
  await save();
  const verdict = await tries('The mail server took it');
  assert.match(verdict, /The server said: 250 taken/);
  const [mail] = post.mails;
  assert.match(mail.subject, /^A test mail from /);
  assert.equal(mail.sender, 'Fern & Thimble <chat@shop.example>');
  assert.ok(mail.html.includes('so mail works') && mail.plain.includes('so mail works'));
});

test('each bad answer is said in plain words', async () => {
  await post.refuse({ RCPT: '550 5.1.1 who is that' });
  assert.match(await tries('did not go out'), /does not deliver to the recipient.*who is that/s);
  await post.refuse({ MAIL: '553 5.7.1 not your address' });
  assert.match(await tries('did not go out'), /in the name of the sender/);
  await post.refuse({});
  await page.getByLabel('Security').selectOption('STARTTLS');
  await save();
  assert.match(await tries('did not go out'), /does not offer STARTTLS/);
  await page.getByRole('textbox', { name: 'Server' }).fill('no-such-server.invalid');
  await save();
  assert.match(await tries('did not go out'), /no server named no-such-server\.invalid/);
});

test('a password is sealed, asked for, and refused in plain words', async () => {
  strict = await Post.start({ login: ['shop', 'right'] });
  await page.getByRole('textbox', { name: 'Server' }).fill('127.0.0.1');
  await page.getByLabel('Port').fill(String(strict.port));
  await page.getByLabel('Security').selectOption('None');
  await page.getByLabel('User name').fill('shop');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Type the password that belongs to this server').waitFor();
  await page.getByLabel('Password').fill('wrong');
  await save();
  assert.match(await tries('did not go out'), /refused the user name and password/);
  await page.getByLabel('Password').fill('right');
  await save();
  await tries('The mail server took it');
  await page.reload();
  await page.getByText('A password is stored').waitFor();
  assert.equal(await page.getByLabel('Password').inputValue(), '');
  await strict.stop();
  const unheard = await tries('did not go out');
  assert.match(unheard, /cannot be reached.*In detail: /s);
  assert.doesNotMatch(unheard, /server said/);
});

test('a certificate that nobody trusts is no secure line', async () => {
  const paper = certificate();
  strict = await Post.start({ security: 'tls', ...paper });
  await page.getByRole('textbox', { name: 'Server' }).fill('localhost');
  await page.getByLabel('Port').fill(String(strict.port));
  await page.getByLabel('Security').selectOption('TLS');
  await page.getByLabel('User name').fill('');
  await save();
  assert.match(await tries('did not go out'), /certificate of localhost is not trusted/);
  await strict.stop();
  strict = await Post.start({ security: 'starttls', ...paper });
  await page.getByLabel('Port').fill(String(strict.port));
  await page.getByLabel('Security').selectOption('STARTTLS');
  await save();
  assert.match(await tries('did not go out'), /certificate of localhost is not trusted/);
  assert.equal(strict.mails.length, 0);
  paper.remove();
});

test('the settings are readable in every look', async () => {
  await page.getByRole('textbox', { name: 'Server' }).fill('mail.shop.example');
  await page.getByLabel('Security').selectOption('None');
  await page.getByText('Everybody on the way').waitFor();
  await isAccessible(page, 'phone');
  await page.getByRole('textbox', { name: 'Server' }).fill('127.0.0.1');
  await page.getByLabel('Port').fill(String(post.port));
  await save();
});

test('an invitation comes by mail, and its link lets in', async () => {
  const before = post.mails.length;
  await visit(page, '/settings/people');
  await invite('kim@shop.example');
  const first = await post.mailTo('kim@shop.example', before);
  await page.getByRole('button', { name: 'Send again' }).click();
  await page.getByText('On its way to kim@shop.example').waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  const mail = await post.mailTo('kim@shop.example', post.mails.indexOf(first) + 1);
  const kim = await (await here.profile()).newPage();
  await kim.goto(linkIn(first));
  await kim.getByText('This link no longer works').waitFor();
  await kim.goto('about:blank');
  await kim.goto(linkIn(mail));
  await kim.getByLabel('Your name').fill('Kim');
  await kim.getByLabel('Password').fill('a long enough word');
  await kim.getByRole('button', { name: 'Join' }).click();
  await kim.waitForURL('**/inbox/waiting');
  await visit(kim, '/settings/account');
  await kim.getByRole('heading', { name: 'You', exact: true }).waitFor();
  assert.equal(await kim.getByRole('link', { name: 'Mail', exact: true }).count(), 0);
  await kim.context().close();
});

test('a forgotten password is chosen anew by mail', async () => {
  const before = post.mails.length;
  const kim = await (await here.profile()).newPage();
  await visit(kim, '/sign-in');
  await kim.getByRole('link', { name: 'Forgot the password?' }).click();
  await kim.getByRole('button', { name: 'Mail me a link' }).waitFor();
  await isAccessible(kim, 'phone');
  await kim.getByLabel('E-mail').fill('nobody@shop.example');
  await kim.getByRole('button', { name: 'Mail me a link' }).click();
  await kim.getByText('If somebody signs in with nobody@shop.example').waitFor();
  await visit(kim, '/forgot');
  await kim.getByLabel('E-mail').fill('kim@shop.example');
  await kim.getByRole('button', { name: 'Mail me a link' }).click();
  await kim.getByText('If somebody signs in with kim@shop.example').waitFor();
  await isAccessible(kim);
  const mail = await post.mailTo('kim@shop.example', before);
  await kim.goto(linkIn(mail));
  await kim.getByLabel('Password').fill('another long word');
  await kim.getByRole('button', { name: 'Save the password' }).click();
  await kim.waitForURL('**/inbox/waiting');
  assert.equal(post.mails.slice(before).filter((it) => it.to[0].startsWith('nobody')).length, 0);
  await kim.context().close();
});

test('when nobody is there the visitor leaves an address and hears back by mail', async () => {
  const before = post.mails.length;
  const dashboards = page.context();
  await page.close();
  const widget = await here.visitor();
  await widget.open();
  await widget.button('Talk to a person').first().click();
  const promise = 'Leave your address and the answer reaches you by mail.';
  await widget.frame.getByText(promise).waitFor();
  const first = await widget.frame.locator('form.details label').first().textContent();
  assert.match(first, /E-mail/);
  await widget.tell({ name: 'Maya', email: MAYA });
  await widget.frame.getByText(`The answer also goes to ${MAYA}.`).waitFor();
  await isAccessible(widget.page);
  await widget.page.context().close();

  page = await dashboards.newPage();
  await visit(page, '/inbox/waiting');
  owner = new owner.constructor(page);
  await owner.openRow('Maya');
  await owner.press('Take over');
  await owner.reply('It ships on Monday.');
  await owner.reply('Shall I hold it for you?');
  const mail = await post.mailTo(MAYA, before);
  assert.match(mail.plain, /> It ships on Monday\./);
  assert.ok(!/<img|src=/.test(mail.html));
  back = linkIn(mail);
});

test('the link leads back into the thread, in one browser', async () => {
  const maya = await (await here.profile()).newPage();
  await maya.goto(back);
  const open = maya.getByRole('button', { name: 'Open the conversation' });
  await open.waitFor();
  await isAccessible(maya, 'phone');
  await maya.reload();
  await open.click();
  const panel = maya.locator('iframe').contentFrame();
  await panel.getByText('It ships on Monday.').waitFor();
  await panel.locator('form.composer textarea').fill('Yes, please hold it.');
  await panel.locator('form.composer textarea').press('Enter');
  await owner.log.getByText('Yes, please hold it.').waitFor();
  await maya.getByRole('link', { name: 'Back to the page you came from' }).waitFor();
  await isAccessible(maya, 'phone');
  await page.reload();
  await owner.context.getByText('confirmed by mail').waitFor();
  // The same link in the same browser goes on.
  await maya.goto('about:blank');
  await maya.goto(back);
  await panel.getByText('Yes, please hold it.').waitFor();
  await maya.context().close();
});

test('a used link is replaced by mail, and a forged one says nothing', async () => {
  const before = post.mails.length;
  const other = await (await here.profile()).newPage();
  await other.goto(back);
  await other.getByRole('heading', { name: 'This link was used' }).waitFor();
  await isAccessible(other, 'phone');
  await other.getByRole('button', { name: 'Mail me a new link' }).click();
  await other.getByRole('heading', { name: 'Look into your mail' }).waitFor();
  const fresh = await post.mailTo(MAYA, before);
  await other.goto('about:blank');
  await other.goto(linkIn(fresh));
  await other.getByRole('button', { name: 'Open the conversation' }).click();
  const panel = other.locator('iframe').contentFrame();
  await panel.getByText('Yes, please hold it.').waitFor();
  await other.goto('about:blank');
  await other.goto(`${back.slice(0, -3)}AAA`);
  await other.getByRole('heading', { name: 'This link does not work' }).waitFor();
  await isAccessible(other);
  await other.context().close();
});

test('the conversation can be kept, by download and by mail', async () => {
  const before = post.mails.length;
  await owner.note('A word among us.');
  await owner.log.getByText('A word among us.').waitFor();
  await page.getByRole('button', { name: 'Mail the transcript' }).click();
  await page.getByRole('button', { name: 'Mail it' }).click();
  await page.getByText(`The transcript is on its way to ${MAYA}.`).waitFor();
  const byTeam = await post.mailTo(MAYA, before);
  assert.match(byTeam.plain, /It ships on Monday\.[\s\S]*Yes, please hold it\./);
  assert.ok(!byTeam.plain.includes('A word among us.'));

  const tom = await here.visitor();
  await tom.open();
  await tom.say('Do you ship to Canada?');
  await tom.shows([
    ['visitor', 'Do you ship to Canada?'],
    ['assistant', /./],
  ]);
  const menu = tom.button('Keep this conversation');
  await menu.click();
  await tom.button('Download as text').waitFor();
  await isAccessible(tom.page, 'phone');
  const download = tom.page.waitForEvent('download');
  await tom.button('Download as text').click();
  const stream = await (await download).createReadStream();
  const text = (await stream.toArray()).join('');
  assert.match(text, /Do you ship to Canada\?/);
  const mailing = tom.frame.getByLabel('Or have it mailed to');
  await mailing.fill('tom at home');
  await mailing.press('Enter');
  await tom.frame.getByText('Write the whole address').waitFor();
  await mailing.fill('tom@home.example');
  await mailing.press('Enter');
  await tom.frame.getByText('It is on its way to tom@home.example.').waitFor();
  const mail = await post.mailTo('tom@home.example', before);
  assert.match(mail.plain, /Do you ship to Canada\?/);
  await mailing.press('Escape');
  await until('the menu is closed', async () => (await mailing.count()) === 0);
});

test('after an outage each mail goes out once', async () => {
  await post.stop();
  const before = post.mails.length;
  await visit(page, '/settings/people');
  for (const name of ['ann', 'ben']) {
    await invite(`${name}@shop.example`);
  }
  await visit(page, '/settings/mail');
  await page.getByRole('button', { name: /^Waiting 2/ }).click();
  await until('both have been tried', async () => {
    return (await page.getByText('1 try failed. 127.0.0.1 cannot be reached').count()) === 2;
  });
  await isAccessible(page, 'phone');
  await post.start();
  for (const name of ['ann', 'ben']) {
    const line = page.getByRole('listitem').filter({ hasText: `${name}@shop.example` });
    await line.getByRole('button', { name: 'Try again' }).click();
    await post.mailTo(`${name}@shop.example`, before);
    await line.waitFor({ state: 'detached' });
  }
  await page.getByText('No mail stands so').waitFor();
  await page.getByRole('button', { name: /^Sent \d/ }).click();
  await page.getByText('ann@shop.example').waitFor();
  const to = post.mails.slice(before).map((it) => it.to[0]);
  assert.deepEqual(to.sort(), ['ann@shop.example', 'ben@shop.example']);
});

test('a mail that is refused for good can be discarded, and mail be stopped', async () => {
  await post.refuse({ RCPT: '550 5.1.1 nobody of that name' });
  await visit(page, '/settings/people');
  await invite('zoe@shop.example');
  await visit(page, '/settings/mail');
  await page.getByRole('button', { name: /^Failed 1/ }).click();
  const line = page.getByRole('listitem').filter({ hasText: 'zoe@shop.example' });
  await line.getByText('nobody of that name').waitFor();
  await line.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click();
  await line.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Stop sending mail' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Stop sending mail' }).click();
  await page.getByText('Save a mail server first.').waitFor();
  const widget = await here.visitor();
  await widget.open();
  await page.close();
  await widget.button('Talk to a person').first().click();
  await widget.frame.getByText('When somebody answers, you find it here.').waitFor();
  assert.equal(await widget.frame.getByText('by mail').count(), 0);
});
