// A picture of every page, wide and on a phone, light, dark and from right to left, into `output/`;
// and the one of the README, which is written to docs/ only when BATON_WRITE_README_PICTURE=1 asks
// for it.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { inBothColours, rightToLeft, sticksOut } from './lib/looks.mjs';
import { DESK, OUTPUT, PHONE, world } from './lib/people.mjs';
import { sideBySide } from './lib/picture.mjs';
import { RETURNS, tellStory, UNKNOWN } from './lib/story.mjs';

const DOCS = join(import.meta.dirname, '../../docs');
const README_BYTES_MAX = 300_000;

/** Takes the pictures of a screen, and sees that nothing sticks out at its side. */
function photographer(size) {
  return async (page, name) => {
    const take = async (look) => {
      await page.screenshot({
        path: join(OUTPUT, `${name}-${size}-${look.replaceAll(' ', '-')}.png`),
      });
    };
    await inBothColours(page, take);
    await rightToLeft(page, take);
    assert.equal(await sticksOut(page), 0, `${name} is as wide as its screen`);
  };
}

async function shootWidget(world, shoot, options) {
  const widget = await world.visitor(options);
  const { page } = widget;
  await shoot(page, 'shop');
  await widget.open();
  await shoot(page, 'widget-empty');
  const said = [
    ['visitor', RETURNS],
    ['assistant', /30 days/],
  ];
  await widget.say(RETURNS);
  await widget.shows(said);
  await shoot(page, 'widget-thread');
  await widget.button(/^Source 1/).click();
  await widget.frame.locator('mark').getByText('30 days from delivery').waitFor();
  await shoot(page, 'widget-source');
  await widget.button('Back').click();
  await widget.say(UNKNOWN);
  await widget.shows([...said, ['visitor', UNKNOWN], ['assistant', /could not find/]]);
  await shoot(page, 'widget-offer');
  await widget.offer.click();
  await widget.frame.getByLabel('Name').waitFor();
  await shoot(page, 'widget-form');
  await widget.tell({ name: 'Maya Sol', email: 'maya@example.com', note: 'A loyalty card' });
  await shoot(page, 'widget-waiting');
  return widget;
}

async function shootInbox(owner, widget, shoot) {
  const { page } = owner;
  await owner.row('Maya Sol').waitFor();
  await shoot(page, 'inbox-list');
  await owner.openRow('Maya Sol');
  await owner.log.getByText(UNKNOWN).waitFor();
  await shoot(page, 'inbox-waiting');
  await owner.press('Take over');
  await owner.note('She buys at every flash sale.');
  await owner.reply('We have none yet, Maya. I put you on the list for the **first** ones.');
  await widget.log.getByText('on the list for the').waitFor();
  await widget.say('Lovely, thank you.');
  await owner.log.getByText('Lovely, thank you.').waitFor();
  await owner.write('Reply', 'You are welcome.');
  await shoot(page, 'inbox-mine');
  await shoot(widget.page, 'widget-teammate');
  await owner.write('Note', 'Ask Ida about points.');
  await shoot(page, 'inbox-note');
}

async function shootKnowledge(page, shoot) {
  await visit(page, 'knowledge');
  await page.getByText('Ready').first().waitFor();
  await shoot(page, 'knowledge');
  await page.getByLabel('Your question').fill(RETURNS);
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await page.getByText('It would answer this.').scrollIntoViewIfNeeded();
  await shoot(page, 'knowledge-ask');
  await page.getByRole('button', { name: 'Open the passage' }).first().click();
  await page.getByRole('dialog').getByRole('article').first().waitFor();
  await shoot(page, 'knowledge-passages');
  await visit(page, 'inbox/all');
  await page.locator('body').press('Control+k');
  await page.getByRole('dialog').waitFor();
  await shoot(page, 'palette');
}

/** Goes to a page and waits until what it shows is there. */
async function visit(page, path) {
  await page.goto(new URL(`/${path}`, page.url()).href);
  await page.getByRole('heading').first().waitFor();
  await page.locator('.skeleton').first().waitFor({ state: 'detached' });
}

