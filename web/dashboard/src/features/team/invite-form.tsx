import { Controller, useForm } from 'react-hook-form';
import { call, explain } from '../../lib/api';
import { t } from '../../lib/page-text';
import { client } from '../../lib/queries';
import type { FreshLink, Me, RoleName } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Field, InputField } from '../../ui/field';
import type { Fresh } from './people';
import { RoleSelect } from './role-select';

interface Fields {
  email: string;
  role: RoleName;
}

export function InviteForm({ me, onFresh }: { me: Me; onFresh: (fresh: Fresh) => void }) {
  const form = useForm<Fields>({ defaultValues: { email: '', role: 'agent' } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (fields) => {
    const email = fields.email.trim();
    try {
      const link = await call<FreshLink>('POST', '/api/invitations', { ...fields, email });
      onFresh({ link, title: t('people.link_for', { name: email }) });
      form.reset();
      void client.invalidateQueries({ queryKey: ['people'] });
    } catch (error) {
      form.setError('email', { message: explain(error, t('error.unreachable')) });
    }
  });
  return (
    <form onSubmit={submit} noValidate className="flex flex-wrap items-start gap-3">
      <div className="min-w-60 flex-1">
        <InputField
          label={t('field.email')}
          type="email"
          autoComplete="off"
          error={errors.email?.message}
          {...form.register('email', {
            validate: (it) => /^\S+@\S+$/.test(it.trim()) || t('field.email_wrong'),
          })}
        />
      </div>
      <Controller
        control={form.control}
        name="role"
        render={({ field }) => (
          <Field label={t('people.role')}>
            {({ id }) => (
              <RoleSelect id={id} me={me} value={field.value} onChange={field.onChange} />
            )}
          </Field>
        )}
      />
      <Button type="submit" look="primary" busy={isSubmitting} className="mt-6">
        {t('people.make_invitation')}
      </Button>
    </form>
  );
}
