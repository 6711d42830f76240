import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleAlert } from 'lucide-react';
import { translator } from '../../../../shared/i18n/index';
import { modelsQuery } from '../../lib/models';
import { money } from '../../lib/money';
import { meQuery } from '../../lib/queries';
import { locale } from '../../lib/text';
import { cost } from '../../strings/en-cost';

const t = translator(cost, locale);

/** That a month's budget nears its end or is spent, on whichever page of the assistant one is. */
export function BudgetWarning({ assistant }: { assistant: string }) {
  // What models cost is not for agents, and a warning that cannot be read is none.
  const leads = useQuery(meQuery).data?.role !== 'agent';
  const budget = useQuery({ ...modelsQuery(assistant), enabled: leads }).data?.budget;
  if (!budget || budget.state === 'fine' || budget.monthly == null) return null;
  const { state, spent, monthly } = budget;
  return (
    <div
      role="status"
      className="flex w-full items-start gap-2.5 rounded-card border border-line bg-panel px-4 py-3"
    >
      <CircleAlert size={18} aria-hidden className="mt-px shrink-0 text-warning" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{t(`budget.${state}`)}</p>
        <p className="text-muted">
          {t(`budget.${state}_about`, { spent: money(spent), monthly: money(monthly) })}
        </p>
      </div>
      <Link
        to="/settings/assistants/$id/cost"
        params={{ id: assistant }}
        className="shrink-0 font-medium text-accent underline aria-[current=page]:hidden"
      >
        {t('budget.look')}
      </Link>
    </div>
  );
}
