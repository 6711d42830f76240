import { useInfiniteQuery } from '@tanstack/react-query';
import { ExternalLink, Files } from 'lucide-react';
import { useState } from 'react';
import type { SitePageState, SitePageView, SiteView, SkipReason } from '../../../lib/wire';
import { Button } from '../../../ui/button';
import { Drawer } from '../../../ui/drawer';
import { Segments } from '../../../ui/segments';
import { Empty, Failed, Skeletons } from '../../../ui/states';
import { tw } from '../text';
import { shortAddress, sitePagesQuery } from './queries';

const STATES = ['read', 'waiting', 'skipped', 'failed'] as const satisfies SitePageState[];

interface Props {
  site: SiteView | null;
  onClose: () => void;
  onShow: (source: string) => void;
}

/** The pages of a website, by what became of them. */
export function SitePagesDrawer({ site, onClose, onShow }: Props) {
  return (
    <Drawer
      open={site !== null}
      onClose={onClose}
      title={
        site
          ? tw(site.reads === 'feed' ? 'feed.show' : 'website.show', {
              name: shortAddress(site.address),
            })
          : ''
      }
      className="w-[min(36rem,100vw)]"
    >
      {site && <Pages site={site} onShow={onShow} />}
    </Drawer>
  );
}

function Pages({ site, onShow }: { site: SiteView; onShow: (source: string) => void }) {
  const isFeed = site.reads === 'feed';
  const [state, setState] = useState<SitePageState>('read');
  const [why, setWhy] = useState<SkipReason | ''>('');
  const found = useInfiniteQuery(sitePagesQuery(site.id, state, state === 'skipped' ? why : ''));
  const list = found.data?.pages.flatMap((it) => it.pages) ?? [];
  return (
    <div className="p-4">
      <Segments
        label={tw(isFeed ? 'feed.which' : 'website.which')}
        options={STATES.map((value) => ({ value, label: tw(`website.in_${value}`) }))}
        value={state}
        onChange={setState}
      />
      {state === 'skipped' && site.skipped.length > 0 && (
        <label className="mt-3 block text-sm font-medium">
          {tw('website.why')}
          <select
            value={why}
            onChange={(event) => setWhy(event.target.value as SkipReason | '')}
            className="field mt-1 font-normal"
          >
            <option value="">{tw('website.any')}</option>
            {site.skipped.map((it) => (
              <option key={it.why} value={it.why}>
                {tw(`skip.${it.why}`)} ({it.count})
              </option>
            ))}
          </select>
        </label>
      )}
      {found.isPending && <Skeletons count={5} />}
      {found.isError && <Failed error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && list.length === 0 && (
        <Empty
          icon={<Files size={20} aria-hidden />}
          title={tw(isFeed ? 'feed.no_items' : 'website.no_pages')}
        >
          {tw(isFeed ? 'feed.no_items_about' : 'website.no_pages_about')}
        </Empty>
      )}
      <ul className="mt-3 grid gap-2" aria-label={tw(`website.in_${state}`)}>
        {list.map((it) => (
          <OnePage key={it.page} page={it} onShow={onShow} />
        ))}
      </ul>
      {found.hasNextPage && (
        <Button
          className="mt-3"
          busy={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {tw('website.more')}
        </Button>
      )}
    </div>
  );
}

function OnePage({ page, onShow }: { page: SitePageView; onShow: (source: string) => void }) {
  const { source } = page;
  return (
    <li className="rounded-card border border-line bg-bg px-3 py-2">
      {page.address ? (
        <a
          href={page.address}
          target="_blank"
          rel="noopener noreferrer"
          className="flex items-start gap-1.5 text-sm break-all hover:underline"
        >
          <span className="min-w-0 flex-1">{shortAddress(page.address)}</span>
          <ExternalLink size={13} aria-hidden className="mt-1 shrink-0 text-muted" />
        </a>
      ) : (
        <p className="text-sm break-all">{page.page}</p>
      )}
      {(page.skipped || page.why) && (
        <p className="text-sm text-muted">{page.skipped ? tw(`skip.${page.skipped}`) : page.why}</p>
      )}
      {source && (
        <button
          type="button"
          onClick={() => onShow(source)}
          className="min-h-6 text-sm text-accent underline"
        >
          {tw('website.learnt')}
        </button>
      )}
    </li>
  );
}
