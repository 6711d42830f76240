// What frames change in the query cache beside rows and threads.
import { client } from '../queries';
import type { ConversationView, Sites, SiteView, Sources, SourceView } from '../wire';

export function takeVisitorSeen(conversation: string, seq: number): void {
  client.setQueryData<ConversationView>(['conversation', conversation], (old) =>
    old && seq > old.visitor_seen ? { ...old, visitor_seen: seq } : old,
  );
}

export function takeSource(source: SourceView): void {
  client.setQueryData<Sources>(['sources'], (old) => {
    if (!old) return old;
    const known = old.sources.some((it) => it.id === source.id);
    const sources = known
      ? // An answer to a request may come after later news on the line.
        old.sources.map((it) =>
          it.id === source.id && it.changed_at <= source.changed_at ? source : it,
        )
      : [source, ...old.sources];
    return { sources };
  });
  if (source.state.is === 'ready') {
    void client.invalidateQueries({ queryKey: ['passages', source.id] });
  }
}

export function dropSource(id: string): void {
  client.setQueryData<Sources>(
    ['sources'],
    (old) => old && { sources: old.sources.filter((it) => it.id !== id) },
  );
}

export function takeSite(site: SiteView): void {
  client.setQueryData<Sites>(['sites'], (old) => {
    if (!old) return old;
    const known = old.sites.some((it) => it.id === site.id);
    const sites = known
      ? old.sites.map((it) => (it.id === site.id ? site : it))
      : [site, ...old.sites];
    return { sites };
  });
  void client.invalidateQueries({ queryKey: ['site-pages', site.id] });
}

export function dropSite(id: string): void {
  client.setQueryData<Sites>(
    ['sites'],
    (old) => old && { sites: old.sites.filter((it) => it.id !== id) },
  );
}
