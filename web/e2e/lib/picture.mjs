// The picture of the README: both sides of the story beside each other, put together by a browser.

const SHADOW = 'box-shadow: 0 10px 36px #10131c33; border-radius: 12px; height: 900px';
const PAGE = `<!doctype html><body style="margin: 0; padding: 44px; display: flex; gap: 36px; width: max-content;
  background: linear-gradient(120deg, #e7ecfb, #f3f0fc)">`;
const QUALITY = 0.86;

/** The two pages as one picture, in WebP. */
export async function sideBySide(context, pages) {
  const shots = await Promise.all(pages.map((page) => page.screenshot()));
  const images = shots.map((it) => `<img style="${SHADOW}" src="${dataUrl(it, 'png')}">`);
  const desk = await context.newPage();
  await desk.setContent(PAGE + images.join(''));
  const both = await desk.locator('body').screenshot();
  const webp = await desk.evaluate(
    async ([source, quality]) => {
      const image = await createImageBitmap(await (await fetch(source)).blob());
      const canvas = new OffscreenCanvas(image.width, image.height);
      canvas.getContext('2d').drawImage(image, 0, 0);
      const blob = await canvas.convertToBlob({ type: 'image/webp', quality });
      return Array.from(new Uint8Array(await blob.arrayBuffer()));
    },
    [dataUrl(both, 'png'), QUALITY],
  );
  return Buffer.from(webp);
}

function dataUrl(bytes, kind) {
  return `data:image/${kind};base64,${bytes.toString('base64')}`;
}
