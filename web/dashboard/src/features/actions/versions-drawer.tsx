import { useQuery } from '@tanstack/react-query';
import { ChevronDown, History, RotateCcw } from 'lucide-react';
import { useId, useState } from 'react';
import { actionVersionsQuery } from '../../lib/actions-api';
import { useNow } from '../../lib/clock';
import { t as common } from '../../lib/text';
import { ago, fullTime } from '../../lib/when';
import type { ActionVersion, ActionView } from '../../lib/wire';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { cx } from '../../ui/cx';
import { Drawer } from '../../ui/drawer';
import { Empty, Failed, Skeletons } from '../../ui/states';
import { toast } from '../../ui/toast';
import { useBuilder } from './builder';
import { isUnpublished } from './head-menu';
import { SummaryView } from './summary-view';
import { t } from './text';
import { Unpublished } from './unpublished';
import type { useDraft } from './use-draft';

interface Props {
  view: ActionView;
  edited: ReturnType<typeof useDraft>;
  open: boolean;
  onClose: () => void;
}

/** What was published when and by whom, and a way back to each of it. */
export function VersionsDrawer({ view, edited, open, onClose }: Props) {
  const back = async (it: ActionVersion) => {
    const before = edited.draft;
    onClose();
    // What visitors have needs no publishing: it is saved, and nothing is left to do.
    if (it.version === view.version) {
      const undo = () => void edited.change(() => before);
      const words = t('past.live_again');
      if (await edited.bring(it.definition)) toast(words, { label: common('do.undo'), run: undo });
      return;
    }
    edited.change(() => it.definition);
    toast(t('past.brought', { n: it.version }), {
      label: common('do.undo'),
      run: () => edited.change(() => before),
    });
  };
  return (
    <Drawer open={open} onClose={onClose} title={t('past.title')} className="w-[min(36rem,100vw)]">
      {open && isUnpublished(view, edited) && <Unpublished view={view} edited={edited} />}
      {open && <Versions view={view} onBack={(it) => void back(it)} />}
    </Drawer>
  );
}

function Versions({ view, onBack }: { view: ActionView; onBack: (it: ActionVersion) => void }) {
  const found = useQuery(actionVersionsQuery(view.id));
  if (found.isError && !found.data) {
    return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  }
  if (!found.data) return <Skeletons count={4} />;
  const { versions } = found.data;
  if (versions.length === 0) {
    return (
      <Empty icon={<History size={20} aria-hidden />} title={t('past.none')}>
        {t('past.none_about')}
      </Empty>
    );
  }
  return (
    <ol className="divide-y divide-line">
      {versions.map((it) => (
        <Row
          key={it.version}
          version={it}
          isNow={it.version === view.version}
          onBack={() => onBack(it)}
        />
      ))}
    </ol>
  );
}

interface RowProps {
  version: ActionVersion;
  isNow: boolean;
  onBack: () => void;
}

function Row({ version, isNow, onBack }: RowProps) {
  const { names, draft } = useBuilder();
  const [open, setOpen] = useState(false);
  const id = useId();
  const now = useNow();
  const { by, at } = version;
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
        className="flex min-h-12 w-full items-center gap-3 px-4 py-2 text-start hover:bg-fg/4"
      >
        {by && <Avatar id={by.id} name={by.name} picture={by.picture} size={24} />}
        <span className="min-w-0 flex-1">
          <span className="font-medium">{t('past.version', { n: version.version })}</span>
          {isNow && <span className="ms-2 text-xs font-medium text-accent">{t('past.now')}</span>}
          <span className="block text-sm text-muted">
            {by && `${by.name} · `}
            <time title={fullTime(at)}>{ago(at, now)}</time>
          </span>
        </span>
        <ChevronDown size={16} aria-hidden className={cx('text-muted', open && 'rotate-180')} />
      </button>
      {open && (
        <div id={id} className="grid gap-3 px-4 pb-4">
          <SummaryView definition={version.definition} names={names} against={draft} />
          <div>
            <Button small icon={<RotateCcw size={14} aria-hidden />} onClick={onBack}>
              {t('past.back')}
            </Button>
          </div>
        </div>
      )}
    </li>
  );
}
