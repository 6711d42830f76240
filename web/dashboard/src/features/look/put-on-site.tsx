import { Tabs } from '@base-ui/react/tabs';
import { t } from '../../lib/page-text';
import type { AssistantView } from '../../lib/wire';
import { Card } from '../../ui/card';
import { CopyBox } from '../../ui/copy';
import { FirstVisit } from './first-visit';
import { originOf, snippets } from './snippets';

/** The lines for a site, and a watch for its first visit. For one assistant, wherever it is shown. */
export function PutOnSite({ assistant }: { assistant: AssistantView }) {
  const kinds = snippets(assistant);
  const warning = reachable(originOf(assistant));
  return (
    <Card title={t('site.title')} about={t('site.about')}>
      <Tabs.Root defaultValue={kinds[0].id}>
        <Tabs.List className="mb-3 flex flex-wrap gap-1 border-b border-line">
          {kinds.map(({ id }) => (
            <Tabs.Tab
              key={id}
              value={id}
              className="-mb-px border-b-2 border-transparent px-3 py-1.5 text-sm font-medium text-muted hover:text-fg data-active:border-accent data-active:text-accent pointer-coarse:py-3"
            >
              {t(`site.tab_${id}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {kinds.map(({ id, files }) => (
          <Tabs.Panel key={id} value={id} className="flex flex-col gap-3">
            <p className="text-sm text-muted">{t(`site.how_${id}`)}</p>
            {files.map((file) => (
              <CopyBox key={file.label} text={file.text} label={file.label} />
            ))}
          </Tabs.Panel>
        ))}
      </Tabs.Root>
      {warning && (
        <p className="mt-3 rounded-control border border-warning/40 bg-note px-3 py-2 text-sm text-note-fg">
          {t(warning, { origin: originOf(assistant) })}
        </p>
      )}
      <FirstVisit assistant={assistant} />
    </Card>
  );
}

/** What is known to fail before anybody has tried. */
function reachable(origin: string) {
  const host = URL.canParse(origin) ? new URL(origin).hostname : '';
  if (/^(localhost|127\..*|\[::1\])$/.test(host)) return 'site.only_here' as const;
  if (origin.startsWith('http:')) return 'site.only_http' as const;
  return null;
}
