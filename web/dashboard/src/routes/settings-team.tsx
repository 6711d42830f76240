import { HoursSettings } from '../features/hours/hours';
import { WorkspaceSettings } from '../features/settings/workspace';
import { Teams } from '../features/team/teams';

export const TeamsRoute = Teams;
export const HoursRoute = HoursSettings;
export const WorkspaceRoute = WorkspaceSettings;
