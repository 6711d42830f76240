import type { ReactNode } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import { t } from '../lib/text';
import { Button } from './button';
import { LeaveGuard } from './leave-guard';

interface Props {
  unsaved: boolean;
  busy: boolean;
  onDiscard: () => void;
  /** As the form around it does when it is submitted; tells whether it was saved. */
  onSave: () => Promise<boolean>;
  /** What else can be done, at the other end. */
  children?: ReactNode;
}

/** The end of a form: its changes are saved or discarded, and not lost by leaving. */
export function SaveRow({ unsaved, busy, onDiscard, onSave, children }: Props) {
  return (
    <div className="flex flex-wrap items-center justify-end gap-3">
      <LeaveGuard unsaved={unsaved && !busy} onSave={onSave} />
      {children && <div className="me-auto">{children}</div>}
      {unsaved && <span className="text-sm text-muted">{t('state.unsaved')}</span>}
      <Button disabled={!unsaved} onClick={onDiscard}>
        {t('do.discard')}
      </Button>
      <Button type="submit" look="primary" busy={busy} disabled={!unsaved}>
        {t('do.save')}
      </Button>
    </div>
  );
}

interface FormProps<F extends FieldValues> extends Pick<Props, 'onSave' | 'children'> {
  form: UseFormReturn<F>;
}

/** The same where the form itself knows what is unsaved and whether it is being saved. */
export function FormSaveRow<F extends FieldValues>({ form, onSave, children }: FormProps<F>) {
  const { isDirty, isSubmitting } = form.formState;
  // A form that keeps what was typed over news from the server lets go of it here.
  const discard = () => form.reset(undefined, { keepDirtyValues: false });
  return (
    <SaveRow unsaved={isDirty} busy={isSubmitting} onDiscard={discard} onSave={onSave}>
      {children}
    </SaveRow>
  );
}
