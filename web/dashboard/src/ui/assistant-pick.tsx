// Pages that belong to an assistant: which one is looked at.
import { useQuery } from '@tanstack/react-query';
import { Navigate, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { assistantsQuery } from '../lib/queries';
import { read, write } from '../lib/storage';
import { Empty, Failed, Skeletons } from './states';

/** All of these pages open the assistant that was looked at last. */
const LAST = 'actions.assistant';

type To = '/actions/$assistant' | '/rules/$assistant';

interface StartProps {
  to: To;
  icon: ReactNode;
  title: string;
  /** What is said where there is no assistant. */
  none: string;
  noneAbout: string;
}

/** Leads to the assistant that was looked at last, or to the first. */
export function AssistantStart({ to, icon, title, none, noneAbout }: StartProps) {
  const found = useQuery(assistantsQuery);
  const open = found.data?.assistants.filter((it) => !it.archived) ?? [];
  const last = read<string>(LAST);
  const assistant = open.find((it) => it.id === last) ?? open[0];
  if (assistant) return <Navigate to={to} params={{ assistant: assistant.id }} replace />;
  return (
    <main className="min-h-0 flex-1 overflow-y-auto">
      <h1 className="sr-only">{title}</h1>
      {found.isError ? (
        <Failed error={found.error} onRetry={() => void found.refetch()} />
      ) : found.data ? (
        <Empty icon={icon} title={none}>
          {noneAbout}
        </Empty>
      ) : (
        <Skeletons />
      )}
    </main>
  );
}

/** Another assistant's page of the same kind. */
export function AssistantSelect({ to, value, label }: { to: To; value: string; label: string }) {
  const all = useQuery(assistantsQuery).data?.assistants ?? [];
  const navigate = useNavigate();
  const open = all.filter((it) => !it.archived || it.id === value);
  const isKnown = all.some((it) => it.id === value);
  useEffect(() => {
    if (isKnown) write(LAST, value);
  }, [isKnown, value]);
  if (open.length < 2) return null;
  return (
    <select
      aria-label={label}
      className="field w-auto max-w-56"
      value={value}
      onChange={(event) => void navigate({ to, params: { assistant: event.target.value } })}
    >
      {open.map((it) => (
        <option key={it.id} value={it.id}>
          {it.name}
        </option>
      ))}
    </select>
  );
}
