import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { call, explain } from '../lib/api';
import { t } from '../lib/page-text';
import { read } from '../lib/storage';
import { Button } from '../ui/button';
import { InputField } from '../ui/field';
import { Front } from '../ui/front';

/** Asks for a link to choose a new password. It never says whether an address is known. */
export function ForgotPage() {
  const [asked, setAsked] = useState<string | null>(null);
  const form = useForm({ defaultValues: { email: read<string>('email') ?? '' } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ email }) => {
    try {
      await call('POST', '/api/links/forgotten', { email: email.trim() });
      setAsked(email.trim());
    } catch (error) {
      form.setError('email', { message: explain(error, t('error.unreachable')) });
    }
  });
  const back = (
    <Link to="/sign-in" className="text-sm font-medium text-accent hover:underline">
      {t('forgot.back')}
    </Link>
  );
  if (asked) {
    return (
      <Front title={t('forgot.title')}>
        <div role="status" className="flex flex-col gap-3">
          <p>{t('forgot.sent', { email: asked })}</p>
          <p className="text-sm text-muted">{t('forgot.nothing')}</p>
        </div>
        <p className="mt-5">{back}</p>
      </Front>
    );
  }
  return (
    <Front title={t('forgot.title')} about={t('forgot.about')}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <InputField
          label={t('field.email')}
          type="email"
          autoComplete="username"
          error={errors.email?.message}
          {...form.register('email', {
            validate: (it) => /^\S+@\S+$/.test(it.trim()) || t('field.email_wrong'),
          })}
        />
        <Button type="submit" look="primary" busy={isSubmitting} className="mt-1 h-10">
          {t('forgot.do')}
        </Button>
        {back}
      </form>
    </Front>
  );
}
