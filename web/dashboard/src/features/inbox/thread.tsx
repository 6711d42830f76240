import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { codeOf } from '../../lib/api';
import { restoreDraft } from '../../lib/drafts';
import { absorb, rowsQuery } from '../../lib/live/cache';
import { watch } from '../../lib/live/line';
import { threadQuery } from '../../lib/live/threads';
import { conversationQuery, meQuery } from '../../lib/queries';
import type { View } from '../../lib/wire';
import { Failed, Skeletons } from '../../ui/states';
import { Banner } from './banner';
import { Composer, type Tab } from './composer';
import { DraftBox } from './draft';
import { Log } from './log';
import { PacketCard } from './packet';
import { noteOf } from './runs';
import { ThreadHeader } from './thread-header';
import { tt } from './thread-text';
import { useCommands } from './use-commands';

interface ThreadProps {
  conversation: string;
  view: View;
  onContext: () => void;
  contextShown: boolean;
}

/** One conversation, from its first word, and what can be done with it. */
export function Thread({ conversation, view, onContext, contextShown }: ThreadProps) {
  const thread = useQuery(threadQuery(conversation));
  const about = useQuery(conversationQuery(conversation));
  const row = useQuery({ ...rowsQuery, select: (rows) => rows.get(conversation) }).data;
  const me = useQuery(meQuery).data?.id ?? '';
  const [tab, setTab] = useState<Tab>('reply');
  useEffect(() => watch(conversation), [conversation]);
  useEffect(() => {
    if (about.data) absorb([about.data]);
  }, [about.data]);

  // The thread may be ahead of the row or behind it: the one that has seen more is right.
  const state = thread.data;
  const known = row ?? about.data;
  const owner = state && state.cursor >= (known?.seq ?? 0) ? state.owner : known?.owner;
  const commands = useCommands(conversation, owner, me, setTab);

  const write = useCallback(() => {
    setTab('reply');
    requestAnimationFrame(() => document.getElementById('composer')?.focus());
  }, []);
  const use = useCallback(
    (text: string) => {
      restoreDraft(conversation, 'reply', text);
      write();
    },
    [conversation, write],
  );

  const error = thread.error ?? (codeOf(about.error) ? about.error : null);
  if (error && !state) {
    const retry = () => {
      void thread.refetch();
      void about.refetch();
    };
    return <Failed error={error} onRetry={retry} />;
  }
  return (
    <section aria-label={tt('thread.label')} className="flex h-full min-h-0 flex-col">
      <ThreadHeader
        row={known}
        view={view}
        commands={commands}
        owner={owner}
        me={me}
        onContext={onContext}
        contextShown={contextShown}
      />
      <Banner
        conversation={conversation}
        row={known}
        owner={owner}
        me={me}
        commands={commands}
        note={noteOf(state, owner)}
      />
      {state && <PacketCard thread={state} />}
      {state ? (
        <Log
          thread={state}
          visitor={known?.visitor.name ?? tt('thread.visitor')}
          visitorId={known?.visitor.id ?? conversation}
          visitorSeen={about.data?.visitor_seen ?? 0}
          me={me}
          onUse={use}
        />
      ) : (
        <div className="min-h-0 flex-1">
          <Skeletons count={4} />
        </div>
      )}
      {owner?.is !== 'assistant' && owner?.is !== 'resolved' && (
        <DraftBox
          key={conversation}
          conversation={conversation}
          draft={state?.draft}
          onUse={write}
        />
      )}
      <Composer conversation={conversation} owner={owner} me={me} tab={tab} onTab={setTab} />
    </section>
  );
}
