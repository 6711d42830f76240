import { useQuery } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { call, explain } from '../../lib/api';
import { client, meQuery } from '../../lib/queries';
import { t } from '../../lib/text';
import type { Me } from '../../lib/wire';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { InputField } from '../../ui/field';
import { LeaveGuard } from '../../ui/leave-guard';
import { PictureField } from '../../ui/picture-field';
import { toast } from '../../ui/toast';
import { SecondFactor } from '../security/second-factor';
import { Sessions } from '../security/sessions';
import { Choices } from './choices';

export function Account() {
  const me = useQuery(meQuery).data;
  if (!me) return null;
  return (
    <>
      <Name me={me} />
      <Card title={t('account.picture')} about={t('account.picture_about')}>
        <PictureField
          path="/api/me/picture"
          picture={me.picture ?? null}
          face={<Avatar id={me.id} name={me.name} picture={me.picture} size={64} />}
          onChange={(picture) => {
            client.setQueryData<Me>(meQuery.queryKey, { ...me, picture });
            void client.invalidateQueries({ queryKey: ['people'] });
          }}
        />
      </Card>
      <Choices />
      <SecondFactor me={me} />
      <Sessions />
    </>
  );
}

function Name({ me }: { me: Me }) {
  const form = useForm({ values: { name: me.name } });
  const { errors, isDirty, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ name }) => {
    try {
      await call('PATCH', `/api/teammates/${me.id}`, { name: name.trim() });
      client.setQueryData<Me>(meQuery.queryKey, { ...me, name: name.trim() });
      void client.invalidateQueries({ queryKey: ['people'] });
      toast(t('done.saved'));
    } catch (error) {
      form.setError('name', { message: explain(error, t('error.unreachable')) });
    }
  });
  return (
    <Card title={t('account.you')} about={t('account.you_about', { email: me.email })}>
      <LeaveGuard unsaved={isDirty && !isSubmitting} />
      <form onSubmit={submit} noValidate className="flex flex-wrap items-start gap-3">
        <div className="min-w-60 flex-1">
          <InputField
            label={t('field.your_name')}
            autoComplete="name"
            error={errors.name?.message}
            {...form.register('name', { validate: (it) => it.trim() !== '' || t('field.needed') })}
          />
        </div>
        <Button
          type="submit"
          look="primary"
          busy={isSubmitting}
          disabled={!isDirty}
          className="mt-6"
        >
          {t('do.save')}
        </Button>
      </form>
    </Card>
  );
}