async function shootAssistants(page, shoot) {
  await visit(page, 'settings/assistants');
  await shoot(page, 'settings-assistants');
  const path = await page.getByRole('link', { name: /Wren/ }).getAttribute('href');
  for (const tab of ['', '/voice', '/model', '/cost', '/look', '/sources', '/live']) {
    await visit(page, path.slice(1) + tab);
    await page.getByRole('heading', { level: 2 }).nth(1).waitFor();
    await shoot(page, `settings-assistant${tab.replace('/', '-')}`);
  }
  await visit(page, `${path.slice(1)}/voice`);
  await page.getByLabel('Greeting').fill('Welcome.');
  await page.getByRole('navigation', { name: 'Pages of this assistant' }).getByText('Look').click();
  await page.getByRole('button', { name: 'Save and leave' }).waitFor();
  await shoot(page, 'leave');
  await page.getByRole('button', { name: 'Leave without saving' }).click();
}

// What is pressed on a page of the settings, so that it shows what it is for.
const OPENED = {
  hours: 'Keep office hours',
  visitors: 'Make a key',
  account: 'Set up',
};

async function shootSettings(page, shoot) {
  for (const name of ['people', 'teams', 'hours', 'workspace', 'visitors', 'mail', 'account']) {
    await visit(page, `settings/${name}`);
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    await shoot(page, `settings-${name}`);
    if (!OPENED[name]) continue;
    await page.getByRole('button', { name: OPENED[name], exact: true }).click();
    await page.getByRole('dialog').or(page.getByLabel('Time zone')).first().waitFor();
    await shoot(page, `settings-${name}-opened`);
    await page.reload();
  }
}

async function shootSetup(page, shoot) {
  await visit(page, 'setup');
  const steps = page.getByRole('navigation', { name: 'Steps of the setup' }).getByRole('link');
  await steps.first().waitFor();
  const paths = await steps.evaluateAll((all) => all.map((it) => it.getAttribute('href')));
  for (const path of [...paths, '/setup/end']) {
    await visit(page, path.slice(1));
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    await shoot(page, path.slice(1).replace('/', '-'));
  }
}

const SIZES = {
  1440: { viewport: DESK },
  390: { viewport: PHONE, isMobile: true, hasTouch: true },
};

for (const [size, options] of Object.entries(SIZES)) {
  describe(`every page at ${size} pixels`, () => {
    const here = world();
    let owner;
    const shoot = photographer(size);
    mkdirSync(OUTPUT, { recursive: true });

    test('the widget and the inbox', async () => {
      owner = await here.owner(options);
      const widget = await shootWidget(here, shoot, options);
      await shootInbox(owner, widget, shoot);
    });

    test('knowledge, the assistants and the settings', async () => {
      await shootKnowledge(owner.page, shoot);
      await shootAssistants(owner.page, shoot);
      await shootSettings(owner.page, shoot);
    });

    test('the guide of the setup', () => shootSetup(owner.page, shoot));

    test('the auction, signing in and a spent link', async () => {
      const auction = await here.visitor({ ...options, path: '/auction.html' });
      await shoot(auction.page, 'auction');
      const { page } = auction;
      for (const path of ['/sign-in', '/forgot', '/link#spent']) {
        await page.goto(new URL(path, here.server.origin).href);
        await page.getByRole('heading').first().waitFor();
        await shoot(page, path.slice(1).replace('#', '-'));
      }
    });
  });
}

describe('the picture of the README', () => {
  const here = world();

  test('is made by the story itself', async () => {
    let picture;
    await tellStory(here, {
      visitor: { viewport: { width: 760, height: 900 } },
      team: { viewport: { width: 1240, height: 900 } },
      midway: async (widget, team) => {
        await team.view('All');
        await team.openRow('Maya Sol');
        await team.log.getByText('That is kind, thank you.').waitFor();
        picture = await sideBySide(await here.profile(), [widget.page, team.page]);
      },
    });
    assert.ok(picture.length <= README_BYTES_MAX, `${picture.length} bytes`);
    const asked = process.env.BATON_WRITE_README_PICTURE === '1';
    writeFileSync(join(asked ? DOCS : OUTPUT, 'story.webp'), picture);
  });
});
