import { Dialog } from '@base-ui/react/dialog';
import { useNavigate } from '@tanstack/react-router';
import { Command } from 'cmdk';
import { type Action, useRegistered } from '../lib/actions';
import { type ActionId, KEYS, printed } from '../lib/keys';
import { rowsNow } from '../lib/live/cache';
import { listed } from '../lib/rows';
import { t } from '../lib/text';
import { Keys } from '../ui/keys';

const GROUPS: Action['group'][] = ['conversation', 'go', 'view', 'account'];
const FOUND_MAX = 50;
const ITEM =
  'flex min-h-9 cursor-pointer items-center justify-between gap-3 rounded-control px-3 data-[selected=true]:bg-accent-soft data-[selected=true]:text-accent pointer-coarse:min-h-11';

/** Every action and every conversation that is known here, by name. */
export function Palette({ onClose }: { onClose: () => void }) {
  const actions = useRegistered().filter((it) => it.id !== 'palette');
  const rows = listed(rowsNow(), 'all', '', null).slice(0, FOUND_MAX);
  const navigate = useNavigate();
  const open = (conversation: string) =>
    navigate({ to: '/inbox/$view/$conversation', params: { view: 'all', conversation } });
  const run = (action: () => void) => {
    onClose();
    // After the dialog has given the focus back, so that the action can place it.
    setTimeout(action);
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Popup
          aria-label={t('key.palette')}
          className="fixed start-1/2 top-[12dvh] z-50 w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 overflow-hidden rounded-card border border-line bg-raised shadow-dialog rtl:translate-x-1/2"
        >
          <Command label={t('key.palette')} loop>
            <Command.Input
              autoFocus
              placeholder={t('palette.placeholder')}
              className="h-12 w-full border-b border-line bg-transparent px-4 text-lg outline-none"
            />
            <Command.List className="max-h-[55dvh] overflow-y-auto p-2">
              <Command.Empty className="px-3 py-6 text-center text-muted">
                {t('palette.empty')}
              </Command.Empty>
              {GROUPS.map((group) => (
                <Group key={group} group={group} actions={actions} run={run} />
              ))}
              <Command.Group heading={<Heading text={t('palette.conversations')} />}>
                {rows.map((row) => (
                  <Command.Item
                    key={row.conversation}
                    value={`${row.visitor.name} ${row.conversation}`}
                    keywords={[row.visitor.email ?? '', row.preview?.text ?? '']}
                    className={ITEM}
                    onSelect={() => run(() => open(row.conversation))}
                  >
                    <span className="min-w-0 truncate">{row.visitor.name}</span>
                    <span className="min-w-0 truncate text-sm text-muted">{row.preview?.text}</span>
                  </Command.Item>
                ))}
              </Command.Group>
            </Command.List>
          </Command>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Heading({ text }: { text: string }) {
  return <span className="block px-3 pt-2 pb-1 text-xs font-semibold text-muted">{text}</span>;
}

interface GroupProps {
  group: Action['group'];
  actions: readonly Action[];
  run: (action: () => void) => void;
}

function Group({ group, actions, run }: GroupProps) {
  const mine = actions.filter((it) => it.group === group);
  if (mine.length === 0) return null;
  return (
    <Command.Group heading={<Heading text={t(`palette.${group}`)} />}>
      {mine.map((it) => (
        <Command.Item
          key={it.id}
          value={`${it.label} ${it.id}`}
          className={ITEM}
          onSelect={() => run(it.run)}
        >
          {it.label}
          {it.id in KEYS && <Keys keys={printed(it.id as ActionId)} />}
        </Command.Item>
      ))}
    </Command.Group>
  );
}
