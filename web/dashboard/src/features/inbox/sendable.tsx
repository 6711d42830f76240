import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { Zap } from 'lucide-react';
import { t } from '../../lib/text';
import { Empty, Failed, Skeletons } from '../../ui/states';
import { toast } from '../../ui/toast';
import { isRace, sendAction, sendableQuery } from './run-commands';
import { tt } from './thread-text';

interface Props {
  conversation: string;
  onDone: () => void;
}

/** The actions that can be sent here, by name. */
export default function Sendable({ conversation, onDone }: Props) {
  const found = useQuery(sendableQuery(conversation));
  if (found.isError && !found.data) {
    return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  }
  if (!found.data) return <Skeletons count={2} />;
  const { actions } = found.data;
  if (actions.length === 0) {
    return (
      <Empty icon={<Zap size={20} aria-hidden />} title={tt('sendable.none')}>
        {tt('sendable.none_about')}
      </Empty>
    );
  }
  const choose = async (action: string) => {
    onDone();
    const wrong = await sendAction(conversation, action);
    if (wrong === 'unreachable') toast(t('error.unreachable'));
    else if (wrong && !isRace(wrong)) toast(wrong.detail);
  };
  return (
    <Command label={tt('sendable.open')} loop>
      <Command.Input
        autoFocus
        placeholder={tt('sendable.find')}
        className="h-10 w-full border-b border-line bg-transparent px-3 outline-none"
      />
      <Command.List className="max-h-[40dvh] overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-6 text-center text-muted">
          {tt('sendable.nothing')}
        </Command.Empty>
        {actions.map((it) => (
          <Command.Item
            key={it.id}
            // Names may be the same.
            value={`${it.name} ${it.id}`}
            className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-control px-2.5 py-1.5 data-[selected=true]:bg-accent-soft pointer-coarse:min-h-11"
            onSelect={() => void choose(it.id)}
          >
            <Zap size={14} aria-hidden className="shrink-0 text-assistant" />
            <span className="min-w-0 truncate" dir="auto">
              {it.name}
            </span>
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}
