import { HoursSettings } from '../features/hours/hours';
import { PromiseSettings } from '../features/hours/promise';
import { WorkspaceSettings } from '../features/settings/workspace';
import { Teams } from '../features/team/teams';

export const TeamsRoute = Teams;
export const WorkspaceRoute = WorkspaceSettings;

export function HoursRoute() {
  return (
    <div className="flex flex-col gap-5">
      <HoursSettings />
      <PromiseSettings />
    </div>
  );
}
