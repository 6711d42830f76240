import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useSaving } from '../../../lib/saving';
import { t } from '../../../lib/text';
import type { Reach } from '../../../lib/wire';
import { Button } from '../../../ui/button';
import { Option } from '../../../ui/choice';
import { Dialog } from '../../../ui/dialog';
import { InputField } from '../../../ui/field';
import { Failed, Skeletons } from '../../../ui/states';
import { toast } from '../../../ui/toast';
import { reachesQuery } from '../queries';
import { tw } from '../text';
import { fromField, READERS, setReach, toField, useReach } from './reach';

interface Props {
  /** The source or website, and what it is called. */
  of: { id: string; name: string } | null;
  onClose: () => void;
}

/** Asks for whom a source is, and when it holds. */
export function SetReach({ of, onClose }: Props) {
  return (
    <Dialog open={of !== null} onClose={onClose} title={tw('reach.title')}>
      {of && <Loaded of={of} onDone={onClose} />}
    </Dialog>
  );
}

interface FormProps {
  of: NonNullable<Props['of']>;
  onDone: () => void;
}

/** What would be saved must not be a guess at what is not known yet. */
function Loaded(props: FormProps) {
  const found = useQuery(reachesQuery);
  const reach = useReach(props.of.id);
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  if (!reach) return <Skeletons count={4} />;
  return <Form {...props} reach={reach} />;
}

function Form({ of, onDone, reach }: FormProps & { reach: Reach }) {
  const name = useId();
  const [readers, setReaders] = useState(reach.readers);
  const [from, setFrom] = useState(toField(reach.from));
  const [until, setUntil] = useState(toField(reach.until));
  const { wrong, busy, submit } = useSaving(async () => {
    const times = { from: fromField(from), until: fromField(until) };
    await setReach(of.id, { readers, ...times, paused: reach.paused ?? false });
    toast(tw('reach.saved'));
    onDone();
  });
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <p className="text-muted">{tw('reach.about', { name: of.name })}</p>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 text-sm font-medium">{tw('reach.readers')}</legend>
        {READERS.map((it) => (
          <Option
            key={it}
            name={name}
            label={tw(`reach.${it}`)}
            about={tw(`reach.${it}_about`)}
            chosen={readers === it}
            onChoose={() => setReaders(it)}
          />
        ))}
      </fieldset>
      <div className="grid gap-3 md:grid-cols-2">
        <InputField
          label={tw('reach.from')}
          type="datetime-local"
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
        <InputField
          label={tw('reach.until')}
          error={wrong.until}
          type="datetime-local"
          value={until}
          onChange={(event) => setUntil(event.target.value)}
        />
        <p className="text-sm text-muted md:col-span-2">{tw('reach.times_about')}</p>
      </div>
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>{t('do.cancel')}</Button>
        <Button type="submit" look="primary" busy={busy}>
          {t('do.save_it')}
        </Button>
      </div>
    </form>
  );
}
