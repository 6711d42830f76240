import { safeHref } from '../../../../shared/markdown/index';

/** A page of the site. Its address comes from a visitor, so only a plain web address is a link. */
export function PageLink({ url, title }: { url: string; title: string }) {
  const href = safeHref(url);
  const path = pathOf(url);
  return (
    <span className="block min-w-0">
      {title && <span className="block truncate text-sm font-medium">{title}</span>}
      {href ? (
        <a
          href={href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          title={url}
          className="block truncate text-sm text-accent hover:underline"
        >
          {path}
        </a>
      ) : (
        <span className="block truncate text-sm text-muted">{path}</span>
      )}
    </span>
  );
}

export function pathOf(url: string): string {
  try {
    const it = new URL(url);
    return it.host + (it.pathname === '/' ? '' : it.pathname) + it.search;
  } catch {
    return url;
  }
}
