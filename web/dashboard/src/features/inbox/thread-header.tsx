import { Link } from '@tanstack/react-router';
import { ArrowLeft, Check, PanelRight } from 'lucide-react';
import { useNow } from '../../lib/clock';
import { printed } from '../../lib/keys';
import { t } from '../../lib/text';
import type { MyRow, OwnerNow, View } from '../../lib/wire';
import { Avatar } from '../../ui/avatar';
import { Button, IconButton } from '../../ui/button';
import { Proof } from '../../ui/proof';
import { Tip } from '../../ui/tip';
import { Give } from './give';
import { Kind } from './kind';
import { PriorityMark, PromisedMark } from './row-marks';
import { tt } from './thread-text';
import type { Commands } from './use-commands';

interface Props {
  row: MyRow | undefined;
  view: View;
  commands: Commands;
  owner: OwnerNow | undefined;
  me: string;
  onContext: () => void;
  contextShown: boolean;
}

export function ThreadHeader({ row, view, commands, owner, me, onContext, contextShown }: Props) {
  const now = useNow();
  const others = owner?.is === 'teammate' && owner.teammate.id !== me;
  return (
    <header className="flex h-14 shrink-0 items-center gap-2.5 border-b border-line bg-panel px-3 md:px-4">
      <Link
        to="/inbox/$view"
        params={{ view }}
        aria-label={tt('thread.back')}
        className="grid size-10 place-items-center rounded-control text-muted hover:bg-fg/7 md:hidden"
      >
        <ArrowLeft size={20} aria-hidden className="rtl:-scale-x-100" />
      </Link>
      {row && <Avatar id={row.visitor.id} name={row.visitor.name} size={32} />}
      <div className="min-w-0 flex-1">
        <div className="flex items-center gap-1.5">
          <h2 className="truncate font-semibold">{row?.visitor.name ?? ' '}</h2>
          {row?.visitor.subject && <Proof by="signed" />}
        </div>
        <p className="flex min-w-0 items-center gap-2 text-sm text-muted">
          <span className="min-w-0 truncate">{row?.visitor.email ?? row?.page ?? ''}</span>
          {row && <PriorityMark priority={row.priority} />}
          {row?.promised_until != null && <PromisedMark until={row.promised_until} now={now} />}
          {row && <Kind row={row} />}
        </p>
      </div>
      {row && owner && !others && owner.is !== 'resolved' && (
        <Give conversation={row.conversation} owner={owner} me={me} />
      )}
      {commands.can.resolve && (
        <Tip text={t('key.resolve')} keys={printed('resolve')}>
          <Button
            busy={commands.busy === 'resolve'}
            onClick={() => void commands.run('resolve')}
            icon={<Check size={15} aria-hidden className="text-success" />}
          >
            {t('do.resolve')}
          </Button>
        </Tip>
      )}
      <IconButton
        label={t('key.toggle_context')}
        keys={printed('toggle_context')}
        aria-pressed={contextShown}
        onClick={onContext}
      >
        <PanelRight size={18} aria-hidden className="rtl:-scale-x-100" />
      </IconButton>
    </header>
  );
}
