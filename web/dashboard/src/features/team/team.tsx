import { useId, useState } from 'react';
import { useForm } from 'react-hook-form';
import { call, explain } from '../../lib/api';
import { presenceWord } from '../../lib/availability';
import { present } from '../../lib/live/line';
import { t } from '../../lib/page-text';
import { client, peopleQuery } from '../../lib/queries';
import { useStore } from '../../lib/store';
import type { People, TeamView } from '../../lib/wire';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { InputField } from '../../ui/field';
import { changePeople } from './change';
import type { TeamProps } from './teams';

/** A team with its members, changed at once by whoever leads. */
export function Team({ team, people, me, onDelete }: TeamProps) {
  const id = useId();
  const here = useStore(present);
  const [renaming, setRenaming] = useState(false);
  const leads = me.role !== 'agent';
  const active = people.teammates.filter((it) => it.active);
  const shown = leads ? active : active.filter((it) => team.members.includes(it.id));
  const toggle = (member: string, on: boolean) => {
    const members = on
      ? [...team.members, member]
      : team.members.filter((other) => other !== member);
    // It shows at once; what the server then says wins, not what it said before.
    void client.cancelQueries({ queryKey: peopleQuery.queryKey });
    client.setQueryData<People>(
      peopleQuery.queryKey,
      (old) => old && withMembers(old, team, members),
    );
    return changePeople(() => call('PATCH', `/api/teams/${team.id}`, { members }));
  };
  return (
    <section
      aria-labelledby={id}
      className="mb-5 rounded-card border border-line bg-panel p-4 shadow-card md:p-5"
    >
      <header className="flex flex-wrap items-center gap-2">
        <h2 id={id} className="min-w-40 flex-1 text-lg font-semibold">
          {team.name}
          {team.members.includes(me.id) && (
            <span className="ms-2 rounded-full bg-accent-soft px-2 py-0.5 text-xs font-medium text-accent">
              {t('teams.mine')}
            </span>
          )}
        </h2>
        <span className="text-sm text-muted">
          {t('teams.count', { count: team.members.length })} ·{' '}
          {t('teams.waiting', { count: team.waiting })}
        </span>
        {leads && (
          <>
            <Button
              small
              aria-label={t('teams.rename_of', { name: team.name })}
              onClick={() => setRenaming(!renaming)}
            >
              {t('teams.rename')}
            </Button>
            <Button small look="danger" onClick={onDelete}>
              {t('teams.delete')}
            </Button>
          </>
        )}
      </header>
      {renaming && <Rename team={team} onDone={() => setRenaming(false)} />}
      <fieldset className="mt-3">
        <legend className="sr-only">{t('teams.members', { name: team.name })}</legend>
        {shown.length === 0 && <p className="text-sm text-muted">{t('teams.no_members')}</p>}
        <ul className="grid gap-x-4 md:grid-cols-2">
          {shown.map((it) => (
            <li key={it.id} className="flex min-h-10 items-center gap-2.5 pointer-coarse:min-h-11">
              {leads && (
                <input
                  id={`${id}-${it.id}`}
                  type="checkbox"
                  className="size-4 accent-(--accent)"
                  checked={team.members.includes(it.id)}
                  onChange={(event) => void toggle(it.id, event.target.checked)}
                />
              )}
              <Avatar id={it.id} name={it.name} size={24} presence={here[it.id] ?? 'gone'} />
              <label htmlFor={`${id}-${it.id}`} className="min-w-0 flex-1 truncate">
                {it.name}
              </label>
              <span className="text-sm text-muted">{presenceWord(here[it.id] ?? 'gone')}</span>
            </li>
          ))}
        </ul>
      </fieldset>
    </section>
  );
}

function withMembers(people: People, team: TeamView, members: string[]): People {
  return {
    ...people,
    teams: people.teams.map((it) => (it.id === team.id ? { ...it, members } : it)),
  };
}

function Rename({ team, onDone }: { team: TeamView; onDone: () => void }) {
  const form = useForm({ defaultValues: { name: team.name } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ name }) => {
    try {
      await call('PATCH', `/api/teams/${team.id}`, { name });
      await client.invalidateQueries({ queryKey: ['people'] });
      onDone();
    } catch (error) {
      form.setError('name', { message: explain(error, t('error.unreachable')) });
    }
  });
  return (
    <form onSubmit={submit} noValidate className="mt-3 flex flex-wrap items-start gap-3">
      <div className="min-w-60 flex-1">
        <InputField
          label={t('teams.name')}
          autoFocus
          autoComplete="off"
          error={errors.name?.message}
          {...form.register('name', { validate: (it) => it.trim() !== '' || t('field.needed') })}
        />
      </div>
      <Button type="submit" look="primary" busy={isSubmitting} className="mt-6">
        {t('do.save')}
      </Button>
    </form>
  );
}
