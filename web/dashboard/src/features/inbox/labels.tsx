import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useState } from 'react';
import type { Item } from '../../../../shared/thread';
import { label } from '../../lib/live/index';
import { threadQuery } from '../../lib/live/threads';
import { useTags } from '../../lib/tags';
import { t } from '../../lib/text';
import { IconButton } from '../../ui/button';
import { Tag } from '../../ui/tag';
import { toast } from '../../ui/toast';
import { None } from './context-more';
import { taggedWords } from './tagged';
import { tt } from './thread-text';

interface Props {
  conversation: string;
  tags: readonly string[];
}

/** The tags of a conversation: who set them, what to do about them, and others by hand. */
export function Labels({ conversation, tags }: Props) {
  const thread = useQuery(threadQuery(conversation)).data;
  const all = useTags();
  const [busy, setBusy] = useState(false);
  const act = async (type: 'tag' | 'untag', tag: string) => {
    setBusy(true);
    const wrong = await label(conversation, type, tag);
    setBusy(false);
    if (wrong) toast(wrong === 'unreachable' ? t('error.unreachable') : wrong.detail);
  };
  const free = all.filter((it) => it.described && !it.archived && !tags.includes(it.tag));
  const told = all.filter((it) => tags.includes(it.tag) && it.text.how_to);
  return (
    <>
      {tags.length === 0 && <None text={tt('tags.none')} />}
      <ul className="flex flex-wrap items-center gap-1.5 text-sm">
        {tags.map((it) => (
          <li key={it} className="inline-flex max-w-full items-center">
            <Tag tag={it} title={whoSet(thread?.items ?? [], it)} />
            <IconButton
              label={tt('tags.take_off', { tag: it })}
              disabled={busy}
              onClick={() => void act('untag', it)}
              className="size-6"
            >
              <X size={12} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      {free.length > 0 && (
        <select
          aria-label={tt('tags.add')}
          value=""
          disabled={busy}
          onChange={(event) => void act('tag', event.target.value)}
          className="field mt-2 text-sm"
        >
          <option value="">{tt('tags.add')}</option>
          {free.map((it) => (
            <option key={it.tag} value={it.tag}>
              {it.text.name}
            </option>
          ))}
        </select>
      )}
      {told.map((it) => (
        <div key={it.tag} className="mt-2 border-s border-line ps-3 text-sm">
          <p className="font-medium" dir="auto">
            {it.text.name}
          </p>
          <p className="whitespace-pre-line text-muted" dir="auto">
            {it.text.how_to}
          </p>
        </div>
      ))}
    </>
  );
}

/** Who set a tag last, in words; nothing where the thread does not say. */
function whoSet(items: readonly Item[], tag: string): string | undefined {
  const set = items.flatMap((it) =>
    it.kind === 'line' && it.event.kind === 'tagged' && it.event.tag === tag ? [it.event] : [],
  );
  const last = set.at(-1);
  return last && taggedWords(last, tag);
}
