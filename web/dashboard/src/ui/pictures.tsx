import { Download } from 'lucide-react';
import { useState } from 'react';
import { t } from '../lib/text';
import type { PictureView } from '../lib/wire';
import { Dialog } from './dialog';

/** The longer side of a thumbnail in a message. */
const EDGE_PX = 220;

interface Props {
  conversation: string;
  pictures: readonly PictureView[];
  /** Who sent them. */
  name: string;
  /** The longer side of a thumbnail, where there is less room. */
  edge?: number;
}

/** The pictures of a message. Their places are known before they are there; a press shows one large. */
export function Pictures({ conversation, pictures, name, edge = EDGE_PX }: Props) {
  const [open, setOpen] = useState<PictureView | null>(null);
  const label = t('picture.of', { name });
  const address = (it: PictureView) => `/api/conversations/${conversation}/pictures/${it.id}`;
  return (
    <div className="flex flex-wrap gap-1.5">
      {pictures.map((it) => {
        if (it.name) return <FileLink key={it.id} href={address(it)} name={it.name} />;
        const scale = Math.min(1, edge / Math.max(it.width, it.height));
        return (
          <button
            key={it.id}
            type="button"
            aria-label={label}
            onClick={() => setOpen(it)}
            className="cursor-zoom-in overflow-hidden rounded-control"
          >
            <img
              src={`${address(it)}?small=true`}
              alt=""
              width={Math.round(it.width * scale)}
              height={Math.round(it.height * scale)}
              className="block bg-line object-cover"
            />
          </button>
        );
      })}
      <Dialog
        open={open !== null}
        onClose={() => setOpen(null)}
        title={label}
        className="w-fit max-w-[calc(100vw-2rem)]"
      >
        {open && (
          <img
            src={address(open)}
            alt={label}
            width={open.width}
            height={open.height}
            className="h-auto max-h-[calc(100dvh-9rem)] w-auto max-w-full rounded-control"
          />
        )}
      </Dialog>
    </div>
  );
}

/** What is no picture is only ever saved. */
function FileLink({ href, name }: { href: string; name: string }) {
  return (
    <a
      href={href}
      download={name}
      dir="auto"
      className="inline-flex items-center gap-1 text-accent underline underline-offset-2"
    >
      <Download size={14} aria-hidden />
      {name}
    </a>
  );
}
