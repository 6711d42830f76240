import { useQuery } from '@tanstack/react-query';
import { Users } from 'lucide-react';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { call, explain } from '../../lib/api';
import { t } from '../../lib/page-text';
import { client, meQuery, peopleQuery } from '../../lib/queries';
import type { Me, People, TeamView } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Confirm } from '../../ui/dialog';
import { InputField } from '../../ui/field';
import { Empty, Failed, Skeletons } from '../../ui/states';
import { changePeople } from './change';
import { Team } from './team';

export function Teams() {
  const people = useQuery(peopleQuery);
  const me = useQuery(meQuery).data;
  const [doomed, setDoomed] = useState<TeamView | null>(null);
  if (people.isError && !people.data) {
    return <Failed error={people.error} onRetry={() => void people.refetch()} />;
  }
  if (!people.data || !me) return <Skeletons count={4} />;
  const { teams } = people.data;
  const leads = me.role !== 'agent';
  return (
    <>
      {leads && (
        <Card title={t('teams.new')} about={t('teams.new_about')}>
          <NewTeam />
        </Card>
      )}
      {teams.length === 0 && (
        <Empty icon={<Users size={20} aria-hidden />} title={t('teams.none')}>
          {t('teams.none_about')}
        </Empty>
      )}
      {teams.map((it) => (
        <Team key={it.id} team={it} people={people.data} me={me} onDelete={() => setDoomed(it)} />
      ))}
      <Confirm
        open={doomed !== null}
        onClose={() => setDoomed(null)}
        title={t('teams.delete_title', { name: doomed?.name ?? '' })}
        effect={t('teams.delete_effect', { count: doomed?.waiting ?? 0 })}
        verb={t('teams.delete')}
        onConfirm={() => doomed && changePeople(() => call('DELETE', `/api/teams/${doomed.id}`))}
      />
    </>
  );
}

export interface TeamProps {
  team: TeamView;
  people: People;
  me: Me;
  onDelete: () => void;
}

function NewTeam() {
  const form = useForm({ defaultValues: { name: '' } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ name }) => {
    try {
      await call('POST', '/api/teams', { name });
      form.reset();
      await client.invalidateQueries({ queryKey: ['people'] });
    } catch (error) {
      form.setError('name', { message: explain(error, t('error.unreachable')) });
    }
  });
  return (
    <form onSubmit={submit} noValidate className="flex flex-wrap items-start gap-3">
      <div className="min-w-60 flex-1">
        <InputField
          label={t('teams.name')}
          hint={t('teams.name_hint')}
          autoComplete="off"
          error={errors.name?.message}
          {...form.register('name', { validate: (it) => it.trim() !== '' || t('field.needed') })}
        />
      </div>
      <Button type="submit" look="primary" busy={isSubmitting} className="mt-6">
        {t('teams.create')}
      </Button>
    </form>
  );
}
