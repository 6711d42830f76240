import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { call, explain } from '../../lib/api';
import { t } from '../../lib/page-text';
import type { MailVerdict, Me } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { InputField } from '../../ui/field';
import { Verdict } from '../../ui/verdict';
import { Said } from './said';

interface Props {
  me: Me;
  isSetUp: boolean;
  unsaved: boolean;
}

/** One mail, sent while one waits. */
export function TestMail({ me, isSetUp, unsaved }: Props) {
  const [verdict, setVerdict] = useState<MailVerdict | null>(null);
  const form = useForm({ defaultValues: { to: me.email } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ to }) => {
    setVerdict(null);
    try {
      setVerdict(await call<MailVerdict>('POST', '/api/mail/test', { to: to.trim() }));
    } catch (error) {
      form.setError('to', { message: explain(error, t('error.unreachable')) });
    }
  });
  const hint = !isSetUp ? t('mail.test_first') : unsaved ? t('mail.test_unsaved') : undefined;
  return (
    <Card title={t('mail.test')} about={t('mail.test_about')}>
      <form onSubmit={submit} noValidate className="flex flex-wrap items-start gap-3">
        <div className="min-w-60 flex-1">
          <InputField
            label={t('mail.test_to')}
            type="email"
            autoComplete="off"
            dir="ltr"
            hint={hint}
            error={errors.to?.message}
            {...form.register('to', {
              validate: (it) => /^\S+@\S+$/.test(it.trim()) || t('field.email_wrong'),
            })}
          />
        </div>
        <Button
          type="submit"
          busy={isSubmitting}
          disabled={!isSetUp || unsaved}
          className="md:mt-6"
        >
          {t('mail.test_do')}
        </Button>
      </form>
      <div aria-live="polite">
        {verdict && (
          <Verdict
            good={verdict.accepted}
            title={t(verdict.accepted ? 'mail.test_accepted' : 'mail.test_refused')}
          >
            <p>{verdict.detail}</p>
            {verdict.said && <Said words={verdict.said} />}
          </Verdict>
        )}
      </div>
    </Card>
  );
}
