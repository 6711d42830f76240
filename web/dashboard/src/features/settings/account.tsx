import { useForm } from 'react-hook-form';
import { call } from '../../lib/api';
import { t } from '../../lib/page-text';
import { client, meQuery } from '../../lib/queries';
import { saving } from '../../lib/saving';
import type { Me } from '../../lib/wire';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { InputField } from '../../ui/field';
import { LeaveGuard } from '../../ui/leave-guard';
import { PictureField } from '../../ui/picture-field';
import { toast } from '../../ui/toast';
import { Choices } from './choices';

/** Who one is, and what one chose on this machine. */
export function Account({ me }: { me: Me }) {
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
    </>
  );
}

function Name({ me }: { me: Me }) {
  const form = useForm({ values: { name: me.name } });
  const { errors, isDirty, isSubmitting } = form.formState;
  const save = saving(form, async (filled) => {
    const name = filled.name.trim();
    await call('PATCH', `/api/teammates/${me.id}`, { name });
    client.setQueryData<Me>(meQuery.queryKey, { ...me, name });
    void client.invalidateQueries({ queryKey: ['people'] });
    toast(t('done.saved'));
  });
  return (
    <Card title={t('account.you')} about={t('account.you_about', { email: me.email })}>
      <LeaveGuard unsaved={isDirty && !isSubmitting} onSave={save} />
      <form onSubmit={save} noValidate className="flex flex-wrap items-start gap-3">
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
