// The wire types by their short names, so that nobody writes `components['schemas'][...]` twice.
import type { components } from './api';

type Schemas = components['schemas'];

export type ThreadEvent = Schemas['ThreadEvent'];
export type Happening = Schemas['Happening'];
export type OwnerNow = Schemas['OwnerNow'];
export type Person = Schemas['Person'];
export type Details = Schemas['Details'];
export type Citation = Schemas['Citation'];
export type CitedPassage = Schemas['CitedPassage'];
export type Picture = Schemas['PictureView'];
export type Page = Schemas['Page'];
export type Problem = Schemas['Problem'];
export type FieldProblem = Schemas['FieldProblem'];
export type Done = Schemas['Done'];
export type Events = Schemas['Events'];
export type TurnOutcome = Schemas['TurnOutcome'];
export type HandoffReason = Schemas['HandoffReason'];
export type TypingBy = Schemas['TypingBy'];

export type Form = Schemas['Form'];
export type FormField = Schemas['FormField'];
export type FieldKind = Schemas['FieldKind'];
export type Given = Schemas['Given'];
export type StartedBy = Schemas['StartedBy'];
export type RunEnd = Schemas['RunEnd'];
/** What happens in a run of an action. */
export type RunHappening = Extract<Happening, { run: number }>;

export type VisitorCommand = Schemas['VisitorCommand'];
export type ProveIdentity = Schemas['ProveIdentity'];
export type VisitorSession = Schemas['VisitorSession'];
export type VisitorConversation = Schemas['VisitorConversation'];
export type VisitorNews = Schemas['VisitorNews'];
export type VisitorButton = Schemas['VisitorButton'];
export type VisitorButtons = Schemas['VisitorButtons'];
export type AssistantFace = Schemas['AssistantFace'];
export type FromVisitor = Schemas['FromVisitor'];
export type ToVisitor = Schemas['ToVisitor'];

export type TeammateCommand = Schemas['TeammateCommand'];
export type FromTeammate = Schemas['FromTeammate'];
export type ToTeammate = Schemas['ToTeammate'];
