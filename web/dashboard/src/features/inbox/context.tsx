import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useNow } from '../../lib/clock';
import { threadQuery } from '../../lib/live/threads';
import { conversationQuery, meQuery } from '../../lib/queries';
import { t } from '../../lib/text';
import { ago, fullTime } from '../../lib/when';
import type { ConversationView, Page, View } from '../../lib/wire';
import { Avatar } from '../../ui/avatar';
import { Facts } from '../../ui/facts';
import { Section } from '../../ui/section';
import { Failed, Skeletons } from '../../ui/states';
import { citationsOf, keyOfCitation } from './answer';
import { OwnerChip } from './owner-chip';
import { PageLink } from './page-link';

/** What is known beside the thread. */
export function Context({ conversation, view }: { conversation: string; view: View }) {
  const about = useQuery(conversationQuery(conversation));
  if (about.isError && !about.data) {
    return <Failed error={about.error} onRetry={() => void about.refetch()} />;
  }
  if (!about.data) return <Skeletons count={5} />;
  return <Known about={about.data} view={view} />;
}

function Known({ about, view }: { about: ConversationView; view: View }) {
  const { visitor, details, context } = about;
  const page = context.page ?? context.at_handoff ?? null;
  const email = details.email ?? visitor.email;
  return (
    <>
      <div className="flex items-center gap-3 border-b border-line p-4">
        <Avatar id={visitor.id} name={visitor.name} size={40} />
        <div className="min-w-0">
          <p className="truncate font-semibold">{visitor.name}</p>
          {email ? (
            <a
              href={`mailto:${email}`}
              className="block truncate text-sm text-accent hover:underline"
            >
              {email}
            </a>
          ) : (
            <p className="text-sm text-muted">{t('context.no_email')}</p>
          )}
        </div>
      </div>
      <Section id="matter" title={t('context.matter')}>
        {details.note ? (
          <p className="whitespace-pre-wrap">{details.note}</p>
        ) : (
          <p className="text-sm text-muted">{t('context.no_matter')}</p>
        )}
      </Section>
      <Pages about={about} />
      {page && <Device page={page} />}
      {page && <Attributes page={page} />}
      <Sources conversation={about.conversation} />
      <Earlier about={about} view={view} />
    </>
  );
}

function Pages({ about: { context } }: { about: ConversationView }) {
  const now = useNow();
  const { page, at_handoff: atHandoff, trail } = context;
  return (
    <Section id="page" title={t('context.page')}>
      {page ? <PageLink url={page.url} title={page.title} /> : <None text={t('context.no_page')} />}
      {atHandoff && atHandoff.url !== page?.url && (
        <div className="mt-2">
          <p className="text-xs text-muted">{t('context.at_handoff')}</p>
          <PageLink url={atHandoff.url} title={atHandoff.title} />
        </div>
      )}
      {trail.length > 1 && (
        <details className="mt-2">
          <summary className="min-h-6 text-sm font-medium">
            {t('context.trail', { count: trail.length })}
          </summary>
          <ol className="mt-1 flex flex-col gap-1 border-s border-line ps-3">
            {trail.map((it) => (
              <li key={`${it.at}${it.url}`} className="flex items-baseline gap-2 text-sm">
                <PageLink url={it.url} title={it.title} />
                <time title={fullTime(it.at)} className="ms-auto shrink-0 text-xs text-muted">
                  {ago(it.at, now)}
                </time>
              </li>
            ))}
          </ol>
        </details>
      )}
    </Section>
  );
}

function Device({ page }: { page: Page }) {
  return (
    <Section id="device" title={t('context.device')}>
      <Facts
        facts={[
          [t('context.browser'), page.device],
          [t('context.language'), page.language],
          [t('context.time_zone'), page.time_zone],
          [t('context.referrer'), page.referrer],
        ]}
      />
    </Section>
  );
}

function Attributes({ page }: { page: Page }) {
  const facts = Object.entries(page.attributes ?? {});
  if (facts.length === 0) return null;
  return (
    <Section
      id="attributes"
      title={t('context.attributes')}
      badge={<span className="text-xs font-normal text-muted">{t('context.not_proved')}</span>}
    >
      <Facts facts={facts} />
    </Section>
  );
}

function Sources({ conversation }: { conversation: string }) {
  const thread = useQuery(threadQuery(conversation)).data;
  const used = citationsOf(
    (thread?.items ?? []).flatMap((it) => (it.kind === 'bubble' ? it.sentences : [])),
  );
  return (
    <Section id="sources" title={t('context.sources')}>
      {used.length === 0 && <None text={t('context.no_sources')} />}
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
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Earlier({ about, view }: { about: ConversationView; view: View }) {
  const now = useNow();
  const me = useQuery(meQuery).data?.id ?? '';
  return (
    <Section id="earlier" title={t('context.earlier')}>
      {about.earlier.length === 0 && <None text={t('context.no_earlier')} />}
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

function None({ text }: { text: string }) {
  return <p className="text-sm text-muted">{text}</p>;
}
