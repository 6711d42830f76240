import { useEffect } from 'react';
import { useForm } from 'react-hook-form';
import { call } from '../../lib/api';
import { modelsQuery } from '../../lib/models';
import { amount, money } from '../../lib/money';
import { client } from '../../lib/queries';
import { saving } from '../../lib/saving';
import { t as common } from '../../lib/text';
import type { BudgetView, ModelsView } from '../../lib/wire';
import { Card } from '../../ui/card';
import { InputField } from '../../ui/field';
import { FormSaveRow } from '../../ui/save-row';
import { toast } from '../../ui/toast';
import { t } from './text';

interface Props {
  assistant: string;
  budget: BudgetView;
}

const toFields = (it: BudgetView) => ({ monthly: it.monthly == null ? '' : String(it.monthly) });

/** How much models may cost in a month, and how much of it is gone. */
export function Budget({ assistant, budget }: Props) {
  const form = useForm({ values: toFields(budget), resetOptions: { keepDirtyValues: true } });
  const { errors } = form.formState;
  useEffect(() => take(assistant, budget), [assistant, budget]);
  const save = saving(form, async ({ monthly }) => {
    const asked = { monthly: monthly.trim() === '' ? null : amount(monthly) };
    const saved = await call<BudgetView>('PUT', `/api/assistants/${assistant}/budget`, asked);
    take(assistant, saved);
    form.reset(toFields(saved));
    await client.invalidateQueries({ queryKey: ['usage', assistant] });
    toast(common('done.saved'));
  });
  return (
    <form onSubmit={save} noValidate>
      <Card title={t('budget.title')} about={t('budget.about')}>
        <Spent budget={budget} />
        <div className="mt-4 max-w-60">
          <InputField
            label={t('budget.monthly')}
            hint={t('budget.monthly_hint')}
            error={errors.monthly?.message}
            inputMode="decimal"
            autoComplete="off"
            {...form.register('monthly', {
              validate: (it) => it.trim() === '' || amount(it) !== null || t('prices.wrong'),
            })}
          />
        </div>
        <div className="mt-4">
          <FormSaveRow form={form} onSave={save} />
        </div>
      </Card>
    </form>
  );
}

/** The head of the page warns by the same numbers. */
function take(assistant: string, budget: BudgetView): void {
  client.setQueryData<ModelsView>(
    modelsQuery(assistant).queryKey,
    (old) => old && { ...old, budget },
  );
}

const FILLS = { fine: 'bg-accent', low: 'bg-warning', spent: 'bg-danger' };

function Spent({ budget }: { budget: BudgetView }) {
  const { monthly, spent, unpriced, state } = budget;
  const percent = monthly ? Math.min(100, Math.round((spent / monthly) * 100)) : 100;
  return (
    <>
      <p className="font-medium">
        {monthly == null
          ? t('budget.spent_none', { spent: money(spent) })
          : t('budget.spent_of', { spent: money(spent), monthly: money(monthly) })}
      </p>
      {monthly != null && (
        <div
          role="progressbar"
          aria-label={t('budget.bar')}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={percent}
          className="mt-2 h-2.5 overflow-hidden rounded-full bg-line"
        >
          <div className={`h-full rounded-full ${FILLS[state]}`} style={{ width: `${percent}%` }} />
        </div>
      )}
      {unpriced > 0 && (
        <p className="mt-2 text-sm text-warning">{t('budget.unpriced', { count: unpriced })}</p>
      )}
    </>
  );
}
