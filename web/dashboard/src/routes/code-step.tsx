import type { FormEventHandler, ReactNode } from 'react';
import type { FieldValues, Path, UseFormReturn } from 'react-hook-form';
import { t } from '../lib/page-text';
import { Button } from '../ui/button';
import { InputField } from '../ui/field';
import { Front } from '../ui/front';

interface Props<F extends FieldValues> {
  form: UseFormReturn<F>;
  submit: FormEventHandler;
  /** Other ways on. */
  children?: ReactNode;
}

/** Asks for the code besides the password, on a page of its own. */
export function CodeStep<F extends FieldValues>({ form, submit, children }: Props<F>) {
  const { errors, isSubmitting } = form.formState;
  return (
    <Front title={t('factor.step')} about={t('factor.step_about')}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <InputField
          label={t('factor.any_code')}
          hint={t('factor.any_code_hint')}
          autoComplete="one-time-code"
          autoFocus
          error={errors.code?.message as string | undefined}
          {...form.register('code' as Path<F>, { required: t('field.needed') })}
        />
        <Button type="submit" look="primary" busy={isSubmitting} className="mt-1 h-10">
          {t('sign_in.do')}
        </Button>
        {children}
      </form>
    </Front>
  );
}
