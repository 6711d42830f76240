import { ImagePlus, RotateCw, X } from 'lucide-react';
import { useRef } from 'react';
import { type Attached, attach, detach, send, useAttached } from '../../lib/attachments';
import { t } from '../../lib/text';
import { IconButton } from '../../ui/button';
import { Progress } from '../../ui/progress';
import { tt } from './thread-text';

/** Offers a file, or on a phone the camera too. */
export function AttachButton({ conversation }: { conversation: string }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton label={tt('picture.add')} onClick={() => input.current?.click()}>
        <ImagePlus size={16} aria-hidden />
      </IconButton>
      <input
        ref={input}
        type="file"
        accept="image/*"
        multiple
        tabIndex={-1}
        className="sr-only"
        aria-label={tt('picture.add')}
        onChange={(event) => {
          attach(conversation, event.target.files ?? []);
          event.target.value = '';
        }}
      />
    </>
  );
}

/** The pictures that go with the next reply. */
export function Attachments({ conversation }: { conversation: string }) {
  const list = useAttached(conversation);
  if (list.length === 0) return null;
  return (
    <ul aria-label={tt('picture.list')} className="flex flex-wrap gap-2 px-3 pt-2">
      {list.map((it) => (
        <Item key={it.key} conversation={conversation} it={it} />
      ))}
    </ul>
  );
}

function Item({ conversation, it }: { conversation: string; it: Attached }) {
  const { picture, why } = it;
  return (
    <li className="flex max-w-full items-center gap-2 rounded-control border border-line bg-bg p-1.5 text-sm">
      {picture && (
        <img
          src={`/api/conversations/${conversation}/pictures/${picture.id}?small=true`}
          alt=""
          width={48}
          height={48}
          className="size-12 rounded-[4px] bg-line object-cover"
        />
      )}
      {!picture && !why && (
        <span className="w-28">
          <span className="block truncate">{it.name}</span>
          <Progress value={it.sent} label={t('picture.sending')} />
        </span>
      )}
      {why && (
        <span className="max-w-60 text-danger" role="alert">
          {why}
        </span>
      )}
      {why && (
        <IconButton label={t('do.try_again')} onClick={() => send(conversation, it.key)}>
          <RotateCw size={14} aria-hidden />
        </IconButton>
      )}
      <IconButton label={tt('picture.detach')} onClick={() => detach(conversation, it.key)}>
        <X size={14} aria-hidden />
      </IconButton>
    </li>
  );
}
