import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useNow } from '../../lib/clock';
import { threadQuery } from '../../lib/live/threads';
import { meQuery } from '../../lib/queries';
import { t } from '../../lib/text';
import { ago } from '../../lib/when';
import type { ConversationView, View } from '../../lib/wire';
import { Section } from '../../ui/section';
import { citationsOf, keyOfCitation } from './answer';
import { OwnerChip } from './owner-chip';
import { tt } from './thread-text';

/** The passages that the answers of this thread rest on. */
export function SourcesUsed({ conversation }: { conversation: string }) {
  const thread = useQuery(threadQuery(conversation)).data;
  const used = citationsOf(
    (thread?.items ?? []).flatMap((it) => (it.kind === 'bubble' ? it.sentences : [])),
  );
  return (
    <Section id="sources" title={tt('context.sources')}>
      {used.length === 0 && <None text={tt('context.no_sources')} />}
      <ul className="flex flex-col gap-1 text-sm">
        {used.map((it) => (
          <li key={keyOfCitation(it)}>
            <Link
              to="/knowledge"
              search={{ source: it.source, passage: it.position }}
              className="hover:underline"
            >
              {it.title}
              {it.heading && <span className="text-muted"> › {it.heading}</span>}
              {it.page && <span className="text-muted"> › {t('cite.page', { n: it.page })}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Other conversations of the same visitor. */
export function Earlier({ about, view }: { about: ConversationView; view: View }) {
  const now = useNow();
  const me = useQuery(meQuery).data?.id ?? '';
  return (
    <Section id="earlier" title={tt('context.earlier')}>
      {about.earlier.length === 0 && <None text={tt('context.no_earlier')} />}
      <ul className="flex flex-col gap-2">
        {about.earlier.map((it) => (
          <li key={it.conversation}>
            <Link
              to="/inbox/$view/$conversation"
              params={{ view, conversation: it.conversation }}
              className="block rounded-control hover:bg-fg/4"
            >
              <span className="block truncate text-sm">
                {it.preview?.text ?? t('list.no_words')}
              </span>
              <span className="flex items-center justify-between gap-2">
                <OwnerChip owner={it.owner} me={me} now={now} />
                <span className="text-xs text-muted">{ago(it.changed_at, now)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** There is nothing to show, and why. */
export function None({ text }: { text: string }) {
  return <p className="text-sm text-muted">{text}</p>;
}
