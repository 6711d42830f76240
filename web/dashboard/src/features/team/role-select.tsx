import { t } from '../../lib/page-text';
import type { Me, RoleName } from '../../lib/wire';

const ROLES: RoleName[] = ['agent', 'admin', 'owner'];

/** Only an owner makes owners. */
export function rolesFor(me: Me): RoleName[] {
  return me.role === 'owner' ? ROLES : ROLES.filter((it) => it !== 'owner');
}

interface Props {
  id?: string;
  label?: string;
  me: Me;
  value: RoleName;
  disabled?: boolean;
  onChange: (role: RoleName) => void;
}

export function RoleSelect({ id, label, me, value, disabled, onChange }: Props) {
  const roles = rolesFor(me);
  const shown = roles.includes(value) ? roles : [...roles, value];
  return (
    <select
      id={id}
      aria-label={label}
      value={value}
      disabled={disabled}
      onChange={(event) => onChange(event.target.value as RoleName)}
      className="field w-auto"
    >
      {shown.map((role) => (
        <option key={role} value={role}>
          {t(`role.${role}`)}
        </option>
      ))}
    </select>
  );
}
