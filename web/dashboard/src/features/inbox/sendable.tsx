import { useQuery } from '@tanstack/react-query';
import { Zap } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { t } from '../../lib/text';
import type { ActionName } from '../../lib/wire';
import { cx } from '../../ui/cx';
import { Empty, Failed, Skeletons } from '../../ui/states';
import { toast } from '../../ui/toast';
import { isRace, sendAction, sendableQuery } from './run-commands';
import { called } from './runs';
import { tt } from './thread-text';

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
const ITEM =
  'flex min-h-9 w-full items-center gap-2.5 rounded-control px-2.5 py-1.5 text-start hover:bg-accent-soft pointer-coarse:min-h-11';

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
  return <Find actions={actions} onChoose={(it) => void choose(it)} />;
}

interface FindProps {
  actions: readonly ActionName[];
  onChoose: (action: string) => void;
}

/** A name is typed, Enter takes the first that fits, and the arrows go to the others. */
function Find({ actions, onChoose }: FindProps) {
  const [words, setWords] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const found = called(actions, words);
  // Enter alone, right after it was opened, must send nothing.
  const first = words.trim() ? found[0] : undefined;
  const move = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const stops = [...(box.current?.querySelectorAll<HTMLElement>('input, button') ?? [])];
    const to = stops[stops.indexOf(document.activeElement as HTMLElement) + (step ?? 0)];
    if (!step || !to) return;
    event.preventDefault();
    to.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only moves the focus between its parts.
    <div ref={box} onKeyDown={move}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (first) onChoose(first.id);
        }}
      >
        <input
          // biome-ignore lint/a11y/noAutofocus: it was opened to be typed into.
          autoFocus
          value={words}
          onChange={(event) => setWords(event.target.value)}
          aria-label={tt('sendable.find')}
          placeholder={tt('sendable.find')}
          className="h-10 w-full border-b border-line bg-transparent px-3 -outline-offset-2"
        />
      </form>
      <ul className="max-h-[40dvh] overflow-y-auto p-1.5">
        {found.map((it) => (
          <li key={it.id}>
            <button
              type="button"
              onClick={() => onChoose(it.id)}
              className={cx(ITEM, it === first && 'bg-accent-soft')}
            >
              <Zap size={14} aria-hidden className="shrink-0 text-assistant" />
              <span className="min-w-0 truncate" dir="auto">
                {it.name}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p role="status" className="px-3 text-center text-muted">
        {found.length === 0 && <span className="block pb-4">{tt('sendable.nothing')}</span>}
      </p>
    </div>
  );
}
