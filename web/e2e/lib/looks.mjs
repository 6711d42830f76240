// The ways a page can look: light, dark, and from right to left.

/** Runs `look` in light and in dark colours. */
export async function inBothColours(page, look) {
  for (const colorScheme of ['dark', 'light']) {
    await Promise.all(page.frames().map(isStill));
    await page.emulateMedia({ colorScheme });
    await look(colorScheme);
  }
}

/** Colours change at once: while they pass over, what is seen is neither the one nor the other. */
function isStill(frame) {
  return frame.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { transition-property: none !important }');
    document.adoptedStyleSheets.push(sheet);
  });
}

/** Runs `look` with the page turned from right to left, and turns it back. */
export async function rightToLeft(page, look) {
  await turn(page, 'rtl');
  await look('right to left');
  await turn(page, 'ltr');
}

function turn(page, direction) {
  return Promise.all(
    page.frames().map((frame) =>
      frame.evaluate((dir) => {
        document.documentElement.dir = dir;
      }, direction),
    ),
  );
}

/** How far something sticks out at the side, in pixels, in any frame of the page. */
export async function sticksOut(page) {
  const widths = await Promise.all(
    page
      .frames()
      .map((frame) =>
        frame.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        ),
      ),
  );
  return Math.max(...widths);
}
