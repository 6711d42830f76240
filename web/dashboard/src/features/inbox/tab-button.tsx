import { cx } from '../../ui/cx';
import type { Tab } from './composer';
import { tt } from './thread-text';

interface Props {
  id: Tab;
  tab: Tab;
  onTab: (tab: Tab) => void;
}

/** One of the two tabs of the composer. Arrows change between them. */
export function TabButton({ id, tab, onTab }: Props) {
  const chosen = id === tab;
  return (
    <button
      type="button"
      role="tab"
      id={`tab-${id}`}
      aria-selected={chosen}
      aria-controls="composer-panel"
      tabIndex={chosen ? 0 : -1}
      onClick={() => onTab(id)}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
        const other = id === 'reply' ? 'note' : 'reply';
        onTab(other);
        document.getElementById(`tab-${other}`)?.focus();
      }}
      className={cx(
        'min-h-8 border-b-2 px-2 text-sm font-medium pointer-coarse:min-h-10',
        chosen ? 'border-current' : 'border-transparent opacity-75 hover:opacity-100',
        chosen && id === 'reply' && 'text-accent',
      )}
    >
      {tt(`composer.tab_${id}`)}
    </button>
  );
}
