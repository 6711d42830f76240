import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../../lib/page-text';
import { hoursQuery, meQuery, peopleQuery } from '../../lib/queries';
import { Card } from '../../ui/card';
import { Field } from '../../ui/field';
import { Failed, Skeletons } from '../../ui/states';
import { HoursForm } from './hours-form';

/** When somebody is meant to be here: the workspace's hours, and those of teams with their own. */
export function HoursSettings() {
  const hours = useQuery(hoursQuery);
  const teams = useQuery(peopleQuery).data?.teams ?? [];
  const me = useQuery(meQuery).data;
  const [team, setTeam] = useState('');
  if (hours.isError && !hours.data) {
    return <Failed error={hours.error} onRetry={() => void hours.refetch()} />;
  }
  if (!hours.data || !me) return <Skeletons count={6} />;
  const leads = me.role !== 'agent';
  const kept = team
    ? (hours.data.teams.find((it) => it.team === team)?.hours ?? null)
    : (hours.data.workspace ?? null);
  return (
    <Card title={t('hours.title')} about={leads ? t('hours.about') : t('hours.only_admins')}>
      {teams.length > 0 && (
        <div className="mb-5 max-w-80">
          <Field label={t('hours.of')}>
            {(ids) => (
              <select
                {...ids}
                className="field"
                value={team}
                onChange={(event) => setTeam(event.target.value)}
              >
                <option value="">{t('hours.of_workspace')}</option>
                {teams.map((it) => (
                  <option key={it.id} value={it.id}>
                    {it.name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
      )}
      <HoursForm
        key={`${team} ${JSON.stringify(kept)}`}
        team={team || null}
        kept={kept}
        fallback={hours.data.workspace ?? null}
        leads={leads}
      />
    </Card>
  );
}
