// The action that a rule begins: in place of the answer, or beside the wait for a person.
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { actionsQuery } from '../../lib/actions-api';
import type { Rule } from '../../lib/wire';
import { t } from './text';

function useActions() {
  const { assistant = '' } = useParams({ strict: false });
  return useQuery(actionsQuery(assistant)).data?.actions;
}

/** What the rule's action is called; nothing while that is not known. */
export function useActionName({ action }: Rule): string | undefined {
  const actions = useActions();
  if (!action || !actions) return undefined;
  return actions.find((it) => it.id === action)?.name ?? t('rule.lost_action');
}

interface Props {
  rule: Rule;
  onChange: (rule: Rule) => void;
}

/** Nothing where there are no actions. */
export function ActionField({ rule, onChange }: Props) {
  const actions = useActions() ?? [];
  const { action } = rule;
  if (rule.then !== 'hand_off' && rule.then !== 'answer') return null;
  if (actions.length === 0 && !action) return null;
  return (
    <label className="flex flex-wrap items-center gap-2">
      {t(`edit.action_${rule.then}`)}
      <select
        className="field w-auto max-w-56"
        value={action ?? ''}
        onChange={(event) => onChange({ ...rule, action: event.target.value || null })}
      >
        <option value="">{t('edit.no_action')}</option>
        {actions.map((it) => (
          <option key={it.id} value={it.id}>
            {it.name}
          </option>
        ))}
        {action && !actions.some((it) => it.id === action) && (
          <option value={action}>{t('rule.lost_action')}</option>
        )}
      </select>
    </label>
  );
}
