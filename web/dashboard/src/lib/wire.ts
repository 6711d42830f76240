// The wire types of the dashboard by their short names.
import type { components } from '../../../shared/api';

type Schemas = components['schemas'];

export type {
  Citation,
  Details,
  Done,
  Events,
  FromTeammate,
  HandoffReason,
  OwnerNow,
  Page,
  Person,
  Problem,
  TeammateCommand,
  ThreadEvent,
  ToTeammate,
  TypingBy,
} from '../../../shared/events';

export type Asked = Schemas['Asked'];
export type AskedPassage = Schemas['AskedPassage'];
export type Assistants = Schemas['Assistants'];
export type AssistantView = Schemas['AssistantView'];
export type ChangeAssistant = Schemas['ChangeAssistant'];
export type ChangeTeammate = Schemas['ChangeTeammate'];
export type ConversationView = Schemas['ConversationView'];
export type Counts = Schemas['Counts'];
export type FreshLink = Schemas['FreshLink'];
export type InboxRow = Schemas['InboxRow'];
export type InvitationView = Schemas['InvitationView'];
export type LinkView = Schemas['LinkView'];
export type MailedTo = Schemas['MailedTo'];
export type MailSettingsView = Schemas['MailSettingsView'];
export type MailSetup = Schemas['MailSetup'];
export type MailStanding = Schemas['MailStanding'];
export type MailVerdict = Schemas['MailVerdict'];
export type MailView = Schemas['MailView'];
export type Me = Schemas['Me'];
export type MyRow = Schemas['MyRow'];
export type Outbox = Schemas['Outbox'];
export type Passages = Schemas['Passages'];
export type People = Schemas['People'];
export type ProblemCode = Schemas['ProblemCode'];
export type RoleName = Schemas['RoleName'];
export type Security = Schemas['Security'];
export type SetUpMail = Schemas['SetUpMail'];
export type Sources = Schemas['Sources'];
export type SourceState = Schemas['SourceState'];
export type SourceView = Schemas['SourceView'];
export type TeammateNews = Schemas['TeammateNews'];
export type TeammateView = Schemas['TeammateView'];
export type Uploaded = Schemas['Uploaded'];
export type UseLink = Schemas['UseLink'];
export type View = Schemas['View'];
export type WindowOfRows = Schemas['Window'];
export type Would = Schemas['Would'];
