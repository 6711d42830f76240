// Websites, and what can be asked of them.
import { infiniteQueryOptions } from '@tanstack/react-query';
import { call } from '../../../lib/api';
import { attempt } from '../../../lib/attempt';
import { takeSite } from '../../../lib/live/patches';
import type { SitePageState, SitePages, SiteView, SkipReason } from '../../../lib/wire';

export const sitePagesQuery = (site: string, state: SitePageState, why: SkipReason | '') =>
  infiniteQueryOptions({
    queryKey: ['site-pages', site, state, why],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({ state, after: pageParam });
      if (why) query.set('why', why);
      return call<SitePages>('GET', `/api/sites/${site}/pages?${query}`);
    },
    initialPageParam: '',
    getNextPageParam: (last) => (last.more ? last.pages.at(-1)?.page : undefined),
  });

/** Does something with a website, and shows how it stands then. */
export function orderSite(site: SiteView, order: 'pause' | 'resume' | 'read'): Promise<void> {
  return attempt(async () =>
    takeSite(await call<SiteView>('POST', `/api/sites/${site.id}/${order}`)),
  );
}

/** An address without what every address has. */
export function shortAddress(address: string): string {
  return address.replace(/^https?:\/\//, '').replace(/\/$/, '');
}
