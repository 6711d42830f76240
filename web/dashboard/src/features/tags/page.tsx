import { useQuery } from '@tanstack/react-query';
import { Plus, Tag as TagIcon } from 'lucide-react';
import { useState } from 'react';
import { meQuery } from '../../lib/queries';
import { tagsQuery } from '../../lib/tags';
import type { TagView } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Empty, Failed, Skeletons } from '../../ui/states';
import { Tag } from '../../ui/tag';
import { Editor } from './editor';
import { t } from './text';

/** Every tag, each with how many conversations have it, and what is said of it. */
export function TagsPage() {
  const tags = useQuery(tagsQuery);
  const leads = useQuery(meQuery).data?.role !== 'agent';
  const [making, setMaking] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  if (tags.isError && !tags.data) {
    return <Failed error={tags.error} onRetry={() => void tags.refetch()} />;
  }
  if (!tags.data) return <Skeletons count={4} />;
  const all = tags.data.tags;
  return (
    <>
      <header className="mb-4 flex flex-wrap items-end justify-between gap-3">
        <p className="min-w-0 flex-1 basis-80 text-muted">{t('tags.about')}</p>
        {leads && !making && (
          <Button
            look="primary"
            icon={<Plus size={15} aria-hidden />}
            onClick={() => setMaking(true)}
          >
            {t('tags.new')}
          </Button>
        )}
      </header>
      {making && (
        <Card title={t('tags.new')}>
          <Editor tag={null} onDone={() => setMaking(false)} />
        </Card>
      )}
      {all.length === 0 && !making && (
        <Empty icon={<TagIcon size={20} aria-hidden />} title={t('tags.none')}>
          {t(leads ? 'tags.none_about' : 'tags.none_agent')}
        </Empty>
      )}
      {all.length > 0 && (
        <ul className="divide-y divide-line rounded-card border border-line bg-panel shadow-card">
          {all.map((it) => (
            <Row
              key={it.tag}
              tag={it}
              leads={leads}
              open={open === it.tag}
              onOpen={(now) => setOpen(now ? it.tag : null)}
            />
          ))}
        </ul>
      )}
    </>
  );
}

interface RowProps {
  tag: TagView;
  leads: boolean;
  open: boolean;
  onOpen: (now: boolean) => void;
}

function Row({ tag, leads, open, onOpen }: RowProps) {
  const { text, described, archived } = tag;
  const state = archived
    ? t('tags.archived')
    : !described
      ? t('tags.not_described')
      : text.by_meaning && t('tags.by_meaning');
  return (
    <li className="px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Tag tag={tag.tag} className="text-sm font-medium" />
        <span className="min-w-0 flex-1 basis-40 truncate text-sm text-muted" dir="auto">
          {text.description}
        </span>
        {state && <span className="text-sm text-muted">{state}</span>}
        <span className="text-sm text-muted">
          {t('tags.conversations', { count: tag.conversations })}
        </span>
        {leads && (
          <Button small aria-expanded={open} onClick={() => onOpen(!open)}>
            {t(open ? 'tags.close' : 'tags.edit')}
          </Button>
        )}
      </div>
      {open && (
        <div className="mt-3 border-t border-line pt-3">
          <Editor key={`${described}`} tag={tag} onDone={() => onOpen(false)} />
        </div>
      )}
    </li>
  );
}
