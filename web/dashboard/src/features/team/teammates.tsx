import { useState } from 'react';
import { call } from '../../lib/api';
import { type Presence, presenceWord } from '../../lib/availability';
import { present } from '../../lib/live/line';
import { t } from '../../lib/page-text';
import { useStore } from '../../lib/store';
import type { FreshLink, Me, People, RoleName, TeammateView } from '../../lib/wire';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { Confirm } from '../../ui/dialog';
import { changePeople } from './change';
import type { Fresh } from './people';
import { RoleSelect } from './role-select';

interface Props {
  people: People;
  me: Me;
  onFresh: (fresh: Fresh) => void;
}

/** Everybody who works here. */
export function Teammates({ people, me, onFresh }: Props) {
  const here = useStore(present);
  const [doomed, setDoomed] = useState<TeammateView | null>(null);
  const [lost, setLost] = useState<TeammateView | null>(null);
  const active = people.teammates.filter((it) => it.active);
  return (
    <ul className="divide-y divide-line">
      {active.map((it) => (
        <One
          key={it.id}
          teammate={it}
          me={me}
          presence={here[it.id] ?? 'gone'}
          onFresh={onFresh}
          onRemove={() => setDoomed(it)}
          onFactor={() => setLost(it)}
        />
      ))}
      <Confirm
        open={doomed !== null}
        onClose={() => setDoomed(null)}
        title={t('people.remove_title', { name: doomed?.name ?? '' })}
        effect={t('people.remove_effect')}
        verb={t('people.remove')}
        onConfirm={() =>
          doomed ? changePeople(() => call('DELETE', `/api/teammates/${doomed.id}`)) : undefined
        }
      />
      <Confirm
        open={lost !== null}
        onClose={() => setLost(null)}
        title={t('people.factor_reset_title', { name: lost?.name ?? '' })}
        effect={t('people.factor_reset_effect')}
        verb={t('people.factor_reset')}
        onConfirm={() =>
          lost
            ? changePeople(() => call('DELETE', `/api/teammates/${lost.id}/second-factor`))
            : undefined
        }
      />
    </ul>
  );
}

interface OneProps {
  teammate: TeammateView;
  me: Me;
  presence: Presence;
  onFresh: (fresh: Fresh) => void;
  onRemove: () => void;
  onFactor: () => void;
}

function One({ teammate, me, presence, onFresh, onRemove, onFactor }: OneProps) {
  const self = teammate.id === me.id;
  const leads = me.role === 'owner' || (me.role === 'admin' && teammate.role !== 'owner');
  const setRole = (role: RoleName) =>
    changePeople(() => call('PATCH', `/api/teammates/${teammate.id}`, { role }));
  const reset = () =>
    changePeople(async () => {
      const link = await call<FreshLink>('POST', `/api/teammates/${teammate.id}/reset`);
      onFresh({ link, title: t('people.reset_for', { name: teammate.name }) });
    });
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3 first:pt-0 last:pb-0">
      <Avatar
        id={teammate.id}
        name={teammate.name}
        picture={teammate.picture}
        size={32}
        presence={presence}
      />
      <span className="min-w-44 flex-1">
        <span className="block font-medium">
          {teammate.name} {self && <span className="font-normal text-muted">({t('who.you')})</span>}
        </span>
        <span className="block text-sm text-muted">
          {teammate.email} · {presenceWord(presence)}
          {teammate.second_factor && ` · ${t('people.has_factor')}`}
        </span>
      </span>
      {leads && !self ? (
        <>
          <RoleSelect
            label={t('people.role_of', { name: teammate.name })}
            me={me}
            value={teammate.role}
            onChange={(role) => void setRole(role)}
          />
          <Button small onClick={() => void reset()}>
            {t('people.reset')}
          </Button>
          {teammate.second_factor && (
            <Button small onClick={onFactor}>
              {t('people.factor_reset')}
            </Button>
          )}
          <Button small look="danger" onClick={onRemove}>
            {t('people.remove')}
          </Button>
        </>
      ) : (
        <span className="text-sm text-muted">{t(`role.${teammate.role}`)}</span>
      )}
    </li>
  );
}
