import assert from 'node:assert/strict';
import { test } from 'node:test';
import { world } from './lib/people.mjs';
import { eventually } from './lib/wait.mjs';

const here = world();
const QUESTION = 'Do you lend out typewriters for film sets?';
const TYPEWRITERS = `# Typewriters for film sets

We lend out typewriters for film sets. A typewriter costs €35 a day for a film set, and a ribbon is
included. The deposit for a typewriter is €150.
`;

// Long enough for its progress to be drawn on a quick machine too.
const LONG = Array.from({ length: 6_000 }, (_, at) => {
  return `## Shelf ${at}\n\nOn shelf ${at} stand ${at + 3} boxes with buttons of size ${at % 40}.\n`;
}).join('\n');

const FILES = {
  good: { name: 'typewriters.md', mimeType: 'text/markdown', buffer: Buffer.from(TYPEWRITERS) },
  long: { name: 'shelves.md', mimeType: 'text/markdown', buffer: Buffer.from(LONG) },
  broken: { name: 'scan.md', mimeType: 'text/markdown', buffer: Buffer.from('%PDF-1.7 no text') },
  unfit: { name: 'film.mov', mimeType: 'video/quicktime', buffer: Buffer.from('moov') },
};

/**
 * In the page: told once a text is drawn that matches, however short it stands. Looking again and
 * again from outside would miss what a quick server passes through.
 */
function whenDrawn([wanted]) {
  return new Promise((drawn) => {
    const is = new RegExp(wanted);
    const look = () => {
      if (!is.test(document.body.innerText)) return;
      watch.disconnect();
      drawn(true);
    };
    const watch = new MutationObserver(look);
    watch.observe(document.body, { childList: true, characterData: true, subtree: true });
  });
}

/** The part of the page, with what a test needs of it. */
function knowledgeOf({ page }) {
  const sources = page.getByRole('region', { name: 'Sources', exact: true });
  return {
    page,
    row: (name) => sources.getByRole('row').filter({ hasText: name }),
    drawn: (wanted) => page.evaluate(whenDrawn, [wanted.source]),
    upload: (...files) => page.locator('input[type=file][multiple]').setInputFiles(files),
    ask: async (question) => {
      await page.getByLabel('Your question').fill(question);
      await page.getByRole('button', { name: 'Ask', exact: true }).click();
    },
  };
}

let knowledge;

test('the owner opens the knowledge page', async () => {
  const owner = await here.owner();
  await owner.page.getByRole('link', { name: 'Knowledge' }).click();
  knowledge = knowledgeOf(owner);
  await knowledge.row('condition-grades.md').getByText('Ready').waitFor();
});

test('a file is learnt with its progress shown, and a broken one says why', async () => {
  const progress = knowledge.drawn(/Learning [\d,]+ of [\d,]+ passages/);
  await knowledge.upload(FILES.long, FILES.good, FILES.broken, FILES.unfit);
  const refused = knowledge.page.getByRole('list', { name: 'Files on their way' });
  await refused.getByText(/^This kind of file cannot be read yet/).waitFor();
  await progress;
  await knowledge.row('shelves.md').getByText('Ready').waitFor();
  await knowledge.row('typewriters.md').getByText('Ready').waitFor();
  const broken = knowledge.row('scan.md');
  await broken.getByText('Failed').waitFor();
  await broken.getByText(/^The file is cut off: its end is missing/).waitFor();
  await refused.getByRole('button', { name: 'Dismiss' }).click();
  await refused.waitFor({ state: 'detached' });
});

test('the ask box shows what the assistant would say, and why', async () => {
  await knowledge.ask(QUESTION);
  await knowledge.page.getByText('It would answer this.').waitFor();
  await knowledge.page
    .getByText(/A typewriter costs €35 a day/)
    .first()
    .waitFor();
  await knowledge.page.getByRole('button', { name: 'Open the passage' }).first().click();
  const drawer = knowledge.page.getByRole('dialog', { name: 'Typewriters for film sets' });
  await drawer.getByText(/The deposit for a typewriter is €150/).waitFor();
  await knowledge.page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
});

test('a visitor is answered from the new file', async () => {
  const widget = await here.visitor();
  await widget.open();
  await widget.say(QUESTION);
  await widget.shows([
    ['visitor', QUESTION],
    ['assistant', /€35 a day/],
  ]);
  await widget.button(/^Source 1: Typewriters for film sets/).waitFor();
  await widget.page.context().close();
});

test('a source is removed only when confirmed, and then no longer answered from', async () => {
  const row = knowledge.row('typewriters.md');
  const remove = row.getByRole('button', { name: /^Remove / });
  const confirm = knowledge.page.getByRole('alertdialog');
  await remove.click();
  await confirm.getByRole('button', { name: 'Cancel' }).click();
  await confirm.waitFor({ state: 'detached' });
  assert.equal(await row.count(), 1);
  await remove.click();
  await confirm.getByRole('button', { name: 'Remove source' }).click();
  await row.waitFor({ state: 'detached' });
  const widget = await here.visitor();
  await widget.open();
  await widget.say(QUESTION);
  const said = await eventually(
    () => widget.said(),
    (all) => assert.equal(all.filter((it) => it.by === 'assistant').length, 1),
  );
  assert.doesNotMatch(said.at(-1).text, /€35/);
});
