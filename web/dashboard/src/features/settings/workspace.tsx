import { useQuery } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { call } from '../../lib/api';
import { attempt } from '../../lib/attempt';
import { t } from '../../lib/page-text';
import { client, meQuery, workspaceQuery } from '../../lib/queries';
import { saving } from '../../lib/saving';
import type { Me, WorkspaceView } from '../../lib/wire';
import { Avatar } from '../../ui/avatar';
import { Card } from '../../ui/card';
import { Toggle } from '../../ui/choice';
import { cx } from '../../ui/cx';
import { InputField } from '../../ui/field';
import { FormSaveRow } from '../../ui/save-row';
import { Failed, Skeletons } from '../../ui/states';
import { toast } from '../../ui/toast';

/** What holds for the company as a whole. */
export function WorkspaceSettings() {
  const workspace = useQuery(workspaceQuery);
  const me = useQuery(meQuery).data;
  if (workspace.isError && !workspace.data) {
    return <Failed error={workspace.error} onRetry={() => void workspace.refetch()} />;
  }
  if (!workspace.data || !me) return <Skeletons count={4} />;
  return (
    <>
      <Faces workspace={workspace.data} me={me} />
      <Security workspace={workspace.data} me={me} />
    </>
  );
}

async function change(to: Partial<WorkspaceView>): Promise<void> {
  const changed = await call<WorkspaceView>('PATCH', '/api/workspace', to);
  client.setQueryData(workspaceQuery.queryKey, changed);
  client.setQueryData<Me>(meQuery.queryKey, (me) => me && { ...me, workspace: changed.name });
  toast(t('done.saved'));
}

interface Props {
  workspace: WorkspaceView;
  me: Me;
}

interface Fields {
  name: string;
  faces: 'person' | 'shop';
}

function Faces({ workspace, me }: Props) {
  const leads = me.role !== 'agent';
  const form = useForm<Fields>({
    values: { name: workspace.name, faces: workspace.shows_names ? 'person' : 'shop' },
  });
  const { errors } = form.formState;
  const save = saving(form, ({ name, faces }) => change({ name, shows_names: faces === 'person' }));
  const { name, faces } = form.watch();
  return (
    <Card
      title={t('workspace.title')}
      about={leads ? t('workspace.about') : t('workspace.only_admins')}
    >
      <form onSubmit={save} noValidate className="flex flex-col gap-5">
        <InputField
          label={t('workspace.name')}
          hint={t('workspace.name_hint')}
          autoComplete="organization"
          readOnly={!leads}
          error={errors.name?.message}
          {...form.register('name', { validate: (it) => it.trim() !== '' || t('field.needed') })}
        />
        <div className="grid gap-5 md:grid-cols-2">
          <fieldset disabled={!leads}>
            <legend className="text-sm font-medium">{t('workspace.visitors_see')}</legend>
            <p className="mb-2 text-sm text-muted">{t('workspace.visitors_about')}</p>
            {(['person', 'shop'] as const).map((it) => (
              <label key={it} className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
                <input
                  type="radio"
                  className="size-4 accent-(--accent)"
                  value={it}
                  {...form.register('faces')}
                />
                {t(`workspace.${it}`)}
              </label>
            ))}
          </fieldset>
          <Preview name={faces === 'shop' ? name.trim() || workspace.name : me.name} />
        </div>
        {leads && <FormSaveRow form={form} onSave={save} />}
      </form>
    </Card>
  );
}

function Preview({ name }: { name: string }) {
  return (
    <figure className="rounded-card border border-line bg-bg p-3">
      <figcaption className="mb-2 text-xs font-medium text-muted">
        {t('workspace.preview')}
      </figcaption>
      <p className="text-center text-xs text-muted" dir="auto">
        {t('workspace.preview_line', { name })}
      </p>
      <div className="mt-2 flex items-end gap-2">
        <Avatar id={name} name={name} size={28} />
        <div className="min-w-0">
          <p className="truncate text-xs text-muted" dir="auto">
            {name}
          </p>
          <p className={cx('w-fit rounded-bubble bg-raised px-3 py-1.5 shadow-card')}>…</p>
        </div>
      </div>
    </figure>
  );
}

function Security({ workspace, me }: Props) {
  const set = (needs_second_factor: boolean) => attempt(() => change({ needs_second_factor }));
  return (
    <Card title={t('workspace.security')} about={t('workspace.security_about')}>
      <Toggle
        label={t('workspace.needs_factor')}
        about={t('workspace.needs_factor_about')}
        on={workspace.needs_second_factor}
        disabled={me.role !== 'owner'}
        onChange={(on) => void set(on)}
      />
    </Card>
  );
}
