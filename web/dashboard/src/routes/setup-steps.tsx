// What stands in each step: the same parts as on the pages of their own.
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { Sites } from '../features/assistants/sites';
import { AskBox } from '../features/knowledge/ask-box';
import { DropZone } from '../features/knowledge/drop-zone';
import { Websites } from '../features/knowledge/sites/sites';
import { SourcesTable } from '../features/knowledge/sources-table';
import { useUploads } from '../features/knowledge/use-uploads';
import { Rehearse } from '../features/setup/rehearse';
import { markStep } from '../features/setup/steps';
import { assistantsQuery, client, setupQuery } from '../lib/queries';
import type { AssistantView, StepName } from '../lib/wire';
import { Failed, Skeletons } from '../ui/states';

// Each is fetched with its step: whoever comes back to one waits for that one alone.
const Thread = lazy(() =>
  import('../features/inbox/thread').then((it) => ({ default: it.Thread })),
);
const AssistantForm = lazy(() =>
  import('../features/assistants/settings').then((it) => ({ default: it.AssistantForm })),
);
const VoiceForm = lazy(() =>
  import('../features/voice/voice-form').then((it) => ({ default: it.VoiceForm })),
);
const LookSettings = lazy(() =>
  import('../features/look/look').then((it) => ({ default: it.LookSettings })),
);
const PutOnSite = lazy(() =>
  import('../features/look/put-on-site').then((it) => ({ default: it.PutOnSite })),
);
const MailSettings = lazy(() =>
  import('../features/mail/mail').then((it) => ({ default: it.MailSettings })),
);
const People = lazy(() => import('../features/team/people').then((it) => ({ default: it.People })));
const WorkspaceSettings = lazy(() =>
  import('../features/settings/workspace').then((it) => ({ default: it.WorkspaceSettings })),
);

export function StepBody({ step }: { step: StepName }) {
  const found = useQuery(assistantsQuery);
  const assistant = found.data?.assistants.find((it) => !it.archived);
  if (found.isError && !assistant) {
    return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  }
  if (!assistant) return <Skeletons count={4} />;
  return (
    <Suspense fallback={<Skeletons count={4} />}>
      <Body step={step} assistant={assistant} />
    </Suspense>
  );
}

const again = () => void client.invalidateQueries({ queryKey: setupQuery.queryKey });

function Body({ step, assistant }: { step: StepName; assistant: AssistantView }) {
  switch (step) {
    case 'workspace':
      return <WorkspaceSettings />;
    case 'assistant':
      return (
        <>
          <AssistantForm assistant={assistant} />
          <VoiceForm assistant={assistant} isBrief />
        </>
      );
    case 'knowledge':
      return <Knowledge />;
    case 'try':
      return <Try />;
    case 'look':
      return <LookSettings key={assistant.id} assistant={assistant} />;
    case 'sites':
      return <Sites assistant={assistant} onSaved={again} />;
    case 'snippet':
      return <PutOnSite assistant={assistant} />;
    case 'mail':
      return <MailSettings />;
    case 'team':
      return <People />;
    case 'rehearsal':
      return (
        <Rehearse
          assistant={assistant}
          thread={(conversation) => <Beside conversation={conversation} />}
        />
      );
  }
}

function Knowledge() {
  const navigate = useNavigate();
  const show = (source: string) => navigate({ to: '/knowledge', search: { source } });
  const uploads = useUploads();
  return (
    <>
      <DropZone uploads={uploads} />
      <Websites onShow={show} />
      <SourcesTable onShow={show} />
    </>
  );
}

function Try() {
  const navigate = useNavigate();
  return (
    <AskBox
      onAnswered={() => void markStep('try', 'done').catch(() => {})}
      onShow={(source, passage) => navigate({ to: '/knowledge', search: { source, passage } })}
    />
  );
}

function Beside({ conversation }: { conversation: string }) {
  return (
    <Suspense fallback={<Skeletons count={5} />}>
      <Thread
        key={conversation}
        conversation={conversation}
        view="all"
        onContext={() => {}}
        contextShown={false}
      />
    </Suspense>
  );
}
