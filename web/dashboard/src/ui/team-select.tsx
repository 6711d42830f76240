import type { TeamView } from '../lib/wire';
import { tc } from './conditions/text';
import { cx } from './cx';

interface Props {
  /** Its path, where somebody may be led to it. */
  at?: string;
  teams: readonly TeamView[];
  value: string | null | undefined;
  className?: string;
  onChange: (team: string | null) => void;
}

/** Whose a conversation becomes: everybody's, or a team's. A team that is gone stays until another
 * is chosen. */
export function TeamSelect({ at, teams, value, className, onChange }: Props) {
  return (
    <select
      aria-label={tc('team.label')}
      data-at={at}
      className={cx('field w-auto', className)}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value || null)}
    >
      <option value="">{tc('team.everybody')}</option>
      {teams.map((it) => (
        <option key={it.id} value={it.id}>
          {it.name}
        </option>
      ))}
      {value && !teams.some((it) => it.id === value) && (
        <option value={value}>{tc('team.lost')}</option>
      )}
    </select>
  );
}
