import { useNavigate, useSearch } from '@tanstack/react-router';
import { AskBox } from '../features/knowledge/ask-box';
import { DropZone } from '../features/knowledge/drop-zone';
import { PassagesDrawer } from '../features/knowledge/passages-drawer';
import { Websites } from '../features/knowledge/sites/sites';
import { SourcesTable } from '../features/knowledge/sources-table';
import { useUploads } from '../features/knowledge/use-uploads';
import { t } from '../lib/page-text';
import { PageHead } from '../ui/page-head';

/** What the assistant learns from. */
export function KnowledgePage() {
  const { source, passage, view } = useSearch({ from: '/home/knowledge' });
  const navigate = useNavigate();
  const uploads = useUploads();
  const show = (id: string | undefined, view?: 'answers') =>
    navigate({ to: '/knowledge', search: id ? { source: id, ...(view && { view }) } : {} });
  return (
    <main className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-5xl px-4 pb-16 md:px-8">
        <PageHead title={t('nav.knowledge')} about={t('knowledge.about')} />
        <DropZone uploads={uploads} />
        <AskBox
          onShow={(id, at) => navigate({ to: '/knowledge', search: { source: id, passage: at } })}
        />
        <Websites onShow={show} />
        <SourcesTable onShow={show} />
      </div>
      <PassagesDrawer
        source={source ?? null}
        passage={passage ?? null}
        view={view ?? 'passages'}
        onView={(now) => source && show(source, now === 'answers' ? now : undefined)}
        onClose={() => show(undefined)}
      />
    </main>
  );
}
