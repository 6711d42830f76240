import { TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { useForm } from 'react-hook-form';
import { call } from '../../lib/api';
import { attempt } from '../../lib/attempt';
import { t } from '../../lib/page-text';
import { client } from '../../lib/queries';
import { saving } from '../../lib/saving';
import type { MailSettingsView, MailSetup } from '../../lib/wire';
import { Card } from '../../ui/card';
import { ConfirmButton } from '../../ui/dialog';
import { Field, InputField } from '../../ui/field';
import { FormSaveRow } from '../../ui/save-row';
import { toast } from '../../ui/toast';
import { type Fields, isHere, toFields, toSettings } from './fields';
import { mailQuery, readMailAgain } from './use-mail';

const WAYS = ['starttls', 'tls', 'none'] as const;

interface Props {
  settings: MailSettingsView | null;
  onUnsaved: (unsaved: boolean) => void;
}

export function MailForm({ settings, onUnsaved }: Props) {
  const form = useForm<Fields>({ defaultValues: toFields(settings) });
  const { errors, isDirty } = form.formState;
  const { register } = form;
  useEffect(() => onUnsaved(isDirty), [isDirty, onUnsaved]);
  const save = saving(form, async (fields) => {
    const saved = await call<MailSetup>('POST', '/api/mail', toSettings(fields));
    client.setQueryData(mailQuery.queryKey, saved);
    form.reset(toFields(saved.settings ?? null));
    toast(t('done.saved'));
  });
  const [host, security] = form.watch(['host', 'security']);
  const needed = (it: string) => it.trim() !== '' || t('field.needed');
  return (
    <form onSubmit={save} noValidate>
      <Card title={t('mail.server')} about={t('mail.server_about')}>
        <div className="grid gap-4 md:grid-cols-[1fr_7rem_9rem]">
          <InputField
            label={t('mail.host')}
            hint={t('mail.host_hint')}
            error={errors.host?.message}
            autoComplete="off"
            spellCheck={false}
            dir="ltr"
            {...register('host', { validate: (it) => it.trim() !== '' || t('mail.host_wrong') })}
          />
          <InputField
            label={t('mail.port')}
            error={errors.port?.message}
            inputMode="numeric"
            autoComplete="off"
            dir="ltr"
            {...register('port', {
              validate: (it) => /^\d{1,5}$/.test(it.trim()) || t('mail.port_wrong'),
            })}
          />
          <Field label={t('mail.security')} error={errors.security?.message}>
            {(ids) => (
              <select {...ids} className="field" {...register('security')}>
                {WAYS.map((it) => (
                  <option key={it} value={it}>
                    {t(`mail_way.${it}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
        <SecurityNote security={security} host={host} />
        <div className="mt-4 grid gap-4 md:grid-cols-2">
          <InputField
            label={t('mail.user')}
            hint={t('mail.user_hint')}
            error={errors.user_name?.message}
            autoComplete="off"
            spellCheck={false}
            dir="ltr"
            {...register('user_name')}
          />
          <InputField
            label={t('mail.password')}
            hint={t(settings?.has_password ? 'mail.password_set' : 'mail.password_hint')}
            error={errors.password?.message}
            type="password"
            autoComplete="new-password"
            placeholder={settings?.has_password ? '••••••••' : undefined}
            dir="ltr"
            {...register('password')}
          />
        </div>
      </Card>
      <Card title={t('mail.sender')} about={t('mail.sender_about')}>
        <div className="grid gap-4 md:grid-cols-2">
          <InputField
            label={t('mail.from_name')}
            hint={t('mail.from_name_hint')}
            error={errors.from_name?.message}
            {...register('from_name')}
          />
          <InputField
            label={t('mail.from_address')}
            hint={t('mail.from_address_hint')}
            error={errors.from_address?.message}
            type="email"
            autoComplete="off"
            dir="ltr"
            {...register('from_address', { validate: needed })}
          />
          <InputField
            label={t('mail.reply_to')}
            hint={t('mail.reply_to_hint')}
            error={errors.reply_to?.message}
            type="email"
            autoComplete="off"
            dir="ltr"
            {...register('reply_to')}
          />
        </div>
      </Card>
      <div className="mb-6">
        <FormSaveRow form={form} onSave={save}>
          {settings && <Stop host={settings.host} />}
        </FormSaveRow>
      </div>
    </form>
  );
}

function SecurityNote({ security, host }: { security: Fields['security']; host: string }) {
  if (security !== 'none') {
    return (
      <p className="mt-2 text-sm text-muted">
        {t('mail.port_hint')} {t('mail.security_hint')}
      </p>
    );
  }
  if (isHere(host)) return <p className="mt-2 text-sm text-muted">{t('mail.security_here')}</p>;
  return (
    <p className="mt-3 flex items-start gap-2 rounded-control bg-danger/10 px-3 py-2 text-danger">
      <TriangleAlert size={16} aria-hidden className="mt-0.5 shrink-0" />
      {t('mail.security_clear')}
    </p>
  );
}

function Stop({ host }: { host: string }) {
  const stop = () =>
    attempt(async () => {
      await call('DELETE', '/api/mail');
      await readMailAgain();
    });
  return (
    <ConfirmButton
      verb={t('mail.stop')}
      title={t('mail.stop_title', { host })}
      effect={t('mail.stop_effect')}
      onConfirm={stop}
    />
  );
}
