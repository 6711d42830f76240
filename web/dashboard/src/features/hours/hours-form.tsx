import { useState } from 'react';
import { call, explain } from '../../lib/api';
import { t } from '../../lib/page-text';
import { client } from '../../lib/queries';
import { type Wrong, wrongs } from '../../lib/saving';
import type { HoursView } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Confirm } from '../../ui/dialog';
import { SaveRow } from '../../ui/save-row';
import { toast } from '../../ui/toast';
import { Holidays } from './holidays';
import { Preview } from './preview';
import { usual } from './week';
import { WeekGrid } from './week-grid';
import { ZoneField } from './zone-field';

interface Props {
  team: string | null;
  kept: HoursView | null;
  /** What a team without hours of its own has. */
  fallback: HoursView | null;
  leads: boolean;
}

const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function HoursForm({ team, kept, fallback, leads }: Props) {
  const [draft, setDraft] = useState(kept);
  const [wrong, setWrong] = useState<Wrong>({});
  const [busy, setBusy] = useState(false);
  const [dropping, setDropping] = useState(false);
  const dirty = JSON.stringify(draft) !== JSON.stringify(kept);
  const keep = async (hours: HoursView | null) => {
    setBusy(true);
    try {
      await call('PUT', '/api/hours', { team, hours });
      setWrong({});
      await client.invalidateQueries({ queryKey: ['hours'] });
      toast(t('done.saved'));
      return true;
    } catch (error) {
      setWrong(wrongs(error));
      toast(explain(error, t('error.unreachable')));
      return false;
    } finally {
      setBusy(false);
    }
  };
  if (!draft) {
    return (
      <div className="flex flex-wrap items-center gap-3">
        <p className="min-w-60 flex-1 text-muted">
          {team && fallback ? t('hours.as_workspace') : t('hours.always')}
        </p>
        {leads && (
          <Button look="primary" onClick={() => setDraft(fallback ?? usual(here))}>
            {t(team ? 'hours.keep_own' : 'hours.keep')}
          </Button>
        )}
      </div>
    );
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void keep(draft);
      }}
    >
      <fieldset disabled={!leads} className="flex flex-col gap-6">
        {leads && <Preview hours={draft} />}
        <ZoneField
          zone={draft.zone}
          error={wrong.zone}
          onChange={(zone) => setDraft({ ...draft, zone })}
        />
        <WeekGrid hours={draft} wrong={wrong} leads={leads} onChange={setDraft} />
        <Holidays hours={draft} wrong={wrong} leads={leads} onChange={setDraft} />
      </fieldset>
      {leads && (
        <div className="mt-6">
          <SaveRow
            unsaved={dirty}
            busy={busy}
            onDiscard={() => setDraft(kept)}
            onSave={() => keep(draft)}
          >
            {kept && (
              <Button look="danger" onClick={() => setDropping(true)}>
                {t(team ? 'hours.drop_team' : 'hours.drop')}
              </Button>
            )}
          </SaveRow>
        </div>
      )}
      <Confirm
        open={dropping}
        onClose={() => setDropping(false)}
        title={t('hours.drop_title')}
        effect={t(team ? 'hours.drop_team_effect' : 'hours.drop_effect')}
        verb={t(team ? 'hours.drop_team' : 'hours.drop')}
        onConfirm={() => keep(null)}
      />
    </form>
  );
}
