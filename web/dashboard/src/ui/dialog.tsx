import { AlertDialog } from '@base-ui/react/alert-dialog';
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { t } from '../lib/text';
import { Button, IconButton, type Look } from './button';
import { cx } from './cx';

export const BACKDROP = 'fade fixed inset-0 z-40 bg-black/45';
const POPUP =
  'fade fixed start-1/2 top-1/2 z-50 w-[min(30rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 rtl:translate-x-1/2 max-h-[calc(100dvh-2rem)] overflow-y-auto rounded-card border border-line bg-raised p-5 shadow-dialog data-starting-style:scale-97 data-ending-style:scale-97';

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  className?: string;
}

export function Dialog({ open, onClose, title, children, className }: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(now) => !now && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={BACKDROP} />
        <Base.Popup className={cx(POPUP, className)}>
          <header className="mb-3 flex items-center justify-between gap-2">
            <Base.Title className="text-lg font-semibold">{title}</Base.Title>
            <Base.Close render={<IconButton tip={false} label={t('do.close')} className="-me-2" />}>
              <X size={16} aria-hidden />
            </Base.Close>
          </header>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

interface ConfirmProps {
  open: boolean;
  onClose: () => void;
  /** Names the thing. */
  title: string;
  /** Names the effect. */
  effect: ReactNode;
  verb: string;
  look?: Look;
  onConfirm: () => unknown;
  /** Another way on. */
  other?: { verb: string; act: () => unknown };
}

/** Asks before something that cannot be undone. The dialog stays until it is done. */
export function Confirm({ open, onClose, title, effect, verb, ...rest }: ConfirmProps) {
  const { look, onConfirm, other } = rest;
  const [busy, setBusy] = useState(false);
  const run = async (act: () => unknown) => {
    setBusy(true);
    try {
      await act();
    } finally {
      setBusy(false);
      onClose();
    }
  };
  return (
    <AlertDialog.Root open={open} onOpenChange={(now) => !now && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={BACKDROP} />
        <AlertDialog.Popup className={POPUP}>
          <AlertDialog.Title className="text-lg font-semibold">{title}</AlertDialog.Title>
          <AlertDialog.Description className="mt-1 text-muted">{effect}</AlertDialog.Description>
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <AlertDialog.Close render={<Button />}>{t('do.cancel')}</AlertDialog.Close>
            <Button look={look ?? 'danger'} busy={busy} onClick={() => run(onConfirm)}>
              {verb}
            </Button>
            {other && (
              <Button look="primary" busy={busy} onClick={() => run(other.act)}>
                {other.verb}
              </Button>
            )}
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

/** A button that does something that cannot be undone, once that is confirmed. */
export function ConfirmButton(props: Omit<ConfirmProps, 'open' | 'onClose'>) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button look="danger" onClick={() => setAsking(true)}>
        {props.verb}
      </Button>
      <Confirm {...props} open={asking} onClose={() => setAsking(false)} />
    </>
  );
}
