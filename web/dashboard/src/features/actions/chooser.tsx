import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { FilePlus2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { createAction, templatesQuery } from '../../lib/actions-api';
import { attempt } from '../../lib/attempt';
import type { CreateAction } from '../../lib/wire';
import { Dialog } from '../../ui/dialog';
import { Failed, Skeletons } from '../../ui/states';
import { blankAction } from './blank';
import { Miniature } from './miniature';
import { t } from './text';

interface Props {
  assistant: string;
  open: boolean;
  onClose: () => void;
}

/** Ready-made actions, each with a picture of its steps, and an empty one. */
export function Chooser({ assistant, open, onClose }: Props) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('chooser.title')}
      className="w-[min(42rem,calc(100vw-2rem))]"
    >
      {open && <Cards assistant={assistant} onClose={onClose} />}
    </Dialog>
  );
}

function Cards({ assistant, onClose }: Omit<Props, 'open'>) {
  const found = useQuery(templatesQuery);
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const make = async (asked: CreateAction) => {
    setBusy(true);
    await attempt(async () => {
      const { id } = await createAction(assistant, asked);
      onClose();
      void navigate({ to: '/actions/$assistant/$action', params: { assistant, action: id } });
    });
    setBusy(false);
  };
  return (
    <>
      <p className="mb-4 text-muted">{t('chooser.about')}</p>
      {found.isError && <Failed error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Skeletons count={3} />}
      <ul className="grid gap-3 md:grid-cols-2">
        <li>
          <CardButton
            busy={busy}
            name={t('chooser.blank')}
            about={t('chooser.blank_about')}
            picture={<FilePlus2 size={22} aria-hidden className="text-muted" />}
            onChoose={() => void make({ definition: blankAction() })}
          />
        </li>
        {found.data?.templates.map((it) => (
          <li key={it.id}>
            <CardButton
              busy={busy}
              name={it.definition.name}
              about={it.about}
              picture={<Miniature of={it.definition} />}
              onChoose={() => void make({ template: it.id })}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

interface CardProps {
  busy: boolean;
  name: string;
  about: string;
  picture: ReactNode;
  onChoose: () => void;
}

function CardButton({ busy, name, about, picture, onChoose }: CardProps) {
  return (
    <button
      type="button"
      disabled={busy}
      onClick={onChoose}
      className="flex h-full w-full flex-col rounded-card border border-line bg-panel text-start shadow-card hover:border-control disabled:opacity-55"
    >
      <span className="grid min-h-15 w-full place-items-center border-b border-line bg-bg p-3">
        {picture}
      </span>
      <span className="block p-3">
        <span className="block font-semibold" dir="auto">
          {name}
        </span>
        <span className="block text-sm text-muted" dir="auto">
          {about}
        </span>
      </span>
    </button>
  );
}
