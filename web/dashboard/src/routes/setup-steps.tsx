// What stands in each step: the same parts as on the pages of their own.
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { AskBox } from '../features/knowledge/ask-box';
import { DropZone } from '../features/knowledge/drop-zone';
import { SourcesTable } from '../features/knowledge/sources-table';
import { useUploads } from '../features/knowledge/use-uploads';
import { Rehearse } from '../features/setup/rehearse';
import { markStep } from '../features/setup/steps';
import { People } from '../features/team/people';
import type { StepName } from '../lib/wire';
import { Skeletons } from '../ui/states';

const Thread = lazy(() =>
  import('../features/inbox/thread').then((it) => ({ default: it.Thread })),
);

export function StepBody({ step }: { step: StepName }) {
  switch (step) {
    case 'knowledge':
      return <Knowledge />;
    case 'try':
      return <Try />;
    case 'team':
      return <People />;
    case 'rehearsal':
      return <Rehearse thread={(conversation) => <Beside conversation={conversation} />} />;
    default:
      return null;
  }
}

function Knowledge() {
  const navigate = useNavigate();
  const uploads = useUploads();
  return (
    <>
      <DropZone uploads={uploads} />
      <SourcesTable onShow={(source) => navigate({ to: '/knowledge', search: { source } })} />
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
