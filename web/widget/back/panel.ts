// Holds the panel as the loader does on a page of the site, over the same channel.
import type { components } from '../../shared/api';
import type { FromFrame, Hello, ToFrame } from '../bridge';

type CameBack = components['schemas']['CameBack'];

/** Shows the panel in `frame`; `left` is called when the visitor closes it. */
export function showPanel(frame: HTMLIFrameElement, back: CameBack, left: () => void): void {
  const { port1, port2 } = new MessageChannel();
  const tell = (message: ToFrame) => port1.postMessage(message);
  port1.onmessage = ({ data }: MessageEvent<FromFrame>) => {
    if (data.name === 'leave') left();
    if (data.name !== 'ready') return;
    // The visitor is where they were: this page is none of the site's.
    tell({ t: 'page', url: back.page ?? '', title: '', referrer: '' });
    tell({ t: 'open', user: true, full: true });
    frame.focus();
  };
  frame.onload = () => {
    const hello: Hello = { locales: [], token: back.token };
    frame.contentWindow?.postMessage(hello, location.origin, [port2]);
  };
  frame.src = `/frame/${back.site}`;
}
