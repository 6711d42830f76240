import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { t } from '../lib/text';
import { IconButton } from './button';
import { cx } from './cx';
import { BACKDROP, type DialogProps } from './dialog';

/** A panel from the end of the page. */
export function Drawer({ open, onClose, title, children, className }: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(now) => !now && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={BACKDROP} />
        <Base.Popup
          className={cx(
            'fade fixed inset-y-0 end-0 z-50 flex w-[min(26rem,100vw)] flex-col border-s border-line bg-panel shadow-dialog',
            'data-starting-style:translate-x-8 data-ending-style:translate-x-8 rtl:data-starting-style:-translate-x-8 rtl:data-ending-style:-translate-x-8',
            className,
          )}
        >
          <header className="flex h-12 shrink-0 items-center justify-between gap-2 border-b border-line ps-4 pe-2">
            <Base.Title className="min-w-0 truncate text-base font-semibold">{title}</Base.Title>
            <Base.Close render={<IconButton tip={false} label={t('do.close')} />}>
              <X size={16} aria-hidden />
            </Base.Close>
          </header>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who only reads scrolls by keyboard. */}
          <div tabIndex={0} className="min-h-0 flex-1 overflow-y-auto outline-none">
            {children}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
