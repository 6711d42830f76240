import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useNow } from '../../lib/clock';
import { conversationQuery } from '../../lib/queries';
import { ago, fullTime } from '../../lib/when';
import type { ConversationView, Page, View } from '../../lib/wire';
import { Facts } from '../../ui/facts';
import { Section } from '../../ui/section';
import { Failed, Skeletons } from '../../ui/states';
import { Attributes } from './attributes';
import { Earlier, None, SourcesUsed } from './context-more';
import { OfActions } from './context-runs';
import { PageLink } from './page-link';
import { tt } from './thread-text';
import { Who } from './who';

const MailTranscript = lazy(() => import('./mail-transcript'));

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
  const { details, context, visitor } = about;
  const page = context.page ?? context.at_handoff ?? null;
  return (
    <>
      <Who about={about} />
      <Section id="matter" title={tt('context.matter')}>
        {details.note ? (
          <p className="whitespace-pre-wrap">{details.note}</p>
        ) : (
          <p className="text-sm text-muted">{tt('context.no_matter')}</p>
        )}
      </Section>
      <OfActions about={about} />
      {visitor.email && (
        <Section id="transcript" title={tt('context.transcript')}>
          <Suspense>
            <MailTranscript conversation={about.conversation} to={visitor.email} />
          </Suspense>
        </Section>
      )}
      <Pages about={about} />
      {page && <Device page={page} />}
      <Attributes about={about} />
      <SourcesUsed conversation={about.conversation} />
      <Earlier about={about} view={view} />
    </>
  );
}

function Pages({ about: { context } }: { about: ConversationView }) {
  const now = useNow();
  const { page, at_handoff: atHandoff, trail } = context;
  return (
    <Section id="page" title={tt('context.page')}>
      {page ? (
        <PageLink url={page.url} title={page.title} />
      ) : (
        <None text={tt('context.no_page')} />
      )}
      {atHandoff && atHandoff.url !== page?.url && (
        <div className="mt-2">
          <p className="text-xs text-muted">{tt('context.at_handoff')}</p>
          <PageLink url={atHandoff.url} title={atHandoff.title} />
        </div>
      )}
      {trail.length > 1 && (
        <details className="mt-2">
          <summary className="min-h-6 text-sm font-medium">
            {tt('context.trail', { count: trail.length })}
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
    <Section id="device" title={tt('context.device')}>
      <Facts
        facts={[
          [tt('context.browser'), page.device],
          [tt('context.language'), page.language],
          [tt('context.time_zone'), page.time_zone],
          [tt('context.referrer'), page.referrer],
        ]}
      />
    </Section>
  );
}
