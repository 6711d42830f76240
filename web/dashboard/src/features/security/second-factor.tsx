import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { ApiProblem, call, explain } from '../../lib/api';
import { t } from '../../lib/page-text';
import { client, meQuery } from '../../lib/queries';
import type { Me } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Dialog } from '../../ui/dialog';
import { InputField } from '../../ui/field';
import { toast } from '../../ui/toast';
import { SetUp } from './set-up';

/** A code besides the password. */
export function SecondFactor({ me }: { me: Me }) {
  const [open, setOpen] = useState<'set_up' | 'off' | null>(null);
  const close = () => {
    setOpen(null);
    // It may have been confirmed although the dialog was closed before its end.
    void client.invalidateQueries({ queryKey: meQuery.queryKey });
  };
  return (
    <Card title={t('factor.title')} about={t('factor.about')}>
      {me.second_factor ? (
        <div className="flex flex-wrap items-center gap-3">
          <p className="flex flex-1 items-center gap-2">
            <ShieldCheck size={18} aria-hidden className="text-success" />
            {t('factor.on')} {t('factor.left', { count: me.recovery_codes })}
          </p>
          <Button look="danger" onClick={() => setOpen('off')}>
            {t('factor.turn_off')}
          </Button>
        </div>
      ) : (
        <Button look="primary" onClick={() => setOpen('set_up')}>
          {t('factor.set_up')}
        </Button>
      )}
      <Dialog
        open={open === 'set_up'}
        onClose={close}
        title={t('factor.title')}
        className="max-h-[90dvh] overflow-y-auto"
      >
        <SetUp onDone={close} last={t('factor.codes_kept')} />
      </Dialog>
      <Dialog open={open === 'off'} onClose={close} title={t('factor.off_title')}>
        <TurnOff onDone={close} />
      </Dialog>
    </Card>
  );
}

function TurnOff({ onDone }: { onDone: () => void }) {
  const form = useForm({ defaultValues: { password: '', code: '' } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (fields) => {
    try {
      await call('POST', '/api/me/second-factor/off', fields);
      toast(t('factor.off_done'));
      onDone();
    } catch (error) {
      const field = error instanceof ApiProblem ? error.problem.fields?.[0]?.field : undefined;
      const name = field === 'password' ? 'password' : 'code';
      const message = explain(error, t('error.unreachable'));
      form.setError(name, { message }, { shouldFocus: true });
    }
  });
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <p className="text-muted">{t('factor.off_about')}</p>
      <InputField
        label={t('field.password')}
        type="password"
        autoComplete="current-password"
        error={errors.password?.message}
        {...form.register('password', { required: t('field.password_needed') })}
      />
      <InputField
        label={t('factor.any_code')}
        hint={t('factor.any_code_hint')}
        autoComplete="one-time-code"
        error={errors.code?.message}
        {...form.register('code', { required: t('field.needed') })}
      />
      <Button type="submit" look="danger" busy={isSubmitting} className="self-end">
        {t('factor.turn_off')}
      </Button>
    </form>
  );
}
