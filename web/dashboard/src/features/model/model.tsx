import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { CircleAlert, PenLine, Quote } from 'lucide-react';
import { call } from '../../lib/api';
import type { ModelView } from '../../lib/wire';
import { Card } from '../../ui/card';
import { Failed, Skeletons } from '../../ui/states';
import { ModelForm } from './model-form';
import { t } from './text';

/** How an assistant's answers are written, and the model that writes them. */
export function AssistantModel() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery({
    queryKey: ['model', id],
    queryFn: () => call<ModelView>('GET', `/api/assistants/${id}/model`),
  });
  if (query.isError && !query.data) {
    return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (!query.data) return <Skeletons count={4} />;
  return (
    <>
      <How view={query.data} />
      <ModelForm key={id} assistant={id} settings={query.data.settings ?? null} />
    </>
  );
}

function How({ view }: { view: ModelView }) {
  const { settings, trouble } = view;
  const Icon = settings ? PenLine : Quote;
  return (
    <Card title={t('writes.how')}>
      <div aria-live="polite" className="grid gap-4">
        <div className="flex items-start gap-2.5">
          <Icon size={18} aria-hidden className="mt-0.5 shrink-0 text-accent" />
          <div>
            <p className="font-medium wrap-anywhere">
              {settings ? t('writes.model', { model: settings.model }) : t('writes.quotes')}
            </p>
            <p className="text-sm text-muted">
              {t(settings ? 'writes.model_about' : 'writes.quotes_about')}
            </p>
          </div>
        </div>
        {trouble && (
          <div className="flex items-start gap-2.5 text-waiting">
            <CircleAlert size={18} aria-hidden className="mt-0.5 shrink-0" />
            <div>
              <p className="font-medium">{t('writes.trouble')}</p>
              <p className="text-sm wrap-anywhere">{trouble}</p>
            </div>
          </div>
        )}
      </div>
    </Card>
  );
}
