import { useQuery } from '@tanstack/react-query';
import { Globe, Plus } from 'lucide-react';
import { useState } from 'react';
import { call } from '../../../lib/api';
import { attempt } from '../../../lib/attempt';
import { dropSite } from '../../../lib/live/patches';
import { t } from '../../../lib/page-text';
import { sitesQuery } from '../../../lib/queries';
import type { SiteView } from '../../../lib/wire';
import { Button } from '../../../ui/button';
import { Confirm } from '../../../ui/dialog';
import { Empty, Failed, Skeletons } from '../../../ui/states';
import { toast } from '../../../ui/toast';
import { SetReach } from '../reach/set-reach';
import { tw } from '../text';
import { AddSite } from './add-site';
import { EditFeed } from './edit-feed';
import { shortAddress } from './queries';
import { SitePagesDrawer } from './site-pages';
import { SiteRow } from './site-row';

/** Every website, how far it is read, and a way to add one. */
export function Websites({ onShow }: { onShow: (source: string) => void }) {
  const sites = useQuery(sitesQuery);
  const [adding, setAdding] = useState<'site' | 'feed' | null>(null);
  const [changing, setChanging] = useState<SiteView | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const [reaching, setReaching] = useState<SiteView | null>(null);
  const [doomed, setDoomed] = useState<SiteView | null>(null);
  const [shut, setShut] = useState(true);
  const list = sites.data?.sites ?? [];
  return (
    <section
      aria-labelledby="websites"
      className="mt-6 overflow-hidden rounded-card border border-line bg-panel shadow-card"
    >
      <header className="flex flex-wrap items-center justify-between gap-2 px-4 py-3">
        <div>
          <h2 id="websites" className="font-semibold">
            {t('website.list')}
          </h2>
          <p className="text-sm text-muted">{tw('website.about')}</p>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button icon={<Plus size={14} aria-hidden />} onClick={() => setAdding('site')}>
            {tw('website.add')}
          </Button>
          <Button icon={<Plus size={14} aria-hidden />} onClick={() => setAdding('feed')}>
            {tw('feed.add')}
          </Button>
        </div>
      </header>
      {sites.isPending && <Skeletons count={2} />}
      {sites.isError && list.length === 0 && (
        <Failed error={sites.error} onRetry={() => void sites.refetch()} />
      )}
      {sites.isSuccess && list.length === 0 && (
        <Empty icon={<Globe size={20} aria-hidden />} title={tw('website.none')}>
          {tw('website.none_about')}
        </Empty>
      )}
      {list.length > 0 && (
        <ul aria-labelledby="websites">
          {list.map((it) => (
            <SiteRow
              key={it.id}
              site={it}
              onShow={() => setShown(it.id)}
              onReach={() => setReaching(it)}
              onKey={() => setChanging(it)}
              onRemove={() => {
                setDoomed(it);
                setShut(false);
              }}
            />
          ))}
        </ul>
      )}
      <SetReach
        of={reaching && { id: reaching.id, name: shortAddress(reaching.address) }}
        onClose={() => setReaching(null)}
      />
      <AddSite open={adding === 'site'} onClose={() => setAdding(null)} />
      <EditFeed
        editing={adding === 'feed' ? 'new' : changing}
        onClose={() => {
          setAdding(null);
          setChanging(null);
        }}
      />
      <SitePagesDrawer
        site={list.find((it) => it.id === shown) ?? null}
        onClose={() => setShown(null)}
        onShow={(source) => {
          setShown(null);
          onShow(source);
        }}
      />
      <Confirm
        open={!shut}
        onClose={() => setShut(true)}
        title={tw('website.remove_title', { name: shortAddress(doomed?.address ?? '') })}
        effect={tw('website.remove_effect', { count: doomed?.read ?? 0 })}
        verb={tw('website.remove')}
        onConfirm={() => (doomed ? remove(doomed) : undefined)}
      />
    </section>
  );
}

function remove(site: SiteView): Promise<void> {
  return attempt(async () => {
    await call('DELETE', `/api/sites/${site.id}`);
    dropSite(site.id);
    toast(tw('website.removed', { name: shortAddress(site.address) }));
  });
}
