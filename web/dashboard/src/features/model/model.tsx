import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { modelsQuery } from '../../lib/models';
import type { ModelSettingsView } from '../../lib/wire';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Failed, Skeletons } from '../../ui/states';
import { ModelForm } from './model-form';
import { Order } from './order';
import { t } from './text';

/** How an assistant's answers are written, and the models that write them. */
export function AssistantModels() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(modelsQuery(id));
  if (query.isError && !query.data) {
    return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (!query.data) return <Skeletons count={4} />;
  const { first, second } = query.data;
  return (
    <>
      <Order view={query.data} />
      <ModelForm key={id} assistant={id} place="first" settings={first.settings ?? null} />
      {first.settings && (
        <Second key={`${id}/2`} assistant={id} settings={second.settings ?? null} />
      )}
    </>
  );
}

interface SecondProps {
  assistant: string;
  settings: ModelSettingsView | null;
}

/** One that is asked where the first does not answer; out of sight until it is wanted. */
function Second({ assistant, settings }: SecondProps) {
  const [wanted, setWanted] = useState(false);
  if (settings || wanted) {
    return (
      <ModelForm
        assistant={assistant}
        place="second"
        settings={settings}
        onFold={() => setWanted(false)}
      />
    );
  }
  return (
    <Card title={t('writes.again')} about={t('writes.again_about')}>
      <Button icon={<Plus size={15} aria-hidden />} onClick={() => setWanted(true)}>
        {t('writes.add')}
      </Button>
    </Card>
  );
}
