import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { HandHelping, Signpost } from 'lucide-react';
import { meQuery } from '../../lib/queries';
import { rulesQuery } from '../../lib/rules-api';
import { AssistantSelect, AssistantStart } from '../../ui/assistant-pick';
import { buttonClass } from '../../ui/button';
import { PageHead } from '../../ui/page-head';
import { Said } from '../../ui/rows';
import { Failed, Skeletons } from '../../ui/states';
import { RuleList } from './list';
import { t } from './text';

/** The rules of the assistant that was looked at last, or of the first. */
export function RulesStart() {
  return (
    <AssistantStart
      to="/rules/$assistant"
      icon={<Signpost size={20} aria-hidden />}
      title={t('rules.title')}
      none={t('rules.no_assistant')}
      noneAbout={t('rules.no_assistant_about')}
    />
  );
}

/** When an assistant answers, and when a person does. */
export function RulesPage() {
  const { assistant = '' } = useParams({ strict: false });
  const leads = useQuery(meQuery).data?.role !== 'agent';
  const found = useQuery(rulesQuery(assistant));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who only reads scrolls by keyboard.
    <main tabIndex={0} className="min-h-0 flex-1 overflow-y-auto outline-none">
      <div className="mx-auto max-w-5xl px-4 pb-16 md:px-8">
        <PageHead title={t('rules.title')} about={t('rules.about')}>
          <Link to="/rules/handoffs" className={buttonClass('plain')}>
            <HandHelping size={15} aria-hidden />
            {t('rules.handoffs')}
          </Link>
          <AssistantSelect to="/rules/$assistant" value={assistant} label={t('rules.assistant')} />
        </PageHead>
        {found.data ? (
          <RuleList key={assistant} assistant={assistant} view={found.data} leads={leads} />
        ) : found.isError ? (
          <Failed error={found.error} onRetry={() => void found.refetch()} />
        ) : (
          <Skeletons count={4} />
        )}
      </div>
      <Said />
    </main>
  );
}
